// A case that the soak meets by chance within minutes: a request that fails while the network is
// down may already have reached the service.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from '../chromium.mjs';
import { startServer } from './server.mjs';
import { openTabs } from './tabs.mjs';

const pause = (ms) => new Promise((end) => setTimeout(end, ms));

/** Milliseconds after which a session that has paused may send again. */
const PAUSE = 3000;

test(
  'a request that fails while the network is down counts as sent',
  { timeout: 60_000 },
  async () => {
    const faults = [{ isCut: true }, { after: 3000, isLost: true }];
    const server = await startServer(() => faults.shift() ?? {});
    const browser = await launch();
    try {
      const tabs = await openTabs(browser, server.origin, 1);
      const [tab] = tabs.tabs;
      await tabs.call(tab, 'signIn', 'code');
      await tabs.call(tab, 'refresh');
      assert.equal(server.sends.length, 1);
      await pause(PAUSE);
      const second = tabs.call(tab, 'refresh');
      while (server.sends.length < 2) await pause(50);
      await tabs.setOffline(true);
      assert.equal((await second).error?.kind, 'network');
      await pause(500);
      await tabs.setOffline(false);
      await pause(PAUSE);
      await tabs.call(tab, 'refresh');
      assert.equal(server.sends.length, 2, 'a third request must not be sent');
    } finally {
      await browser.close();
      server.close();
    }
  },
);
