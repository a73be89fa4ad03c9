// A call over a socket, and a bare `fetch` of the same request.

import { order } from './order.js';
import { sides } from './sides.js';

const [ours] = sides(['ours']);

/** What the package hands to `fetch`, so that both sides send the same. */
const request = async () => {
  const { fetch } = window;
  let seen;
  window.fetch = (url, init) => {
    seen = { url: String(url), init };
    return fetch(url, init);
  };
  await ours.call();
  window.fetch = fetch;
  const { method, headers, body, credentials } = seen.init;
  return [
    seen.url,
    { method, headers: Object.fromEntries(new Headers(headers)), body, credentials },
  ];
};

const [url, init] = await request();

const bare = async () => JSON.parse(await (await fetch(url, init)).text());

const SIDES = [ours, { name: 'bare', call: bare }];

/** Milliseconds that a call takes on each side, from so many calls in turns. */
window.round = async (calls) => {
  const spent = { ours: 0, bare: 0 };
  for (let turn = 0; turn < calls; turn++) {
    for (const { name, call } of order(SIDES, turn)) {
      const start = performance.now();
      await call();
      spent[name] += performance.now() - start;
    }
  }
  return { ours: spent.ours / calls, bare: spent.bare / calls };
};

/** What each side sends and gets. */
window.answers = async () => ({
  sent: { url, ...init },
  ours: (await ours.call()).login_url,
  bare: (await bare()).login_url,
});
