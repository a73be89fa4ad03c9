// The files of the built package; with ENTRY=js in the environment, those of the entry `./js`, whose Rust runs
// as JavaScript. The same tests run on both.
import { file } from './chromium.mjs';

const OF_ENTRY = {
  script: 'xsolla-login.script.js',
  module: 'xsolla-login.mjs',
};

const OF_JS = {
  script: 'xsolla-login.js.script.js',
  module: 'xsolla-login.js.mjs',
};

const names = process.env.ENTRY === 'js' ? OF_JS : OF_ENTRY;

/** The path of a file in the project. @param {keyof typeof OF_ENTRY} kind */
export const pathOf = (kind) => `pkg/dist/${names[kind]}`;

/** Its URL. @param {keyof typeof OF_ENTRY} kind */
export const urlOf = (kind) => new URL(`../${pathOf(kind)}`, import.meta.url);

/** Its bytes. @param {keyof typeof OF_ENTRY} kind */
export const bytesOf = (kind) => file(pathOf(kind));
