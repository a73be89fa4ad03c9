// The wasm stands in the CommonJS bundle as text.
import { handedOver } from './handover.js';

export { unpack as bytes } from './unpack.js';

/** As `loadModule` in `beside.js`, without `import.meta`. */
export const loadTwin = async () => {
  // Put together, or esbuild would resolve it.
  const path = ['.', 'xsolla-login.twin.js'].join('/');
  // @ts-ignore See there.
  await import((WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE, path));
  return handedOver();
};

export const file = undefined;
export const twin = undefined;
export const advice = undefined;
