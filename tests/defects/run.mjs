// Tests each defect of the original with the built package. `--peer` runs the original beside it
// and prints both columns; the original is expected to be wrong in each.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { file, launch, serve } from '../chromium.mjs';
import { defects } from './defects.mjs';

const peer = process.argv.includes('--peer');
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

let server;
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
  server = await serve((request, response) => {
    const { url } = request;
    if (url.startsWith('/api')) {
      requests.push({ url });
      return answer(request, response);
    }
    if (url === '/requests') return response.end(JSON.stringify(requests));
    const script = scripts.get(url);
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? HTML(url.slice(1)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

// A fresh page for each: instances of the original share their options.
async function isRight(sdk, defect) {
  requests = [];
  answer = defect.answer ?? ((request, response) => response.end('{}'));
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}/${sdk}`);
    return await page.evaluate(
      ([run, options]) => window.check(run, options),
      [String(defect.run), defect.options],
    );
  } catch {
    return false;
  } finally {
    await page.close();
  }
}

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

const all = [
  ...defects.map((defect) => ({
    ...defect,
    ours: () => isRight('ours', defect),
    original: () => isRight('original', defect),
  })),
  inNode,
].sort((one, other) => one.number - other.number);

const rows = [];
for (const { number, title, ours, original } of all) {
  test(`${number}: ${title}`, async () => {
    const right = await ours();
    if (peer) rows.push([number, right, await original(), title]);
    assert.equal(right, true);
  });
}

if (peer) {
  after(() => {
    const word = (right) => (right ? 'right' : 'wrong').padEnd(8);
    console.log('   #  ours     original');
    for (const [number, ours, original, title] of rows) {
      console.log(`${String(number).padStart(4)}  ${word(ours)} ${word(original)} ${title}`);
    }
  });
}
