import { explain } from './errors.js';
import { current, failed } from './load.js';
import { during } from './pending.js';
import { defaultConfig } from './values.js';

/**
 * What `run` gives. After a trap the generated code may return or throw whatever lies in the memory.
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

/** What is behind one `Api`: the generated object, and what is needed to make it again after a trap. */
export class Core {
  /**
   * What the wasm keeps outside of itself: the options in force, the `state` that was generated, the
   * tokens of a session in memory, and the listeners. Without a prototype.
   * @type {{ options?: any, state?: string, memory?: unknown, listeners?: unknown }}
   */
  kept = Object.create(null);
  // Fields, which are defined: assigning them would call a setter of `Object.prototype`.
  #instance = current();
  /** @type {any} */
  #raw;
  /** @type {any} */
  #session;

  /** @param {unknown} options */
  constructor(options) {
    this.#make(options);
  }

  /** @param {unknown} options */
  #make(options) {
    const instance = this.#instance;
    this.#raw = orFailed(instance, () => new instance.Api(options, this.kept, defaultConfig));
    this.#session = orFailed(instance, () => this.#raw.session);
  }

  /**
   * Runs what returns at once, with the generated objects in force.
   * @template T
   * @param {(raw: any, session: any) => T} run
   */
  atOnce(run) {
    if (this.#instance.dead) {
      this.#instance = current();
      this.#make(this.kept.options);
    }
    return orFailed(this.#instance, () => run(this.#raw, this.#session));
  }

  /**
   * Makes a call; its promise settles even if the wasm fails.
   * @param {string} name of its method
   * @param {(raw: any, session: any) => Promise<any>} run
   * @returns {Promise<any>}
   */
  call(name, run) {
    // The frames of its caller are gone when an answer comes. They cost a tenth of a call.
    const at = this.kept.options?.debug ? new Error() : undefined;
    /** @type {import('./errors.js').Call} */
    const call = { name, at, refused: undefined };
    try {
      return during(call, () => this.atOnce(run));
    } catch (error) {
      return Promise.reject(error);
    } finally {
      if (call.refused) explain(call.refused, { ...call, at: new Error() });
    }
  }
}
