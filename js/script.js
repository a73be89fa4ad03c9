// The entry of the script-tag files. The build declares the global at the top, with `var XsollaLogin`: so it may
// exist already, from the original SDK or because this file is loaded twice.
import { default as login } from './index.js';

// If the file is loaded as a module, the variable is local to it, so `globalThis` is set as well.
// @ts-expect-error The variable is declared where no module is.
XsollaLogin = globalThis.XsollaLogin = login;
