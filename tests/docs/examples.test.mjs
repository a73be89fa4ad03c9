// Every example in the documents compiles.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { blocks, DOCUMENTS, blocksOf, nameOf, root, scriptsOf, titleOf } from './blocks.mjs';

const app = join(root, 'target/docs-examples');

/** `pages.test.mjs` runs the HTML examples. Commands and headers are only for reading. */
const KNOWN = ['ts', 'tsx', 'js', 'vue', 'svelte', 'html', 'sh', 'http', 'text'];

/** Returns the program of a block, which is its code or its scripts, and the file extension. */
function programOf(block) {
  switch (block.language) {
    case 'vue':
    case 'svelte':
      return {
        code: scriptsOf(block)
          .map(({ script }) => script)
          .join('\n'),
        ending: 'ts',
      };
    default:
      return { code: block.code, ending: block.language };
  }
}

const fileOf = ({ document, line }, ending) =>
  `${document.replaceAll(/\W+/g, '-')}/line-${line}.${ending}`;

before(async () => {
  await rm(app, { recursive: true, force: true });
  const modules = join(app, 'node_modules');
  await mkdir(join(modules, '@xsolla'), { recursive: true });
  await symlink(join(root, 'pkg'), join(modules, 'xsolla-login-wasm'));
  await symlink(join(root, 'pkg-sandbox'), join(modules, 'xsolla-login-sandbox'));
  // Like `npm i @xsolla/login-sdk@npm:xsolla-login-wasm`.
  await symlink(join(root, 'pkg'), join(modules, '@xsolla/login-sdk'));
  for (const name of ['names.d.ts', 'modules.d.ts'])
    await cp(new URL(name, import.meta.url), join(app, name));
  await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
});

/** Compiles files, by their names in the app. Resolves to what the compiler prints. */
async function compile(name, files, more) {
  const compilerOptions = {
    strict: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    module: 'preserve',
    moduleResolution: 'bundler',
    jsx: 'preserve',
    noEmit: true,
    ...more,
  };
  const all = ['names.d.ts', 'modules.d.ts', ...files];
  await writeFile(join(app, `${name}.json`), JSON.stringify({ compilerOptions, files: all }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', `${name}.json`], { cwd: app });
    return '';
  } catch ({ stdout, message }) {
    return stdout || message;
  }
}

async function write(found) {
  const files = [];
  // A block with a file name is a module that other blocks of its document import.
  for (const block of found) {
    const { code, ending } = programOf(block);
    const shared = nameOf(block);
    const file = shared ? join(dirname(fileOf(block, ending)), shared) : fileOf(block, ending);
    await mkdir(join(app, dirname(file)), { recursive: true });
    await writeFile(join(app, file), `${code}\nexport {};\n`);
    files.push(file);
  }
  return files;
}

test('every TypeScript example compiles under strict', async () => {
  const found = blocks('ts', 'tsx', 'vue', 'svelte');
  assert.ok(found.length > 40, `only ${found.length}`);
  assert.equal(await compile('typescript', await write(found)), '');
});

test('every JavaScript example compiles', async () => {
  const found = blocks('js');
  assert.ok(found.length, 'no example was found');
  const loose = { allowJs: true, checkJs: true, noImplicitAny: false };
  assert.equal(await compile('javascript', await write(found), loose), '');
});

test('every code block names a language that is checked', () => {
  for (const block of DOCUMENTS.flatMap(blocksOf))
    assert.ok(KNOWN.includes(block.language), `${titleOf(block)}: ${block.language || 'none'}`);
});

test('every command belongs to npm or to this project, or is one of the Containerfile', async () => {
  // `tests/sandbox/container.mjs` runs these.
  const containerfile = await readFile(join(root, 'www-demo/sandbox/Containerfile'), 'utf8');
  const known = Array.from(containerfile.matchAll(/^# {3}(podman .*)$/gm), ([, line]) => line);
  const shown = new Set();
  for (const block of blocks('sh')) {
    for (const line of block.code.trim().split('\n')) {
      shown.add(line);
      if (known.includes(line)) continue;
      assert.match(
        line,
        /^(npm (i|install) |npx xsolla-login-sandbox|cargo xtask \w+)/,
        titleOf(block),
      );
    }
  }
  for (const line of known.slice(0, 2)) assert.ok(shown.has(line), `no document shows ${line}`);
});
