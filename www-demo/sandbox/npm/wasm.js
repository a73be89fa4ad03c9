// Loads the service, once for all sandboxes of a process.
import { initSync, Service } from './generated/sandbox_wasm.js';
import { base64 } from './generated/bytes.js';

let loading;

const load = async () => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  initSync({ module: await WebAssembly.compile(bytes) });
  return Service;
};

/** Resolves to the class `Service`. */
export const loadService = () => (loading ??= load());
