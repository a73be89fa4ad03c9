// The entry with the wasm inside: module, CommonJS and, through `script.js`, the script-tag file.
// Its bytes come first: between other modules they would part them by more than gzip looks back.
import './generated/bytes.js';
import { provide } from './load.js';
import { unpack } from './unpack.js';

provide({ bytes: unpack });

export * from './exports.js';
export { default } from './exports.js';
