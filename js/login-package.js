// What the entry `./react` uses of the package. Imported and not bundled, so that an app has one instance of the package.

// @ts-ignore The build makes it.
export { Api, init, isCancel, readLoginUrl } from './xsolla-login.mjs';
