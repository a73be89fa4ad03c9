// Packs pkg/ as npm would publish it, and tests the tarball as an app uses it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack, QUIET } from '../pack.mjs';
import * as budget from './budget.mjs';
import './imports.mjs';
import './maps.mjs';
import './memory.mjs';
import './prototypes.mjs';
import { SCRIPT, weight } from './size.mjs';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../');
const NAME = 'xsolla-login-wasm';
/**
 * The limit for the tarball, which npm downloads, in bytes. It contains the wasm four times, and the sources of
 * js/ in each of seven source maps.
 */
const LARGEST = 1_250_000;

let tarball; // what npm says of it
let packed; // its path
let files; // in it
let app; // a folder with the package installed
const installed = (file) => readFile(join(app, 'node_modules', NAME, file));

before(async () => {
  tarball = await pack(join(root, 'target/package'));
  packed = tarball.file;
  files = tarball.files.map(({ path }) => path).sort();

  // Outside the workspace, so that nothing is resolved from its node_modules.
  app = await mkdtemp(join(tmpdir(), 'app-'));
  await cp(here('consumer'), app, { recursive: true });
  await writeFile(join(app, 'package.json'), '{ "private": true }');
  const install = ['install', packed, '--offline', '--no-package-lock'];
  await run('npm', [...install, ...QUIET], { cwd: app });
});

after(() => app && rm(app, { recursive: true }));

test('the tarball holds the files of files.txt', async () => {
  const list = await readFile(here('files.txt'), 'utf8');
  assert.deepEqual(files, list.trim().split('\n'));
});

test('no file contains the path of the build', async () => {
  const home = homedir();
  const folders = [
    root,
    await realpath(root),
    join(home, '/'),
    process.env.CARGO_HOME ?? join(home, '.cargo'),
    process.env.RUSTUP_HOME ?? join(home, '.rustup'),
    '/rustc/',
  ].filter((folder) => folder !== '/');
  const found = [];
  for (const file of files) {
    const text = await installed(file);
    for (const folder of folders) if (text.includes(folder)) found.push(`${folder} in ${file}`);
  }
  assert.deepEqual(found, []);
});

test('installing runs no script and installs no other package', async () => {
  const manifest = JSON.parse(await installed('package.json'));
  assert.equal(manifest.name, NAME);
  assert.equal('scripts' in manifest, false);
  for (const kind of ['', 'dev', 'optional', 'bundle', 'bundled']) {
    const key = kind ? `${kind}Dependencies` : 'dependencies';
    assert.equal(key in manifest, false, key);
  }
  // npm does not install an optional peer.
  assert.deepEqual(manifest.peerDependencies, { react: '>=18' });
  assert.deepEqual(manifest.peerDependenciesMeta, { react: { optional: true } });
  assert.deepEqual(await readdir(join(app, 'node_modules')), ['.package-lock.json', NAME]);
});

// The wasm, with the query that makes edge runtimes import it as a module.
const QUERIED = './dist/xsolla-login.wasm?module';

test('every file that package.json names exists', async () => {
  const manifest = JSON.parse(await installed('package.json'));
  const named = strings([manifest.exports, manifest.main, manifest.module, manifest.types])
    .concat(strings([manifest.unpkg, manifest.jsdelivr]))
    .map((path) => (path === QUERIED ? path.split('?')[0] : path).replace(/^\.\//, ''));
  assert.notEqual(named.length, 0);
  assert.deepEqual(
    named.filter((path) => !files.includes(path)),
    [],
  );
});

test('the types come first in every condition', async () => {
  const manifest = JSON.parse(await installed('package.json'));
  const wrong = [];
  const look = (conditions, path) => {
    if (typeof conditions === 'string') return;
    const [first] = Object.keys(conditions);
    if ('default' in conditions && !conditions.import && first !== 'types') wrong.push(path);
    for (const key of Object.keys(conditions)) look(conditions[key], `${path} ${key}`);
  };
  look(manifest.exports, 'exports');
  assert.deepEqual(wrong, []);
});

test('publint reports nothing but the query', async () => {
  const { buffer } = await readFile(packed);
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg, { color: false })),
    // publint does not support queries.
    [
      `pkg.exports["./xsolla-login.wasm?module"].default is ${QUERIED} but the file does not exist.`,
    ],
  );
});

/** Entries that are ES modules only, without `require`. */
const MODULES = ['./slim', './xsolla-login.wasm', './xsolla-login.wasm?module'];
const ENTRIES = ['.', './js', './react', ...MODULES, './package.json'];

test('every entry is tested', async () => {
  const manifest = JSON.parse(await installed('package.json'));
  assert.deepEqual(Object.keys(manifest.exports).sort(), ENTRIES.toSorted());
});

for (const entry of ENTRIES) {
  test(`arethetypeswrong finds nothing wrong with ${entry}`, async () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const options = ['--entrypoints', entry, '--profile', 'strict', '--no-definitely-typed'];
    if (MODULES.includes(entry)) options.push('--ignore-rules', 'cjs-resolves-to-esm');
    const output = await run(process.execPath, [attw, packed, ...options, '--no-color']).then(
      () => '',
      ({ stdout, stderr }) => stdout + stderr,
    );
    assert.equal(output, '');
  });
}

test('the tarball is within its size limit', async (t) => {
  const { size, unpackedSize } = tarball;
  t.diagnostic(`${size} bytes packed (at most ${LARGEST}), ${unpackedSize} unpacked`);
  t.diagnostic(`script-tag file: ${await weight(SCRIPT)}`);
  assert.ok(size <= LARGEST, `${size} bytes`);
});

test('nothing that a page loads is over its budget', async () => {
  assert.deepEqual(budget.over(await budget.measure(), await budget.read()), []);
});

// The app's scripts, one for each way to load the package.
const entries = {
  import: 'import.mjs',
  require: 'require.cjs',
  './slim': 'slim.mjs',
  './js, import': 'js-import.mjs',
  './js, require': 'js-require.cjs',
};
const reports = {};
const report = (entry) => (reports[entry] ??= load(entries[entry]));

async function load(file) {
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: app });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

for (const entry of Object.keys(entries)) {
  test(`${entry}: loading does not touch WebAssembly`, async () => {
    assert.equal((await report(entry)).wasmTouched, false);
  });

  test(`${entry}: a call in Node sends its request`, async () => {
    const { request, result } = await report(entry);
    assert.deepEqual(request, {
      method: 'GET',
      url: 'https://login.xsolla.com/api/oauth2/clear_sso?projectId=a%20b',
      credentials: 'include',
      redirect: 'error',
      cache: 'no-store',
    });
    assert.deepEqual(result, { code: 204 });
  });

  test(`${entry}: has the other entries' names, and Api is XsollaLogin.Api`, async () => {
    const { names, sameApi } = await report(entry);
    assert.deepEqual(names, (await report('import')).names);
    assert.equal(sameApi, true);
  });
}

for (const entry of ['./js, import', './js, require']) {
  test(`${entry}: a call compiles nothing`, async () => {
    assert.equal((await report(entry)).wasm, null);
  });
}

for (const entry of ['import', 'require']) {
  test(`${entry}: the embedded bytes are those of xsolla-login.wasm`, async () => {
    const wasm = await installed('dist/xsolla-login.wasm');
    assert.equal((await report(entry)).wasm, createHash('sha256').update(wasm).digest('hex'));
  });
}

for (const kind of ['mjs', 'cjs']) {
  test(`./react, ${kind}: is a client module and imports React and the package`, async () => {
    const text = (await installed(`dist/react.${kind}`)).toString();
    assert.match(text, /^("use strict";)?"use client";/);
    const imported = text.matchAll(/(?:from|require\()"([^"]+)"/g);
    assert.deepEqual(Array.from(imported, ([, name]) => name).sort(), [
      `./xsolla-login.${kind}`,
      'react',
    ]);
  });
}

test('the script-tag file loads in an empty context, even twice, with the same names', async () => {
  const script = await installed('dist/xsolla-login.script.js');
  const context = createContext({});
  runInContext('var touched = false', context);
  runInContext(
    `Object.defineProperty(globalThis, 'WebAssembly', { get() { touched = true; } })`,
    context,
  );
  for (const _ of [1, 2]) runInContext(script.toString(), context);
  assert.equal(context.touched, false);
  const names = [...Object.keys(context.XsollaLogin), 'default'];
  assert.deepEqual([...new Set(names)].sort(), (await report('import')).names);
});

function strings(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}
