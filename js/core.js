import { explain } from './errors.js';
import { current, failed } from './load.js';
import { during } from './pending.js';
import { defaultConfig } from './values.js';

/**
 * Returns what `run` returns. Throws `failed()` if the instance has trapped: the generated code may then return or
 * throw whatever is in its memory.
 * @template T
 * @param {import('./load.js').Instance} instance
 * @param {() => T} run
 */
const orFailed = (instance, run) => {
  try {
    return run();
  } finally {
    if (instance.dead) throw failed();
  }
};

/**
 * The property of an `Api` that has its core, behind a function. A private field would exist on the object itself only:
 * every call through a Proxy would fail, such as through those of Vue, Pinia or valtio, which pass a function on as it is.
 */
export const CORE = /* @__PURE__ */ Symbol('core');

/** @param {any} api @returns {Core} */
export const coreOf = (api) => api[CORE]();

/** What is behind one `Api`: the generated object, and what is needed to recreate it after a trap. */
export class Core {
  /**
   * What the wasm keeps outside its own memory: the current options, the generated `state`, the tokens of an
   * in-memory session, and the listeners. It has no prototype.
   *
   * A class field is defined. An assignment would call a setter of a polluted `Object.prototype`.
   * @type {{ options?: any, state?: string, memory?: unknown, listeners?: unknown }}
   */
  kept = Object.create(null);
  /**
   * The object that `api.session` returns.
   * @type {object | undefined}
   */
  view = undefined;
  /** @type {import('./load.js').Instance} */
  #instance;
  /** @type {any} */
  #raw;
  /** @type {any} */
  #session;

  /** @param {unknown} options */
  constructor(options) {
    try {
      this.#instance = current();
      this.#make(options);
    } catch (error) {
      explain(error, { name: 'new Api', at: new Error(), refused: undefined });
      throw error;
    }
  }

  /** @param {unknown} options */
  #make(options) {
    const instance = this.#instance;
    this.#raw = orFailed(instance, () => new instance.Api(options, this.kept, defaultConfig));
    this.#session = orFailed(instance, () => this.#raw.session);
  }

  /**
   * Runs a call with the generated objects, which it recreates after a trap.
   * @template T
   * @param {(raw: any, session: any) => T} run
   */
  #run(run) {
    if (this.#instance.dead) {
      this.#instance = current();
      this.#make(this.kept.options);
    }
    return orFailed(this.#instance, () => run(this.#raw, this.#session));
  }

  /**
   * Makes a call that returns its result.
   * @template T
   * @param {string} name of the method
   * @param {(raw: any, session: any) => T} run
   */
  atOnce(name, run) {
    try {
      return this.#run(run);
    } catch (error) {
      explain(error, { name, at: new Error(), refused: undefined });
      throw error;
    }
  }

  /**
   * Makes a call that returns a promise. The promise settles even if the wasm traps.
   * @param {string} name of the method
   * @param {(raw: any, session: any) => Promise<any>} run
   * @returns {Promise<any>}
   */
  call(name, run) {
    // The stack no longer contains the caller when the response arrives. Capturing it takes more than a tenth of
    // a call's own work in Chromium (`cargo xtask bench call`), and the more the deeper the stack is.
    const at = this.kept.options?.debug ? new Error() : undefined;
    /** @type {import('./errors.js').Call} */
    const call = { name, at, refused: undefined };
    try {
      return during(call, () => this.#run(run));
    } catch (error) {
      return Promise.reject(error);
    } finally {
      if (call.refused) explain(call.refused, { ...call, at: new Error() });
    }
  }
}
