// Keeps sight of every memory that a wasm has, whoever makes the instance and however.

(() => {
  const memories = new Set();

  const note = (instance) => {
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
    return instance;
  };

  // A memory may also be made outside of the wasm and handed in.
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

  /** Bytes of all of them. */
  window.memory = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
})();
