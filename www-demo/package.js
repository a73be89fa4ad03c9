// The package: here from the classic script tag, in the Vite app (vite/) from its module.

/** @type {any} */
export const XsollaLogin = /** @type {any} */ (window).XsollaLogin;
