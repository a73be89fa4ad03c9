// What an app imports on an edge runtime, where nothing declares WebAssembly.
import { init } from 'xsolla-login-wasm/slim';
import wasm from 'xsolla-login-wasm/xsolla-login.wasm';

export const loaded: Promise<void> = init(wasm);
export const name: 'WebAssembly.Module' = wasm[Symbol.toStringTag];
