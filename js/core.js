import { own } from './host.js';
import { current, failed } from './load.js';
import { defaultConfig } from './values.js';

/** The generated object behind one `Api`, and what is needed to make it again after a trap. */
export class Core {
  /** @param {unknown} options */
  constructor(options) {
    /** What the wasm keeps outside of its memory: `given` and `state`. */
    this.store = { defaults: defaultConfig };
    this.instance = current();
    this.raw = this.make(options);
    /** Told after each call has been started. */
    this.onCall = () => {};
  }

  /** @param {unknown} options */
  make(options) {
    const { instance } = this;
    try {
      return new instance.Api(options, this.store);
    } finally {
      if (instance.dead) throw failed();
    }
  }

  /** The options in force, as they were given. @returns {any} */
  get options() {
    return own(this.store, 'given');
  }

  /** @param {string} name */
  option(name) {
    return own(this.options, name);
  }

  /** What the tokens and flows of this project go by. */
  get project() {
    const { projectId, clientId = '' } = this.options;
    return `${projectId}/${clientId}`;
  }

  /** The instance in force, with the generated object in it. */
  alive() {
    if (this.instance.dead) {
      this.instance = current();
      this.raw = this.make(/** @type {any} */ (this.store).given);
    }
    return this.instance;
  }

  /**
   * Runs what returns at once.
   * @param {(raw: any) => any} run
   */
  now(run) {
    const instance = this.alive();
    try {
      return run(this.raw);
    } finally {
      if (instance.dead) throw failed();
    }
  }

  /**
   * Makes the call with that number; the promise settles even if the wasm fails.
   * @param {number} index
   * @param {unknown} [a]
   * @param {unknown} [b]
   * @param {unknown} [c]
   * @returns {Promise<any>}
   */
  call(index, a, b, c) {
    return new Promise((resolve, reject) => {
      const { pending } = this.alive();
      pending.add(reject);
      const promise = this.raw.call(index, a, b, c);
      this.onCall();
      promise.then(
        (/** @type {unknown} */ value) => {
          pending.delete(reject);
          resolve(value);
        },
        (/** @type {unknown} */ reason) => {
          pending.delete(reject);
          reject(reason);
        },
      );
    });
  }
}
