/**
 * The wasm, as an edge runtime gives it: compiled, for `init(wasm)` of `xsolla-login-wasm/slim`. So do workerd
 * and wrangler, and Next.js and Vercel for the edge, where `?module` stands behind the name.
 *
 * What a bundler gives is a matter of its settings. With those under which the package can use it, it is
 * the file's address (esbuild's loader `file`, `asset/resource` of webpack, `?url` of Vite, which has
 * a type of its own) or its bytes (esbuild's loader `binary`): `init` takes each of them, too. What makes an instance
 * at once, as webpack's `asyncWebAssembly` and Node's `import` do, cannot load it: it needs the package's imports.
 */
declare const wasm: (typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Instance } };
}
  ? Instance
  : {
      /** Its name among objects. */
      readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    }) &
  object;
export default wasm;
