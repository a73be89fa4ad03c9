// The options of an `Api`: as they were given, and as they are put over those in force.
import { Caller } from './caller.js';
import { nameOf, SDKError } from './errors.js';
import { bare, entries, field, page, property } from './host.js';

/** Options as a caller gave them, each property read once. */
export class Options extends Caller {
  /** Without a prototype. @type {Record<string, any>} */
  given = bare();
  /** What the wasm says of them. @type {SDKError | undefined} */
  error;
  /** The mode that they bring about. */
  isOauth2 = false;

  /**
   * @param {unknown} options
   * @param {string} kind of the error that is thrown for what is no object or cannot be read
   */
  constructor(options, kind) {
    super();
    let list;
    try {
      list = entries(options);
    } catch (cause) {
      throw new SDKError('options: cyclic, or a property of it throws', {
        kind,
        cause: nameOf(cause),
      });
    }
    if (!list) throw new SDKError('options: an object is required', { kind });
    this.given = bare(Object.fromEntries(list));
  }

  /** @param {string} name */
  find(name) {
    return this.given[name];
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

  /** @param {string} name of an option that is to count as not given */
  drop(name) {
    delete this.given[name];
  }

  /**
   * What the wasm has made of them.
   * @param {string | undefined} redirectUri by whichever name it was given
   * @param {boolean} isOauth2
   */
  keep(redirectUri, isOauth2) {
    this.drop('redirectUrl');
    this.given.redirectUri = redirectUri ?? null;
    this.isOauth2 = isOauth2;
  }

  /** @param {string} kind @param {string} message */
  fail(kind, message) {
    this.error = new SDKError(message, { kind });
  }

  /**
   * These options over `base`, each that was cleared left out. The object has no prototype, so that
   * `__proto__` is a key like any other.
   * @param {object} base
   * @param {boolean} fetched a file has no say on what it leaves open
   */
  over(base, fetched) {
    const result = bare(base);
    for (const [name, value] of Object.entries(this.given)) {
      if (value !== undefined && value !== null && value !== '') result[name] = value;
      else if (value !== undefined && !fetched) delete result[name];
    }
    return result;
  }
}
