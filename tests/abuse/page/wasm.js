// What the package does with WebAssembly.

/** How many instances there were, what the last one exports, and how many `Api` were freed. */
export const wasm = { instances: 0, exports: undefined, freed: 0 };

const { Instance } = WebAssembly;

WebAssembly.Instance = function (module, imports) {
  // The one that unpacks the other.
  if (!imports) return new Instance(module);
  const { exports } = new Instance(module, imports);
  wasm.instances++;
  wasm.exports = exports;
  const free = (...args) => {
    exports.__wbg_api_free(...args);
    wasm.freed++;
  };
  return { exports: { ...exports, __wbg_api_free: free } };
};

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
