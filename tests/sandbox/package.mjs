// The contents of the tarball.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { undocumented } from '../types/report.mjs';
import { app, file, tarball } from './installed.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = (name) => `${root}node_modules/.bin/${name}`;

test('publint and arethetypeswrong find nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: `${root}pkg-sandbox`, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
  await promisify(execFile)(bin('attw'), [tarball.file]).catch(({ stdout }) => assert.fail(stdout));
});

test('no file contains the path of the build, and nothing else is installed', async () => {
  for (const { path } of tarball.files) {
    const text = await readFile(file(`xsolla-login-sandbox/${path}`), 'latin1');
    const bytes = /base64 =\s+['"](.*)['"]/.exec(text)?.[1];
    const whole = bytes ? Buffer.from(bytes, 'base64').toString('latin1') : text;
    for (const folder of [root, `${homedir()}/`]) assert.ok(!whole.includes(folder), path);
  }
  const manifest = JSON.parse(await readFile(file('xsolla-login-sandbox/package.json')));
  assert.equal(manifest.dependencies, undefined);
});

test('require works where it cannot load an ES module, as in Jest', async () => {
  const code = `const { createSandbox, PROJECT_ID } = require('xsolla-login-sandbox');
    const { startServer } = require('xsolla-login-sandbox/server');
    (async () => {
      const sandbox = await createSandbox();
      console.log((await sandbox.fetch(sandbox.url)).status, PROJECT_ID === sandbox.apiOptions.projectId);
      await (await startServer()).close();
    })();`;
  const args = ['--no-experimental-require-module', '--input-type=commonjs', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: app });
  assert.equal(stdout, '303 true\n');
});

test('every setting is declared and listed in the README', async () => {
  const { createSandbox } = await import(file('xsolla-login-sandbox/dist/index.js'));
  const settings = await (await createSandbox()).setOptions({});
  const read = (path) => readFile(file(`xsolla-login-sandbox/${path}`), 'utf8');
  const [, declared] = (await read('dist/index.d.ts')).split('export interface Settings {');
  const [, table] = (await read('README.md')).split('## Settings');
  for (const [name, value] of Object.entries(settings)) {
    const given = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    assert.ok(declared.includes(`@defaultValue \`${given}\` */\n  ${name}?:`), name);
    assert.ok(table.includes(`| \`${name}\` | \`${given}\` |`), name);
  }
});

test('every member and every kind of fault is documented', async () => {
  const read = (name) => readFile(file(`xsolla-login-sandbox/dist/${name}.d.ts`), 'utf8');
  const index = await read('index');
  for (const name of ['index', 'records', 'platform', 'server']) {
    const text = await read(name);
    // The sandbox uses no tags for arguments and results.
    const missing = undocumented(text).filter((name) => !name.includes(' @'));
    assert.deepEqual(missing, []);
  }
  const [, about, kinds] = /interface Fault \{\n  \/\*\*([^]*?)\*\/\n  kind:([^;]*);/.exec(index);
  const explained = [...about.matchAll(/^   \* - (.*?): /gm)].flatMap(([, names]) =>
    names.replaceAll('`', '').split(', '),
  );
  const declared = [...kinds.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
  assert.deepEqual(explained.sort(), declared.sort());
});

test('the declarations compile and have every member of a sandbox', async () => {
  const { createSandbox } = await import(file('xsolla-login-sandbox/dist/index.js'));
  const sandbox = await createSandbox();
  const types = await readFile(file('xsolla-login-sandbox/dist/index.d.ts'), 'utf8');
  const [, members] = types.split('export interface Sandbox {');
  for (const name of Object.keys(sandbox)) {
    assert.match(members, RegExp(`^  (readonly )?${name}[(:]`, 'm'));
  }
  const files = ['index', 'server'].map((name) => file(`xsolla-login-sandbox/dist/${name}.d.ts`));
  await compiles(files, ['--lib', 'es2022,dom']);
});

test('an option may be undefined, and each way to write an array is taken', async () => {
  const name = await copied('options.ts');
  await compiles([name], ['--lib', 'es2022,dom', '--exactOptionalPropertyTypes']);
  // Without lib.dom, the types of fetch come from @types/node.
  const node = ['--types', 'node', '--typeRoots', `${root}node_modules/@types`];
  await compiles([name], ['--lib', 'es2022', '--exactOptionalPropertyTypes', ...node]);
});

test('the declarations need neither lib.dom nor @types/node', async () => {
  await compiles([await copied('no-dom.ts')], ['--lib', 'es2022']);
});

test('CommonJS in TypeScript finds the declarations, however it resolves them', async () => {
  const name = await copied('commonjs.cts');
  await compiles([name], ['--lib', 'es2022']);
  for (const module of ['commonjs', 'node16']) {
    const resolution = module === 'node16' ? module : 'node10';
    const more = ['--module', module, '--moduleResolution', resolution, '--lib', 'es2022'];
    const deprecated = ['--ignoreDeprecations', '6.0'];
    await compiles([name], [...more, ...(module === 'node16' ? [] : deprecated)]);
  }
});

/** Copies a file of `types/` into the project. */
const copied = async (name) => {
  await copyFile(new URL(`types/${name}`, import.meta.url), join(app, name));
  return name;
};

/** Compiles files of the project, with every check of the declarations. */
const compiles = async (files, more) => {
  const args = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022'];
  const command = [...args, ...more, ...files];
  await promisify(execFile)(bin('tsc'), command, { cwd: app }).catch(({ stdout }) =>
    assert.fail(stdout),
  );
};
