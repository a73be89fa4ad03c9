// The public types: the same for every entry.
export * from './types/all.js';

/** Everything in this package, as in the global of the script tag. */
import * as XsollaLogin from './types/all.js';
export default XsollaLogin;
