import { Exchange } from './exchange.js';
import { bare, own, randomHex, snapshot } from './host.js';
import { current, failed } from './load.js';
import { Options } from './options.js';
import { defaultConfig } from './values.js';

/** What is behind one `Api`: the generated object, and what is needed to make it again after a trap. */
export class Core {
  /** The options in force, as they were given; without a prototype. @type {any} */
  given = bare();
  /** The `state` made up for it, once one was needed. @type {string | undefined} */
  made;
  isOauth2 = false;
  /** Whether there are hooks. */
  hears = false;
  /** Told after each call has been started. */
  onCall = () => {};

  /** @param {unknown} options */
  constructor(options) {
    this.instance = current();
    this.raw = this.#make();
    this.adopt(options);
  }

  #make() {
    const { instance } = this;
    const raw = new instance.Api();
    if (instance.dead) throw failed();
    return raw;
  }

  /** @param {string} name */
  option(name) {
    return this.given[name];
  }

  /** What the tokens and flows of this project go by. */
  get project() {
    const { projectId, clientId = '' } = this.given;
    return `${projectId}/${clientId}`;
  }

  /**
   * Puts options over those in force.
   * @param {unknown} options
   * @param {boolean} [fetched] whether they come from outside: then some are passed over
   */
  adopt(options, fetched = false) {
    const read = new Options(options, 'config');
    this.now((raw) => raw.adopt(read, fetched, this.made));
    if (read.failure) throw read.failure;
    this.given = read.over(this.given, fetched);
    this.isOauth2 = read.isOauth2;
    this.hears = Boolean(this.given.onRequest || this.given.onResponse);
  }

  /** A copy of the options in force, with the defaults. */
  shown() {
    const state = own(this.given, 'state') ?? this.made;
    return snapshot({ ...defaultConfig, ...this.given, is_oauth2: this.isOauth2 }, state);
  }

  /** Makes up a `state`, one for the life of this; undefined where there is no `crypto`. */
  state() {
    try {
      return (this.made ??= randomHex());
    } catch {
      return undefined;
    }
  }

  /** The generated object in force. */
  alive() {
    if (this.instance.dead) {
      this.instance = current();
      this.raw = this.#make();
      this.adopt(this.given);
    }
    return this.raw;
  }

  /**
   * Runs what returns at once.
   * @param {(raw: any) => any} run
   */
  now(run) {
    const raw = this.alive();
    const { instance } = this;
    const result = run(raw);
    if (instance.dead) throw failed();
    return result;
  }

  /**
   * Makes a call; its promise settles even if the wasm fails.
   * @param {number} index of the call
   * @param {unknown[]} args
   * @param {number} [started]
   * @returns {Promise<any>}
   */
  call(index, args, started) {
    return new Promise((resolve, reject) => {
      const raw = this.alive();
      const exchange = new Exchange(this, index, resolve, reject, started);
      this.instance.pending.add(exchange);
      exchange.start(raw, args);
      this.onCall();
    });
  }

  /**
   * The address of a call that is none of `fetch`.
   * @param {number} index of the call
   * @param {object} [args]
   * @returns {string}
   */
  address(index, args) {
    const found = bare();
    const exchange = new Exchange(
      this,
      index,
      (url) => (found.url = url),
      (error) => (found.error = error),
    );
    this.now((raw) => exchange.start(raw, [args]));
    if (found.error) throw found.error;
    return found.url;
  }
}
