// Eight tabs of one user on a bad day: slow and lost responses, no network, reloads, sign-outs.
// What must hold nevertheless is in judge.mjs. SOAK_SECONDS and SOAK_SEED set duration and seed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from '../chromium.mjs';
import { judge } from './judge.mjs';
import './judge.test.mjs';
import './offline.mjs';
import { chance } from './random.mjs';
import { faults, startDay } from './schedule.mjs';
import { startServer } from './server.mjs';
import { openTabs } from './tabs.mjs';

const TABS = 8;

const SECONDS = Number(process.env.SOAK_SECONDS ?? 60);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** Milliseconds at the end during which nothing goes wrong any more. */
const CALM = 15_000;

/** Milliseconds that a tab has at the end to say who is signed in: another tab's request may hang. */
const LAST = 45_000;

const pause = (ms) => new Promise((end) => setTimeout(end, ms));

test(`${TABS} tabs, ${SECONDS} s`, { timeout: SECONDS * 1000 + 240_000 }, async () => {
  console.log(`soak: seed ${SEED}`);
  const fault = faults(chance(SEED + 1));
  let isRough = true;
  let isOver = false;
  const server = await startServer(() => fault(isRough));
  const browser = await launch();
  try {
    const tabs = await openTabs(browser, server.origin, TABS);
    const day = startDay(tabs, server, chance(SEED));
    const started = Date.now();
    /** What an app's code does in a tab all the time. */
    const ask = async (tab) => {
      const dice = chance(SEED + 100 + tab.number);
      const weights = { getAccessToken: 6, current: 3, getUser: 2, refresh: 2 };
      const open = new Set();
      while (!isOver) {
        const name = dice.weighted(weights);
        if (tab.isReady && open.size < 3) {
          const asked = tabs.call(tab, name).finally(() => open.delete(asked));
          open.add(asked);
        }
        await pause(dice.between(300, 1500));
      }
      await Promise.all(open);
    };

    const asking = tabs.tabs.map(ask);
    await day.disturb(started + SECONDS * 1000 - CALM);
    isRough = false;
    await pause(Math.max(0, started + SECONDS * 1000 - Date.now()));
    isOver = true;
    await Promise.all(asking);

    // At the end, each tab knows who is signed in, and all agree.
    const last = await Promise.all(
      tabs.tabs.map(async (tab) => {
        const until = Date.now() + LAST;
        for (;;) {
          const { value, error } = await tabs.call(tab, 'getAccessToken');
          if (!error) return server.access.get(value)?.family ?? null;
          if (Date.now() > until) return undefined;
          await pause(1000);
        }
      }),
    );
    const { violations, again } = judge({ ...server, ...tabs, ...day });
    if (new Set(last).size > 1 || last.includes(undefined)) {
      const what = last.map((family) => String(family)).join(' ');
      violations.push({ at: Date.now(), rule: 'the tabs do not agree in the end', what });
    }

    const found = {
      seconds: SECONDS,
      tabs: TABS,
      calls: tabs.calls.length,
      'of them rejected': tabs.calls.filter(({ error }) => error).length,
      refreshes: server.sends.length,
      'second attempts': again,
      'lost answers': server.sends.filter(({ isLost }) => isLost).length,
      'used tokens sent again': [...server.families.values()].filter(({ endedAt }) => endedAt)
        .length,
      ...day.counts,
      violations: violations.length,
    };
    for (const [name, number] of Object.entries(found)) console.log(`${number}`.padStart(6), name);
    for (const { at, rule, what } of violations.slice(0, 40)) {
      console.log(`${((at - started) / 1000).toFixed(1).padStart(6)} s  ${rule}: ${what}`);
    }
    assert.equal(violations.length, 0, `violations; SOAK_SEED=${SEED} makes the same schedule`);
  } finally {
    await browser.close();
    server.close();
  }
});
