// What must outlive the wasm: the promises of the calls under way, which are rejected when the wasm that
// would settle them has failed, and the functions that end a subscription.

import { explain } from './errors.js';

/** @type {Set<Deferred>} */
const pending = /* @__PURE__ */ new Set();

/** The call that is being made. @type {import('./errors.js').Call | undefined} */
let call;

/**
 * Makes a call: the promises that are made meanwhile are its own.
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

/** A promise, and what settles it. */
export class Deferred {
  #call = call;
  /** @type {(value: any) => void} */
  #resolve = () => {};
  /** @type {(reason: unknown) => void} */
  #reject = () => {};

  // A field, which is defined: assigning it would call a setter of `Object.prototype`.
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
    // While it is being made, its caller can still be seen from there.
    if (call && call === this.#call) call.refused = reason;
    else explain(reason, this.#call);
    this.#reject(reason);
  }
}

/** How many there are. */
export const count = () => pending.size;

/** Rejects all of them. @param {() => unknown} reason makes the reason of each */
export const rejectAll = (reason) => {
  for (const deferred of [...pending]) deferred.reject(reason());
};

/**
 * What a value comes to that may be a promise. `await` does not throw, and does not call the `then` of a real
 * promise, which anybody can replace.
 * @param {unknown} promise
 */
export const awaited = async (promise) => await promise;

/**
 * A function that takes a name out of an object.
 * @param {Record<string, unknown>} object
 * @param {string} name
 */
export const remover = (object, name) => () => {
  delete object[name];
};
