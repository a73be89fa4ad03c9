// The entry of every bundle of the `Api`. What a bundle contains depends on what `#source` resolves to
// (`js/package.json`).
//
// The bytes come first: between other modules, they would move these further apart than gzip looks back. A bundle
// that does not use the bytes drops them.
import './generated/bytes.js';

export * from './exports.js';
export { default } from './exports.js';
