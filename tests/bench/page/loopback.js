// Measures a call over loopback, and a bare `fetch` of the same request. There is no driver: the page
// starts by itself and reports to its server.

import { order } from './order.js';
import { sides } from './sides.js';

const [ours] = sides(['ours']);

/** The arguments that the package passes to `fetch`, so that both sides send the same request. */
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

/** @param {[string, RequestInit]} request */
const bareFetch = (request) => async () => JSON.parse(await (await fetch(...request)).text());

/** Milliseconds a call on each side. The sides take turns, with `calls` calls each. */
const round = async (sides, calls) => {
  const spent = { ours: 0, bare: 0 };
  for (let turn = 0; turn < calls; turn++) {
    for (const { name, call } of order(sides, turn)) {
      const start = performance.now();
      await call();
      spent[name] += performance.now() - start;
    }
  }
  return { ours: spent.ours / calls, bare: spent.bare / calls };
};

const measure = async ({ rounds, calls }) => {
  const bare = bareFetch(await request());
  const answers = { ours: (await ours.call()).login_url, bare: (await bare()).login_url };
  const measured = [];
  for (let made = 0; made < rounds; made++) {
    measured.push(await round([ours, { name: 'bare', call: bare }], calls));
  }
  return { answers, measured };
};

const report = (body) => fetch('/report', { method: 'POST', body: JSON.stringify(body) });

measure(Object.fromEntries(new URLSearchParams(location.search))).then(report, (error) =>
  report({ error: String(error) }),
);
