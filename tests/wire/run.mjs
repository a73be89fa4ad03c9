// Makes every recorded call with the built package and compares the requests:
// `node tests/wire/run.mjs [chromium|firefox|webkit …]`, by default in every installed engine.
// `--peer` makes them with the original SDK instead, in Chromium, and prints where it differs and
// why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { pathOf } from '../dist.mjs';
import { inEngines } from '../engines.mjs';
import { differences } from './differences.mjs';
import { open } from './page.mjs';

const words = process.argv.slice(2);
const peer = words.includes('--peer');
const engines = words.filter((word) => word !== '--peer');
const SDK = peer ? 'node_modules/@xsolla/login-sdk/dist/sdk.js' : pathOf('script');

// Headers that the original SDK adds to each request, and the charset that it adds to JSON. The
// recordings leave them out.
const PEER_HEADERS = ['accept', 'x-request-id'];
const PEER_CHARSET = /;\s*charset=utf-8$/i;

const files = ['wire-vectors.json', 'wire-decisions.json'].map((file) =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')),
);
const vectors = files.flat();

const differing = [];

await inEngines('vectors', peer ? ['chromium'] : engines, (engine) => {
  const seen = [];
  const passed = new Set();
  let page;
  before(async () => {
    page = await open(SDK, engine.browser());
  });
  after(() => page?.close());

  for (const vector of vectors) {
    engine.test(vector.id, 20_000, async () => {
      // Instances of the original SDK share their options.
      if (peer) await page.reload();
      const { requests, end } = await page.record(vector);
      seen.push(...requests);
      const right = () => {
        compare(requests, vector, end);
        passed.add(vector);
      };
      const reason =
        peer && (differences.get(vector.id) ?? differences.get(vector.id.replace(/-.*/, '')));
      if (!reason) return right();
      assert.throws(right, 'the original SDK sends what the vector says, so no reason is needed');
      differing.push([vector.id, reason]);
    });
  }

  if (!peer) {
    engine.test('the stack of an error names the call', 20_000, async () => {
      const [first, second] = (await page.stack()).split('\n');
      const isTitled = first === 'APIError: 003-001';
      if (isTitled) assert.equal(second, '    at login (status 401)');
      else assert.equal(first, 'login@xsolla-login-wasm:1:1');
    });
  }

  after(() => {
    files.forEach((vectors, index) => {
      const right = vectors.filter((vector) => passed.has(vector)).length;
      const what = ['recorded calls', 'calls for the decisions'][index];
      console.log(
        `${engine.name}: ${right} of ${vectors.length} ${what} send what the vector says`,
      );
    });
  });

  if (peer) return;

  test('API calls are never redirected or cached; CDN files may be', () => {
    assert.notEqual(seen.length, 0);
    for (const { url, credentials, redirect, cache } of seen) {
      const wanted =
        new URL(url).hostname === 'cdn.xsolla.net'
          ? { credentials: 'omit', redirect: 'follow', cache: 'default' }
          : { credentials: 'include', redirect: 'error', cache: 'no-store' };
      assert.deepEqual({ credentials, redirect, cache }, wanted, url);
    }
  });

  test('no call leaves an error on the page', async () => {
    assert.deepEqual(page.errors(), []);
  });
});

if (peer) {
  after(() => {
    console.log(`\nthe original differs in ${differing.length} of ${vectors.length} vectors:`);
    for (const [id, reason] of differing) console.log(`${id.padEnd(28)} ${reason}`);
  });
}

function compare(requests, vector, end) {
  const expected = inOrder(vector.requests);
  const actual = inOrder(requests.map(readable));
  assert.equal(actual.length, expected.length, `number of requests; the call: ${end}`);
  actual.forEach((request, index) => allowAny(request, expected[index]));
  assert.deepEqual(actual, expected);
}

// Converts a recorded request to the form of the vectors.
function readable({ method, url, headers, body, credentials }) {
  const address = new URL(url);
  const query = [...address.searchParams].sort(byText);
  address.search = '';
  if (peer) withoutPeerHeaders(headers);
  return {
    method,
    url: address.href,
    query,
    headers,
    body: body === '' ? null : JSON.parse(body),
    credentials,
  };
}

function withoutPeerHeaders(headers) {
  for (const name of PEER_HEADERS) delete headers[name];
  const type = headers['content-type'];
  if (type) headers['content-type'] = type.replace(PEER_CHARSET, '');
}

// Sorts the requests of one call, which may come in any order.
function inOrder(requests) {
  const key = ({ method, url, query }) => [method, url, query];
  return requests.toSorted((one, other) => byText(key(one), key(other)));
}

function byText(one, other) {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : Number(a > b);
}

// Accepts any value except an empty one where the vector says `$any`.
function allowAny(actual, expected) {
  actual.query.forEach((pair, index) => {
    if (expected.query[index]?.[1] === '$any' && pair[1] !== '') pair[1] = '$any';
  });
}
