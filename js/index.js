// The entry of every bundle; `#source` says what each has inside (`js/package.json`).
//
// The bytes come first: between other modules they would part them by more than gzip looks back. A bundle that
// does not use them leaves them out.
import './generated/bytes.js';

export * from './exports.js';
export { default } from './exports.js';
