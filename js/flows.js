// The sign-ins that this browser has started: what came back must belong to one of them (RFC 6749,
// 10.12). One entry for each, so that tabs and flows do not overwrite each other.

const PREFIX = 'xsolla-login-wasm/flow/';

/** Milliseconds that a sign-in may take. */
const LIFETIME = 600_000;

/**
 * @typedef {{ verifier: string, lasting: string }} Flow what there is not of it is ''
 * @typedef {Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>} Store
 */

/** @type {Map<string, string>} */
const entries = new Map();

/** Where storage is blocked, or there is none: for as long as the page lives. @type {Store} */
const fallback = {
  get length() {
    return entries.size;
  },
  key: (index) => [...entries.keys()][index],
  getItem: (key) => entries.get(key) ?? null,
  setItem: (key, value) => void entries.set(key, value),
  removeItem: (key) => void entries.delete(key),
};

/**
 * A storage of the page, or memory. It is read, because a browser may have it and forbid it.
 * @param {'sessionStorage' | 'localStorage'} name
 * @returns {Store}
 */
export const storageNamed = (name) => {
  try {
    const storage = globalThis[name];
    storage.getItem(PREFIX);
    return storage;
  } catch {
    return fallback;
  }
};

/**
 * Whether two texts are the same, in a time that does not tell where they differ.
 * @param {string} one
 * @param {string} other
 */
export const same = (one, other) => {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i);
  return difference === 0;
};

/** @param {Store} store @param {string} key @returns {Flow | undefined} */
const read = (store, key) => {
  const [at, verifier, lasting] = (store.getItem(key) ?? '').split(' ');
  const age = Date.now() - Number(at);
  // An entry of the future is of a clock that was wrong, or not ours.
  if (age >= 0 && age < LIFETIME) return { verifier, lasting };
  store.removeItem(key);
};

/** @param {Store} store */
const ours = (store) =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );

/**
 * @param {Store} store
 * @param {string} name of the flow
 * @param {string} [verifier]
 * @param {string} [lasting]
 */
export const remember = (store, name, verifier, lasting) => {
  const entry = [Date.now(), verifier, lasting].join(' ');
  try {
    for (const key of ours(store)) read(store, key);
    store.setItem(PREFIX + name, entry);
  } catch {
    // It is full.
    fallback.setItem(PREFIX + name, entry);
  }
};

/**
 * The flow of that name, which is used up unless it is that of an instance.
 * @param {Store} store
 * @param {string} name
 * @returns {Flow | undefined} undefined if there is none, it is over, or was used
 */
export const take = (store, name) => {
  let found;
  for (const place of [store, fallback]) {
    // All are compared, whichever is the one.
    for (const key of ours(place)) {
      const flow = read(place, key);
      if (flow && same(PREFIX + name, key)) found = { place, key, flow };
    }
  }
  if (found && !found.flow.lasting) found.place.removeItem(found.key);
  return found?.flow;
};
