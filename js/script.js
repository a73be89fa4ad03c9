// The entry of the script-tag file. The build declares the global, as `var XsollaLogin`, before all
// of it: so it may be there already, from the original or from this file loaded twice.
import { default as login } from './full.js';

// @ts-expect-error It is declared where no module is.
XsollaLogin = login;
