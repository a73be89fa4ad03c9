// What the package does with WebAssembly, or with the twin where there is none.
import { watchTwins } from '../../twins.js';

/** How many instances there were, what the last one exports, and how many `Api` were freed. */
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
    // The one that unpacks the other.
    return imports ? watched(new Instance(module, imports)) : new Instance(module);
  };
} else {
  watchTwins((make) => (imports) => watched(make(imports)));
}

/**
 * Collects garbage until so many `Api` were freed; gives whether they were. Finalizers run in tasks
 * of their own, and not all after the first collection.
 */
export const freed = async (count) => {
  for (let round = 0; round < 100 && wasm.freed < count; round++) {
    await collect();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return wasm.freed >= count;
};

/** Bytes of memory, which never shrinks. */
export const memory = () => wasm.exports.memory.buffer.byteLength;
