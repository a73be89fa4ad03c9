// The entry with the wasm inside: module, CommonJS and, through `script.js`, the script-tag file.
import { provide } from './load.js';
import { fromHex } from './hex.js';
import bytes from './generated/bytes.js';

provide({ bytes: () => fromHex(bytes) });

export * from './exports.js';
export { default } from './exports.js';
