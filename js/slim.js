// The entry without bytes inside: `await init()` fetches the wasm that lies beside it, or takes
// what an edge runtime has imported.
import { provide } from './load.js';

provide({ url: () => new URL('./xsolla-login.wasm', import.meta.url) });

export * from './exports.js';
export { default } from './exports.js';
