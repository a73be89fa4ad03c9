// What must survive a trap of the wasm: the promises of running calls, which are rejected when the instance that
// would have settled them has failed, and the functions that end a subscription.

import { explain } from './errors.js';

/** @type {Set<Deferred>} */
const pending = /* @__PURE__ */ new Set();

/** The call whose method is running. @type {import('./errors.js').Call | undefined} */
let call;

/**
 * Makes a call. The promises that `run` creates belong to it.
 * @template T
 * @param {import('./errors.js').Call} made
 * @param {() => T} run
 */
export const during = (made, run) => {
  // A hook may make another call.
  const before = call;
  call = made;
  try {
    return run();
  } finally {
    call = before;
  }
};

/** A promise, and the functions that settle it. */
export class Deferred {
  #call = call;
  /** @type {(value: any) => void} */
  #resolve = () => {};
  /** @type {(reason: unknown) => void} */
  #reject = () => {};

  // A class field is defined. An assignment would call a setter of a polluted `Object.prototype`.
  /** @type {Promise<any>} */
  promise = new Promise((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  constructor() {
    pending.add(this);
  }

  /** @param {unknown} value */
  resolve(value) {
    pending.delete(this);
    this.#resolve(value);
  }

  /** @param {unknown} reason */
  reject(reason) {
    pending.delete(this);
    // While the method of the call is running, the stack in `Core.call` still contains the caller.
    if (call && call === this.#call) call.refused = reason;
    else explain(reason, this.#call);
    this.#reject(reason);
  }
}

/** The number of unsettled promises, for tests. */
export const count = () => pending.size;

/** Rejects all unsettled promises. @param {() => unknown} reason creates the reason of each */
export const rejectAll = (reason) => {
  for (const deferred of [...pending]) deferred.reject(reason());
};

/**
 * Awaits a value that may be a promise. An `await` turns a throw into a rejection, and does not call the `then` of a
 * native promise, which anyone can replace.
 * @param {unknown} promise
 */
export const awaited = async (promise) => await promise;

/**
 * Returns a function that deletes a property of an object.
 * @param {Record<string, unknown>} object
 * @param {string} name
 */
export const remover = (object, name) => () => {
  delete object[name];
};
