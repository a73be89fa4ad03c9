// Declares the tests of one consumer, for its consumer.mjs.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { appOf, MOST, SMALL } from '../../imports.mjs';
import { shown } from './page.mjs';
import { Project } from './project.mjs';
import { SIGNED_IN, strict, withoutWasm } from './service.mjs';
import { Row } from './table.mjs';
import { wasmsIn } from './wasm.mjs';

const { minify } = createRequire(import.meta.url)('terser');

/**
 * @param {string} url of the consumer.mjs
 * @param {{ name: string, version: string | (() => string), install?: Function }} what `version`:
 *   the package whose version the table shows, or a function that returns it; `install`: see project.mjs
 * @param {(use: { project: Project, row: (variant?: string) => ReturnType<typeof words> }) => void} declare
 */
export const consumer = (url, { name, version, install }, declare) =>
  describe(name, () => {
    const project = new Project(basename(dirname(fileURLToPath(url))), install);
    const rows = [];
    test('installs the tarball', async () => {
      for (const row of rows) row.built = 'no';
      await project.install();
      const found = typeof version === 'string' ? await project.version(version) : version();
      for (const row of rows) Object.assign(row, { built: 'yes', version: found });
    });
    declare({
      project,
      row: (variant = '') => {
        const row = new Row(name, variant);
        rows.push(row);
        return words(project, row, variant && variant + ': ');
      },
    });
  });

const words = (project, row, prefix) => {
  /** Declares a test whose result is shown in a cell: "no" as soon as one of the cell's tests fails. */
  const check = (cell, title, run) =>
    test(prefix + title, async () => {
      assert.ok(row.version, 'it is not installed');
      const before = row[cell];
      row[cell] = 'no';
      const end = (await run()) ?? 'yes';
      if (before !== 'no') row[cell] = end;
    });

  /** Opens the page of the server that `start(policy)` starts. `policy`: one of service.mjs, or `undefined`. */
  const visit = async (start, policy, { look, expected = SIGNED_IN }) => {
    const server = await start(policy);
    try {
      assert.deepEqual(await shown(server.origin, { look, policy }), expected);
    } finally {
      await server.close();
    }
  };

  return {
    builds: (...command) => check('built', 'builds', () => project.run(...command).then(() => {})),

    /** For consumers without a page: `run` must reject if the consumer does not work. */
    works: (title, run) => check('runs', title, () => run().then(() => {})),

    /** @param {(policy?: Function) => Promise<{ origin: string, close: () => unknown }>} start */
    opens(start, options = {}) {
      check('runs', 'runs in a page', () => visit(start, undefined, options));
      check('strict', 'runs under the strict policy', () => visit(start, strict, options));
    },

    /** Checks that the package finds its twin in the output where WebAssembly is forbidden. */
    opensWithoutWasm: (start, options = {}) =>
      check('twin', 'runs where WebAssembly is forbidden', () =>
        visit(start, withoutWasm, options),
      ),

    /**
     * Checks that a bundle does not contain what the app does not import. `command(file, folder)` returns the
     * command that bundles a file into a folder, as `main.js`. Separate chunks that nothing loads do not count.
     */
    leavesOut(command) {
      for (const name of SMALL) {
        check('built', `bundles nothing of the package but ${name}`, async () => {
          const [file, folder] = ['only.js', 'only'];
          await rm(project.path(folder), { recursive: true, force: true });
          await mkdir(project.path(folder));
          await writeFile(project.path(file), appOf(name));
          await project.run(...command(file, folder));
          const text = await readFile(project.path(folder, 'main.js'), 'utf8');
          // Not every bundler minifies by default.
          const { length } = (await minify(text, { module: true })).code;
          assert.ok(length < MOST, `${length} bytes`);
          assert.equal(await wasmsIn(project.path(folder)), 0);
        });
      }
    },

    /**
     * Checks that a bundler's output contains the wasm exactly once. `part` says which part of the output the
     * folder is, if it is not all of it.
     */
    holdsOneWasm: (folder, part = '') =>
      check('wasm', 'has one wasm in its output', async () => {
        const count = await wasmsIn(project.path(folder));
        assert.equal(count, 1);
        return `${count} ${part}`.trim();
      }),
  };
};
