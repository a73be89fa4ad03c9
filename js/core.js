import { current, failed } from './load.js';
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
   * What the wasm keeps outside of itself: the options in force, the mode, and the `state` that was
   * generated. Without a prototype.
   * @type {{ options?: any, isOauth2?: boolean, state?: string }}
   */
  kept = Object.create(null);
  /** Told after each call has been started. */
  onCall = () => {};

  /** @param {unknown} options */
  constructor(options) {
    this.instance = current();
    this.raw = this.#made(options);
  }

  /** @param {unknown} options */
  #made(options) {
    const { instance } = this;
    return orFailed(instance, () => new instance.Api(options, this.kept, defaultConfig));
  }

  /** @param {string} name */
  option(name) {
    return this.kept.options[name];
  }

  /** What the tokens and flows of this project go by. */
  get project() {
    const { projectId, clientId = '' } = this.kept.options;
    return `${projectId}/${clientId}`;
  }

  /** The generated object in force. */
  #alive() {
    if (this.instance.dead) {
      this.instance = current();
      this.raw = this.#made(this.kept.options);
    }
    return this.raw;
  }

  /**
   * Runs what returns at once.
   * @template T
   * @param {(raw: any) => T} run
   */
  now(run) {
    const raw = this.#alive();
    return orFailed(this.instance, () => run(raw));
  }

  /**
   * Makes a call; its promise settles even if the wasm fails.
   * @param {(raw: any) => Promise<any>} run
   * @returns {Promise<any>}
   */
  call(run) {
    try {
      const promise = this.now(run);
      this.onCall();
      return promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
