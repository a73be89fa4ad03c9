// The wasm stands in the CommonJS bundle as text.
export { unpack as bytes } from './unpack.js';

/** As `loadModule` in `beside.js`. */
export const loadTwin = async () => {
  // Put together, or esbuild would look for it.
  const path = ['.', 'xsolla-login.twin.mjs'].join('/');
  // @ts-ignore See there.
  return (await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, path)))
    .default;
};

export const file = undefined;
export const twin = undefined;
export const advice = undefined;
