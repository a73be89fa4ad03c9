// What an app's bundle may cost that imports one name of the package, and what it must still have.

/** What needs none of the wasm. */
export const SMALL = ['isCancel', 'APIError', 'SDKError', 'version', 'CancelToken'];

/** Bytes of a minified bundle that imports one of them; webpack alone puts 2.5 kB of its own into it. */
export const MOST = 3000;

/** An app that uses one name. */
export const appOf = (name, entry = 'xsolla-login-wasm') =>
  `import { ${name} } from '${entry}';\nconsole.log(${name});\n`;
