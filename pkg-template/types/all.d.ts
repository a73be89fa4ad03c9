// The order in which the build writes the modules into one file. What a module exports that is only imported here is for
// the other modules, not for apps.
import './helpers.js';
import './platform.js';
export * from './enums.js';
export * from './theme.js';
export * from './codes.js';
export * from './errors.js';
export * from './hooks.js';
export * from './options.js';
export * from './values.js';
export * from './cancel.js';
export * from './credentials.js';
export * from './call-options.js';
export * from './arguments.js';
export * from './settings.js';
export * from './results.js';
export * from './sign-in.js';
export * from './session.js';
export * from './api.js';
export * from './api-interface.js';
export * from './loading.js';
