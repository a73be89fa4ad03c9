// What a caller gave, as the wasm reads it: many properties in one crossing, each told by a letter.
// Values stay here. The wasm asks for the texts that it puts into an address or a header, and names
// the others by their place.
import { field } from './host.js';

/** What each type of value is called in src/caller.rs. */
const LETTERS = /** @type {Record<string, string>} */ ({
  undefined: '-',
  string: 's',
  number: 'n',
  boolean: 'f',
  function: 'F',
  object: 'o',
  symbol: 'x',
  bigint: 'b',
});

/** @param {object} value */
const isArray = (value) => {
  try {
    return Array.isArray(value);
  } catch {
    // A Proxy that was revoked: nothing of it can be read.
    return true;
  }
};

/** @param {unknown} value */
const letter = (value) => {
  if (value === null) return '0';
  if (value === '') return 'e';
  if (value === true) return 't';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'i';
  if (typeof value === 'object' && isArray(value)) return 'a';
  return LETTERS[typeof value];
};

export class Caller {
  /** What was read, by its place. @type {any[]} */
  values = [];
  /** The first name that was read. */
  first = '';

  /**
   * The value behind a name.
   * @param {string} name
   * @param {number} [_place]
   * @returns {unknown}
   */
  find(name, _place) {
    return name;
  }

  /**
   * Reads each name, once, and gives the letters of what was found. `one|other`: the other where the
   * first has nothing.
   * @param {string} names with a space between
   */
  read(names) {
    const all = names.split(' ');
    this.first ||= all[0];
    let letters = '';
    for (let place = 0; place < all.length; place++) {
      const [one, other] = all[place].split('|');
      let found = this.find(one, place);
      if (other && (found == null || found === '')) found = this.find(other, place);
      this.values.push(found);
      letters += letter(found);
    }
    return letters;
  }

  /**
   * The same of the properties of the object at a place.
   * @param {number} place
   * @param {string} names
   */
  within(place, names) {
    return names
      .split(' ')
      .map((name) => {
        const found = field(this.values[place], name);
        this.values.push(found);
        return letter(found);
      })
      .join('');
  }

  /** @param {number} place */
  text(place) {
    return String(this.values[place]);
  }

  /** @param {number} place */
  number(place) {
    return Number(this.values[place]);
  }
}
