// Apps that import one name of the package, and how large their bundles may be.

/** Exports that do not need the wasm. */
export const SMALL = ['isCancel', 'APIError', 'SDKError', 'version', 'CancelToken'];

/** The limit for a minified bundle that imports one of them, in bytes. webpack itself adds 2.5 kB. */
export const MOST = 3000;

/** Returns the code of an app that uses one name. */
export const appOf = (name, entry = 'xsolla-login-wasm') =>
  `import { ${name} } from '${entry}';\nconsole.log(${name});\n`;
