// How the package uses WebAssembly or, without it, the twin.
import { watchTwins } from '../../twins.js';

/** How many instances there were, what the last one exports, and how many `Api`s were freed. */
export const wasm = { instances: 0, exports: undefined, freed: 0 };

const watched = ({ exports }) => {
  wasm.instances++;
  wasm.exports = exports;
  const free = (...args) => {
    exports.__wbg_api_free(...args);
    wasm.freed++;
  };
  return { exports: { ...exports, __wbg_api_free: free } };
};

const { Instance } = window.WebAssembly ?? {};

if (Instance) {
  WebAssembly.Instance = function (module, imports) {
    // The wasm that unpacks the other one has no imports.
    return imports ? watched(new Instance(module, imports)) : new Instance(module);
  };
} else {
  watchTwins((make) => (imports) => watched(make(imports)));
}

/**
 * Collects garbage until `count` `Api` objects were freed. Resolves to whether they were.
 * Finalizers run in tasks of their own, and not all after the first collection.
 */
export const freed = async (count) => {
  for (let round = 0; round < 100 && wasm.freed < count; round++) {
    await collect();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return wasm.freed >= count;
};

/** Returns the bytes of wasm memory, which never shrinks. */
export const memory = () => wasm.exports.memory.buffer.byteLength;
