// Tests the built package against independent authorization servers: RFC 6749 and 7636 as their
// authors read them.
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

// In parallel, because most of the time is spent waiting for tokens to expire.
describe('servers', { concurrency: 2 }, () => {
  for (const kind of [panva, nodeOauth]) {
    describe(kind.name, { concurrency: 1 }, () => flows(kind, () => browser));
  }
});
