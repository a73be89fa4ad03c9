// The entry with the wasm inside: module, CommonJS and, through `script.js`, the script-tag file.
// Its bytes come first: between other modules they would part them by more than gzip looks back.
import bytes from './generated/bytes.js';
import { provide } from './load.js';
import { fromHex } from './hex.js';

provide({ bytes: () => fromHex(bytes) });

export * from './exports.js';
export { default } from './exports.js';
