// Keeps track of every wasm memory, however the instance is created.

(() => {
  const memories = new Set();

  const note = (instance) => {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return instance;
  };

  // A memory can also be created outside the wasm and imported.
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(target, args) {
      const memory = Reflect.construct(target, args);
      memories.add(memory);
      return memory;
    },
  });
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct: (target, args) => note(Reflect.construct(target, args)),
  });
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await instantiate.apply(WebAssembly, args);
      note(made.instance ?? made);
      return made;
    };
  }

  /** The size of all memories together, in bytes. */
  window.memory = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
})();
