// Loading the wasm.
import type { Bytes, URL, WasmModule, WebRequest, WebResponse } from './platform.js';

/** What {@link init} can load. A string or URL is fetched. */
export type WasmSource = Bytes | WasmModule | string | URL | WebRequest | WebResponse;

/**
 * Loads the WebAssembly, once; later calls return the same promise. Needed for the entry `slim`, and if a browser
 * refuses to compile synchronously; `new Api()` says so in that case.
 *
 * If WebAssembly is missing, or a Content-Security-Policy without `'wasm-unsafe-eval'` forbids it, this loads the same
 * code as JavaScript and ignores `source`. The entry `js` already contains that code.
 *
 * @param source - What to load, or a promise of it. If omitted, the wasm of this package; in Node 20.16 or later, the
 * entry `slim` reads it from the file.
 * @throws An {@link SDKError} of kind `environment` if `source` cannot be compiled, or the script-tag file cannot
 * determine its own URL; `network` if a file that is needed cannot be fetched.
 */
export function init(source?: WasmSource | PromiseLike<WasmSource>): Promise<void>;
