// The options of an `Api`: as they were given, and as they are put over those in force.
import { Caller } from './caller.js';
import { nameOf, SDKError } from './errors.js';
import { options } from './generated/calls.js';
import { bare, entries } from './host.js';

/** The names of those that have a type, by their places. */
const names = () => options.split(' ');

/** Options as a caller gave them, each property read once. */
export class Options extends Caller {
  /** Without a prototype. @type {Record<string, any>} */
  given = bare();
  /** What the wasm says of them. @type {SDKError | undefined} */
  failure;
  /** The mode that they bring about. */
  isOauth2 = false;

  /**
   * @param {unknown} given
   * @param {string} kind of the error that is thrown for what is no object or cannot be read
   */
  constructor(given, kind) {
    super();
    let list;
    try {
      list = entries(given);
    } catch (cause) {
      throw new SDKError('options: cyclic, or a property of it throws', {
        kind,
        cause: nameOf(cause),
      });
    }
    if (!list) throw new SDKError('options: an object is required', { kind });
    this.given = bare(Object.fromEntries(list));
    this.more(
      names().map((name) => this.given[name]),
      names(),
    );
  }

  /** @param {number} place of an option that is to count as not given */
  drop(place) {
    delete this.given[this.names[place]];
  }

  /**
   * What the wasm has made of them.
   * @param {string | undefined} redirectUri by whichever name it was given
   * @param {boolean} isOauth2
   */
  keep(redirectUri, isOauth2) {
    delete this.given.redirectUrl;
    this.given.redirectUri = redirectUri ?? null;
    this.isOauth2 = isOauth2;
  }

  /** @param {string} kind @param {number} place @param {string} message */
  fail(kind, place, message) {
    this.failure = this.error(kind, place, message);
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
