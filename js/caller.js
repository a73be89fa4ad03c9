// What a caller gave, as the wasm reads it: by places. Values stay here; the wasm is told what they are,
// many in one crossing, and asks for the texts that it puts into an address or a header.
import { SDKError } from './errors.js';
import { field, page, property } from './host.js';

/** What each type of value is called in src/caller.rs. */
const KINDS = /** @type {Record<string, number>} */ ({
  undefined: 0,
  string: 3,
  number: 4,
  boolean: 7,
  object: 8,
  function: 10,
  symbol: 11,
  bigint: 12,
});

/** How many of them one number holds, four bits each. */
const PACKED = 13;

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
const kindOf = (value) => {
  if (value === null) return 1;
  if (value === '') return 2;
  if (typeof value === 'number' && !Number.isFinite(value)) return 5;
  if (value === true) return 6;
  if (typeof value === 'object' && isArray(value)) return 9;
  return KINDS[typeof value];
};

/** Whether a value counts as not given. @param {unknown} value */
export const isMissing = (value) => value === undefined || value === null || value === '';

/** In the place of a list that most never fill. */
export const NONE = /** @type {any[]} */ ([]);

export class Caller {
  /** What was read, by its place. @type {any[]} */
  values = [];
  /** The name of each. @type {string[]} */
  names = NONE;

  /**
   * What the values from a place on are.
   * @param {number} from
   */
  kinds(from) {
    const { values } = this;
    let packed = 0;
    for (let place = Math.min(from + PACKED, values.length); place-- > from;) {
      packed = packed * 16 + kindOf(values[place]);
    }
    return packed;
  }

  /**
   * Reads properties of the object at a place.
   * @param {number} place
   * @param {string} names with a space between
   */
  within(place, names) {
    const all = names.split(' ');
    const object = this.values[place];
    this.more(
      all.map((name) => field(object, name)),
      all,
    );
  }

  /** @param {unknown[]} values that get the next places @param {string[]} names */
  more(values, names) {
    this.values.push(...values);
    this.names = [...this.names, ...names];
  }

  /** @param {number} place */
  text(place) {
    return String(this.values[place]);
  }

  /** @param {number} place */
  number(place) {
    return Number(this.values[place]);
  }

  /**
   * The canonical form of the address at a place, absolute or relative to the page.
   * @param {number} place
   */
  href(place) {
    try {
      return new URL(this.values[place], page()?.href).href;
    } catch {
      return undefined;
    }
  }

  /** The origin of the page, where there is one. */
  origin() {
    return property(page(), 'origin');
  }

  /**
   * `limit` of the object at a place: undefined if there is none, NaN if it is no number.
   * @param {number} place
   */
  limit(place) {
    const limit = field(this.values[place], 'limit');
    return limit === undefined || typeof limit === 'number' ? limit : NaN;
  }

  /** @param {number} _place of an option that is to count as not given */
  drop(_place) {}

  /**
   * What the wasm says of the value at a place, or of none.
   * @param {string} kind
   * @param {number} place
   * @param {string} message
   */
  error(kind, place, message) {
    const name = this.names[place];
    return new SDKError(name ? `${name}: ${message}` : message, { kind });
  }
}
