// Every example in the documents compiles.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { compileScript, parse } from 'vue/compiler-sfc';
import {
  blocks,
  DOCUMENTS,
  blocksOf,
  filesOf,
  filesOfNext,
  nameOf,
  root,
  scriptsOf,
  titleOf,
} from './blocks.mjs';

const app = join(root, 'target/docs-examples');

/** `pages.test.mjs` runs the HTML examples, `frameworks.test.mjs` the apps of Vue and Svelte. Commands and headers are only for reading. */
const KNOWN = ['ts', 'tsx', 'js', 'vue', 'svelte', 'html', 'sh', 'http', 'text'];

/** Whether a block is a file of an app that is compiled as a whole. */
const isOfAnApp = (block) =>
  Object.entries(APPS).some(
    ([guide, files]) =>
      block.document === `docs/guides/${guide}.md` && Object.hasOwn(files, nameOf(block) ?? ''),
  );

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

/** What the examples may assume to exist. */
const ASSUMED = ['names.d.ts', 'modules.d.ts'];

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
  await writeFile(join(app, `${name}.json`), JSON.stringify({ compilerOptions, files }));
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
    const { code, language: ending } = block;
    const shared = nameOf(block);
    const file = shared ? join(dirname(fileOf(block, ending)), shared) : fileOf(block, ending);
    await mkdir(join(app, dirname(file)), { recursive: true });
    await writeFile(join(app, file), `${code}\nexport {};\n`);
    files.push(file);
  }
  return files;
}

test('every TypeScript example compiles under strict', async () => {
  const found = blocks('ts', 'tsx').filter((block) => !isOfAnApp(block));
  assert.ok(found.length > 40, `only ${found.length}`);
  assert.equal(await compile('typescript', [...ASSUMED, ...(await write(found))]), '');
});

/** Returns the TypeScript of a Vue component, including its template. */
function scriptOfVue(name, code) {
  const { descriptor, errors } = parse(code, { filename: name });
  assert.deepEqual(errors, []);
  return compileScript(descriptor, { id: name, inlineTemplate: true }).content;
}

/** Returns the script of a Svelte component. `$session` there is the value of the store `session`. */
function scriptOfSvelte(name, code) {
  const [{ script }] = scriptsOf({ code });
  const stores = ['session'].filter((store) => script.includes(`$${store}`));
  const values = stores.map(
    (store) =>
      `declare const $${store}: Parameters<Parameters<typeof ${store}['subscribe']>[0]>[0];\n`,
  );
  return `${script}\n${values.join('')}export default {} as import('svelte').Component<any>;\n`;
}

const COMPONENTS = { vue: scriptOfVue, svelte: scriptOfSvelte };

/** The files of the apps that are compiled as a whole, by their guide. */
const APPS = { vue: filesOf('vue'), svelte: filesOf('svelte'), next: filesOfNext() };

for (const [guide, named] of Object.entries(APPS)) {
  test(`the app of the ${guide} guide compiles with nothing but its own files`, async () => {
    const files = [];
    for (const [name, code] of Object.entries(named)) {
      const scriptOf = COMPONENTS[name.split('.').at(-1)];
      // `import './Form.vue'` finds `Form.vue.ts`.
      const file = join(guide, scriptOf ? `${name}.ts` : name);
      await mkdir(join(app, dirname(file)), { recursive: true });
      await writeFile(join(app, file), scriptOf ? scriptOf(name, code) : code);
      files.push(file);
    }
    assert.ok(files.length > 8, `only ${files.length}`);
    assert.equal(await compile(guide, files), '');
  });
}

test('every JavaScript example compiles', async () => {
  const found = blocks('js');
  assert.ok(found.length, 'no example was found');
  const loose = { allowJs: true, checkJs: true, noImplicitAny: false };
  assert.equal(await compile('javascript', [...ASSUMED, ...(await write(found))], loose), '');
});

test('every code block names a language that is checked', () => {
  for (const block of DOCUMENTS.flatMap(blocksOf)) {
    assert.ok(KNOWN.includes(block.language), `${titleOf(block)}: ${block.language || 'none'}`);
    if (Object.hasOwn(COMPONENTS, block.language)) assert.ok(isOfAnApp(block), titleOf(block));
  }
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
