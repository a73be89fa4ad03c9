// Loads the service, once for all sandboxes of a program.
import { initSync, Service } from './generated/sandbox_wasm.js';
import { base64 } from './generated/bytes.js';

let loading;

const load = async () => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  initSync({ module: await WebAssembly.compile(bytes) });
  return Service;
};

/** The class of services. */
export const loadService = () => (loading ??= load());
