// js/core.js itself, but for what it imports of the package's own wasm (see load.js).
import { provide } from './load.js';

const js = new URL('../../js/', import.meta.url);
const source = await (await fetch(new URL('core.js', js))).text();
const stand = source
  .replaceAll(/'\.\/(load|values)\.js'/g, `'${new URL('load.js', import.meta.url)}'`)
  .replaceAll("'./", `'${js}`);
const { Core } = await import(URL.createObjectURL(new Blob([stand], { type: 'text/javascript' })));

/** An instance whose wasm is `raw`. */
export const make = (raw, options) => {
  provide(raw);
  return new Core(options);
};

/** How many calls are under way. */
export const pending = (core) => core.instance.pending.size;
