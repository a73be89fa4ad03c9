// The built package against authorization servers that know nothing of it: RFC 6749 and 7636 as others
// read them.
import { after, before, describe } from 'node:test';
import { launch } from '../chromium.mjs';
import { flows } from './flows.mjs';
import { nodeOauth } from './node-oauth.mjs';
import { panva } from './panva.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

// At once: most of the time is that of tokens that have to end.
describe('servers', { concurrency: 2 }, () => {
  for (const kind of [panva, nodeOauth]) {
    describe(kind.name, { concurrency: 1 }, () => flows(kind, () => browser));
  }
});
