// An app that imports a part of the package bundles only that part. Bundlers that only consumers have are
// tested in tests/packages.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { appOf, MOST, SMALL } from '../imports.mjs';
import { wasmsIn } from '../packages/harness/wasm.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const app = at('../../target/imports');

before(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await symlink(at('../../pkg'), join(app, 'node_modules/xsolla-login-wasm'));
});

/** Functions that bundle a file into a folder. */
const BUNDLERS = {
  esbuild: (file, outdir) =>
    esbuild({ entryPoints: [file], outdir, bundle: true, minify: true, logLevel: 'error' }),
  'esbuild, with source maps': (file, outdir) =>
    esbuild({
      ...{ entryPoints: [file], outdir, bundle: true, minify: true, logLevel: 'error' },
      ...{ format: 'esm', sourcemap: 'external' },
    }),
  Vite: (file, outDir) =>
    vite({
      ...{ root: app, configFile: false, logLevel: 'warn' },
      build: { outDir, modulePreload: false, rolldownOptions: { input: file } },
    }),
  'Vite, with source maps': (file, outDir) =>
    vite({
      ...{ root: app, configFile: false, logLevel: 'warn' },
      build: { outDir, modulePreload: false, sourcemap: true, rolldownOptions: { input: file } },
    }),
};

/** Bundles an app. Resolves to the bytes of its scripts, and how often the output contains the wasm. */
async function bundled(bundle, name, text) {
  const file = join(app, `${name}.js`);
  const folder = join(app, 'out', name);
  await rm(folder, { recursive: true, force: true });
  await writeFile(file, text);
  await bundle(file, folder);
  // Vite copies the twin before it knows that nothing loads it.
  const isLoaded = (path) => /\.js$/.test(path) && !path.includes('twin');
  const scripts = (await readdir(folder, { recursive: true })).filter(isLoaded);
  const texts = await Promise.all(scripts.map((path) => readFile(join(folder, path))));
  const bytes = texts.reduce((sum, { length }) => sum + length, 0);
  return { bytes, wasms: await wasmsIn(folder) };
}

for (const [bundler, bundle] of Object.entries(BUNDLERS)) {
  for (const entry of ['xsolla-login-wasm', 'xsolla-login-wasm/slim', 'xsolla-login-wasm/js']) {
    for (const name of SMALL) {
      test(`${bundler}: an app with only ${name} of ${entry} bundles nothing else`, async (t) => {
        const { bytes, wasms } = await bundled(bundle, name, appOf(name, entry));
        t.diagnostic(`${bytes} bytes`);
        assert.ok(bytes > 0 && bytes < MOST, `${bytes} bytes`);
        // Vite copies the wasm of `./slim` before it knows that nothing loads it.
        if (!entry.endsWith('/slim')) assert.equal(wasms, 0);
      });
    }
  }

  test(`${bundler}: an import without names, or of types, adds nothing`, async () => {
    const { bytes } = await bundled(bundle, 'nothing', "import 'xsolla-login-wasm';\n");
    assert.ok(bytes < 100, `${bytes} bytes`);
  });

  for (const name of ['Api', 'init', 'default as all']) {
    test(`${bundler}: an app that imports ${name} has the wasm once`, async () => {
      const local = name.split(' ').at(-1);
      const text = appOf(name).replace(`log(${name})`, `log(${local})`);
      assert.equal((await bundled(bundle, local, text)).wasms, 1);
    });
  }
}
