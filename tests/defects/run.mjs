// Tests each defect with the built package and with the original SDK, which must fail each of them,
// and prints both columns.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { file, launch, serve } from '../chromium.mjs';
import { defects } from './defects.mjs';
import { settingsDefects } from './settings.mjs';

const SDKS = {
  ours: 'pkg/dist/xsolla-login.script.js',
  original: 'node_modules/@xsolla/login-sdk/dist/sdk.js',
};
const HTML = (sdk) => `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<script src="/axios.js"></script>
<script src="/page.js"></script>
<script src="/${sdk}.js"></script>
`;

// Opens the page under test from another origin, and records the messages it gets.
const OPENER = `<!doctype html>
<link rel="icon" href="data:," />
<script>
  window.told = [];
  onmessage = ({ data }) => told.push(JSON.stringify(data));
</script>
`;

let server;
let seen;
let browser;
let requests;
let answer;

before(async () => {
  const scripts = new Map([
    ['/axios.js', await file('node_modules/axios/dist/axios.js')],
    ['/page.js', await file('tests/defects/page.js')],
    ['/ours.js', await file(SDKS.ours)],
    ['/original.js', await file(SDKS.original)],
  ]);
  server = await serve(async (request, response) => {
    const { url, method, headers } = request;
    if (url.startsWith('/api')) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      requests.push({ url, method, headers, body: String(Buffer.concat(chunks)) });
      seen?.(requests.at(-1));
      return answer(request, response);
    }
    if (url === '/requests') return response.end(JSON.stringify(requests));
    const script = scripts.get(url);
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? (url === '/opener' ? OPENER : HTML(url.slice(1).replace(/\?.*/, ''))));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

// Whether everything is right, in a fresh page: instances of the original SDK share their options.
async function isRight(sdk, defect) {
  requests = [];
  seen = undefined;
  answer = defect.world ? service(defect.world) : (defect.answer ?? succeed);
  const page = await browser.newPage();
  try {
    if (defect.world) await page.route('https://cdn.xsolla.net/**', cdn(defect.world));
    if (defect.popup) return await tellsNobody(page, sdk, defect);
    await page.goto(`${server.origin}/${sdk}`);
    if (defect.leaves) return await leadsAway(page, defect);
    return await check(page, defect);
  } catch {
    return false;
  } finally {
    await page.close();
  }
}

const check = (page, { run, options, fetched }) =>
  page.evaluate((args) => window.check(...args), [String(run), options, fetched]);

const succeed = (request, response) => response.end('{}');

/** A service with these responses; it responds to everything else with 404. */
const service = (world) => (request, response) => {
  const path = Object.keys(world).find((path) => request.url.startsWith('/api' + path));
  const { status = 200, ...body } = world[path] ?? { status: 404 };
  response.writeHead(status).end(JSON.stringify(body));
};

const cdn = (world) => (route) => {
  const url = route.request().url();
  requests.push({ url });
  const path = Object.keys(world).find((path) => url.endsWith(path));
  const headers = { 'access-control-allow-origin': '*' };
  if (!path) return route.fulfill({ status: 404, headers, body: '' });
  return route.fulfill({ status: 200, headers, body: JSON.stringify(world[path]) });
};

/** Whether the page itself, not a script in it, requests the right URL. */
const leadsAway = async (page, defect) => {
  const navigated = new Promise((resolve) => {
    seen = ({ url, headers }) => headers['sec-fetch-mode'] === 'navigate' && resolve(url);
  });
  const patience = new Promise((resolve) => setTimeout(resolve, 5000, ''));
  check(page, defect).catch(() => {});
  return defect.right(await Promise.race([navigated, patience]));
};

/** Whether an opener of another origin gets no message, and the popup navigates by itself. */
const tellsNobody = async (page, sdk, defect) => {
  await page.goto(`${server.origin.replace('localhost', '127.0.0.1')}/opener`);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => void window.open(url), `${server.origin}/${sdk}`),
  ]);
  await popup.waitForLoadState();
  const closed = popup.waitForEvent('close', { timeout: 5000 }).then(
    () => true,
    () => false,
  );
  const left = await leadsAway(popup, { ...defect, right: (url) => url !== '' });
  const told = await page.evaluate(() => told.length);
  return left && told === 0 && !(await Promise.race([closed, Promise.resolve(false)]));
};

const requires = (path) => {
  const script = `process.stdout.write(typeof require(${JSON.stringify(path)}).Api)`;
  return promisify(execFile)(process.execPath, ['-e', script]).then(
    ({ stdout }) => stdout === 'function',
    () => false,
  );
};

const inNode = {
  number: 27,
  title: 'require works under Node, without a DOM',
  ours: () => requires(new URL('../../pkg/dist/xsolla-login.cjs', import.meta.url).pathname),
  original: () => requires(createRequire(import.meta.url).resolve('@xsolla/login-sdk')),
};

const dependencies = async (path) =>
  Object.keys(JSON.parse(await file(path)).dependencies ?? {}).length;

const manifest = {
  number: 47,
  title: 'the package has no dependencies',
  ours: async () => (await dependencies('pkg/package.json')) === 0,
  original: async () => (await dependencies('node_modules/@xsolla/login-sdk/package.json')) === 0,
};

const all = [
  ...[...defects, ...settingsDefects].map((defect) => ({
    ...defect,
    ours: () => isRight('ours', defect),
    original: () => isRight('original', defect),
  })),
  inNode,
  manifest,
].sort((one, other) => one.number - other.number);

const rows = [];
for (const { number, title, ours, original } of all) {
  test(`${number}: ${title}`, async () => {
    const [right, theirs] = [await ours(), await original()];
    rows.push([number, right, theirs, title]);
    assert.deepEqual({ right, theirs }, { right: true, theirs: false });
  });
}

after(() => {
  const word = (right) =>
    (right === true ? 'right' : right === false ? 'wrong' : String(right)).padEnd(8);
  console.log('   #  ours     original');
  const right = (column) => rows.filter((row) => row[column]).length;
  rows.push(['', `${right(1)}`, `${right(2)}`, `of ${rows.length} right`]);
  for (const [number, ours, original, title] of rows) {
    console.log(`${String(number).padStart(4)}  ${word(ours)} ${word(original)} ${title}`);
  }
});
