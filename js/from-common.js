// The CommonJS bundle contains the wasm as text.
import { handedOver } from './handover.js';

export { unpack as bytes } from './unpack.js';

/** Like `loadModule` in `beside.js`, but without `import.meta`. */
export const loadTwin = async () => {
  // Joined at run time, because esbuild would resolve a literal.
  const path = ['.', 'xsolla-login.twin.js'].join('/');
  // @ts-ignore See there.
  await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, path));
  return handedOver();
};

export const file = undefined;
export const twin = undefined;
export const advice = undefined;
