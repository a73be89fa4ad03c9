// The entry of the script-tag files. The build declares the global, as `var XsollaLogin`, before all
// of it: so it may be there already, from the original or from this file loaded twice.
import { default as login } from './index.js';

// Read as a module, the file declares the variable for itself alone.
// @ts-expect-error The variable is declared where no module is.
XsollaLogin = globalThis.XsollaLogin = login;
