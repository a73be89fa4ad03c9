// The twin as a script, which is a file beside the bundles.
import twin from './generated/twin.js';
import { HANDOVER } from './handover.js';

Object.defineProperty(globalThis, HANDOVER, {
  // @ts-expect-error So that a page's own `Object.prototype` says nothing of it.
  __proto__: null,
  value: twin,
  configurable: true,
});
