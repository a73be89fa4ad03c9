// Compiles apps against the declarations in the tarball, with three compilers.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pack } from '../pack.mjs';
import { report, undocumented, values } from './report.mjs';
import './demo.mjs';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../../');
const app = join(root, 'target/types');

/** The compilers' build info of the last run. They reuse it if no file's hash and no option has changed. */
const known = join(root, 'target/types-known');

const COMPILERS = { 'TypeScript 5': 'typescript5', 'TypeScript 6': 'typescript' };
COMPILERS['TypeScript 7'] = 'typescript7';

const OPTIONS = {
  strict: true,
  skipLibCheck: false,
  // Checking the compiler's own declarations would be most of the work, and they are not what is tested.
  skipDefaultLibCheck: true,
  target: 'es2020',
  lib: ['es2020', 'dom'],
  types: [],
  noEmit: true,
};

const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'preserve', moduleResolution: 'bundler' },
};

/** How TypeScript resolved modules before packages had `exports`, and still can up to version 6. */
const NODE10 = {
  'TypeScript 5': { moduleResolution: 'node10' },
  'TypeScript 6': { moduleResolution: 'node10', ignoreDeprecations: '6.0' },
};

/** Compiled both as an ES module and as CommonJS. */
const BOTH = ['original', 'documents', 'names', 'narrowing', 'wrong'];
const FILES = [
  ...BOTH.flatMap((name) => [`${name}.mts`, `${name}.cts`]),
  'slim.mts',
  'entries.mts',
  'commonjs.cts',
  'react.mts',
  'react.cts',
];

/** Compiled without lib.dom. */
const BARE = ['no-dom.mts', 'no-dom.cts', 'no-dom-wasm.mts'];

before(async () => {
  await rm(app, { recursive: true, force: true });
  const modules = join(app, 'node_modules');
  await mkdir(join(modules, '@xsolla'), { recursive: true });
  const { file } = await pack(app);
  await run('tar', ['-xzf', file, '-C', app]);
  await cp(join(app, 'package'), join(modules, 'xsolla-login-wasm'), { recursive: true });
  // Like `npm i @xsolla/login-sdk@npm:xsolla-login-wasm`.
  await cp(join(app, 'package'), join(modules, '@xsolla/login-sdk'), { recursive: true });
  await symlink(join(root, 'node_modules/axios'), join(modules, 'axios'));
  await writeFile(join(app, 'package.json'), '{ "private": true }');
  await mkdir(join(modules, '@types'));
  await symlink(join(root, 'node_modules/@types/react'), join(modules, '@types/react'));
  for (const name of [...BOTH, 'react', 'no-dom']) {
    for (const kind of ['mts', 'cts', 'ts'])
      await cp(here(`${name}.ts`), join(app, `${name}.${kind}`));
  }
  for (const name of ['equal.ts', 'slim.mts', 'commonjs.cts', 'entries.ts', 'no-dom-wasm.ts'])
    await cp(here(name), join(app, name));
  for (const name of ['entries', 'no-dom-wasm'])
    await cp(here(`${name}.ts`), join(app, `${name}.mts`));
});

/** Compiles files. Resolves to what the compiler prints. */
async function compile(compiler, name, compilerOptions, files) {
  const id = name.replace(/\W+/g, '-');
  const config = join(app, `${id}.json`);
  const incremental = { incremental: true, tsBuildInfoFile: join(known, `${id}.tsbuildinfo`) };
  const options = { ...compilerOptions, ...incremental };
  await writeFile(config, JSON.stringify({ compilerOptions: options, files }));
  const tsc = join(root, 'node_modules', COMPILERS[compiler], 'bin/tsc');
  try {
    return (await run(process.execPath, [tsc, '-p', config], { cwd: app })).stdout;
  } catch ({ stdout, message }) {
    return stdout || message;
  }
}

for (const compiler of Object.keys(COMPILERS)) {
  for (const [resolution, options] of Object.entries(RESOLUTIONS)) {
    test(`${compiler}, ${resolution}: apps compile, and wrong uses do not`, async () => {
      const name = `${compiler} ${resolution}`;
      assert.equal(await compile(compiler, name, { ...OPTIONS, ...options }, FILES), '');
    });
  }

  for (const [resolution, options] of Object.entries(RESOLUTIONS)) {
    test(`${compiler}, ${resolution}: the types need no library but ECMAScript`, async () => {
      const name = `${compiler} ${resolution} bare`;
      const bare = { ...OPTIONS, ...options, target: 'es2022', lib: ['es2022'] };
      assert.equal(await compile(compiler, name, bare, BARE), '');
    });
  }

  test(`${compiler}, exactOptionalPropertyTypes: apps compile, and wrong uses do not`, async () => {
    const exact = { ...OPTIONS, ...RESOLUTIONS.nodenext, exactOptionalPropertyTypes: true };
    // The original SDK's app was written without that option.
    const files = FILES.filter((file) => !file.startsWith('original'));
    assert.equal(await compile(compiler, `${compiler} exact`, exact, files), '');
  });
}

for (const [compiler, resolution] of Object.entries(NODE10)) {
  for (const module of ['esnext', 'commonjs']) {
    test(`${compiler}, node10, ${module}: every entry has types`, async () => {
      const options = { ...OPTIONS, ...resolution, module };
      const files = [...BOTH, 'entries', 'react'].map((name) => `${name}.ts`);
      assert.equal(await compile(compiler, `${compiler} node10 ${module}`, options, files), '');
      const bare = { ...options, target: 'es2022', lib: ['es2022'] };
      const names = ['no-dom.ts', 'no-dom-wasm.ts'];
      assert.equal(await compile(compiler, `${compiler} node10 ${module} bare`, bare, names), '');
    });
  }
}

test('each wrong use has exactly the expected error', async () => {
  const wrong = await readFile(here('wrong.ts'), 'utf8');
  const expected = [];
  wrong.split('\n').forEach((line, index) => {
    const code = /^\/\/ @ts-expect-error (TS\d+) /.exec(line)?.[1];
    if (code) expected.push(`${index + 2} ${code}`);
  });
  await writeFile(join(app, 'bare.mts'), wrong.replaceAll('@ts-expect-error', 'expected:'));
  const options = { ...OPTIONS, ...RESOLUTIONS.nodenext };
  // Only one compiler, because they number some errors differently.
  const output = await compile('TypeScript 6', 'bare', options, ['bare.mts']);
  const errors = output.matchAll(/^bare\.mts\((\d+),\d+\): error (TS\d+)/gm);
  assert.deepEqual(
    Array.from(errors, ([, line, code]) => `${line} ${code}`),
    expected,
  );
});

test("the original SDK's app compiles with the original SDK's types", async () => {
  const original = join(root, 'node_modules/@xsolla/login-sdk');
  const paths = {
    '@xsolla/login-sdk': [original],
    // The version that its types refer to.
    axios: [join(original, 'node_modules/axios')],
  };
  // Its types need packages that are not its dependencies.
  const options = { ...OPTIONS, ...RESOLUTIONS.bundler, skipLibCheck: true, paths };
  assert.equal(await compile('TypeScript 5', 'original', options, ['original.mts']), '');
});

test('the exports and the members of Api are those that are declared', async () => {
  const sdk = await import(join(app, 'node_modules/xsolla-login-wasm/dist/xsolla-login.mjs'));
  const members = Object.getOwnPropertyNames(sdk.Api.prototype);
  assert.deepEqual(values(await declarations('mts')), {
    names: Object.keys(sdk).sort(),
    members: members.filter((name) => name !== 'constructor').sort(),
  });
});

test('the members of a session are those that are declared', async () => {
  const sdk = await import(join(app, 'node_modules/xsolla-login-wasm/dist/xsolla-login.mjs'));
  const { session } = new sdk.Api({ projectId: 'project' });
  const [, body] = /export interface Session \{(.*?)\n\}/s.exec(await declarations('mts'));
  assert.deepEqual(
    Array.from(body.matchAll(/^  (?:get )?(\w+)\(/gm), ([, name]) => name).sort(),
    Object.keys(session).sort(),
  );
});

test('both declaration files are the same', async () => {
  const [esm, cjs] = await Promise.all(['mts', 'cts'].map((kind) => declarations(kind)));
  assert.equal(esm, cjs);
  const [esmOfReact, cjsOfReact] = await Promise.all(
    ['mts', 'cts'].map((kind) => declarations(kind, 'react')),
  );
  assert.equal(esmOfReact.replace('./index.mjs', './index.cjs'), cjsOfReact);
});

test('the public declarations are those of api.txt and react.txt', async () => {
  assert.equal(await report(await declarations('mts')), await readFile(here('api.txt'), 'utf8'));
  const ofReact = await report(await declarations('mts', 'react'));
  assert.equal(ofReact, await readFile(here('react.txt'), 'utf8'));
});

test('every public name is documented, with arguments, results, errors and defaults', async () => {
  assert.deepEqual(undocumented(await declarations('mts')), []);
  assert.deepEqual(undocumented(await declarations('mts', 'react')), []);
});

test('the exports of ./react are those that are declared', async () => {
  const dist = join(app, 'node_modules/xsolla-login-wasm/dist');
  const { names } = values(await declarations('mts', 'react'));
  const there = Object.keys(await import(join(dist, 'react.mjs')));
  assert.deepEqual(names.filter((name) => name !== 'default').sort(), there.sort());
});

test('every social network name that is a valid identifier is also a type', async () => {
  const { socials } = JSON.parse(await readFile(join(root, 'src/values.json'), 'utf8'));
  const [, body] = /export namespace Socials \{([^}]*)\}/.exec(await declarations('mts'));
  assert.deepEqual(
    Array.from(body.matchAll(/type (\w+) = '(\w+)';/g), ([, type, name]) => `${type} ${name}`),
    socials.filter((name) => /^\w+$/.test(name)).map((name) => `${name} ${name}`),
  );
});

function declarations(kind, name = 'index') {
  return readFile(join(app, `node_modules/xsolla-login-wasm/dist/${name}.d.${kind}`), 'utf8');
}
