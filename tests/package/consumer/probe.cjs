// Watches the package: its use of WebAssembly, the bytes that it compiles, and its requests.
const { createHash } = require('node:crypto');

const { WebAssembly } = globalThis;
const seen = { wasmTouched: false, wasm: null, request: null };

exports.watch = () => {
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(Module, [bytes]) {
      seen.wasm = createHash('sha256').update(bytes).digest('hex');
      return new Module(bytes);
    },
  });
  Object.defineProperty(globalThis, 'WebAssembly', {
    configurable: true,
    get() {
      seen.wasmTouched = true;
      return WebAssembly;
    },
  });
  globalThis.fetch = async (input, init) => {
    const { method, url, credentials, redirect, cache } = new Request(input, init);
    seen.request = { method, url, credentials, redirect, cache };
    return new Response(null, { status: 204 });
  };
};

// Makes one call and prints what was seen. `load` does what is needed before `new Api`.
exports.report = async (sdk, load = () => {}) => {
  const { wasmTouched } = seen;
  await load();
  const result = await new sdk.Api({ projectId: 'a b' }).clearSSO();
  const names = Object.keys(sdk).filter((name) => name !== '__esModule');
  const sameApi = sdk.default.Api === sdk.Api;
  console.log(JSON.stringify({ ...seen, wasmTouched, names: names.sort(), sameApi, result }));
};
