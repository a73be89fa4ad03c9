// The tests of one consumer, in the words in which its consumer.mjs tells them.
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
 *   the package whose version stands in the table, or what gives it; `install`: see project.mjs
 * @param {(use: { project: Project, row: (variant?: string) => ReturnType<typeof words> }) => void} tell
 */
export const consumer = (url, { name, version, install }, tell) =>
  describe(name, () => {
    const project = new Project(basename(dirname(fileURLToPath(url))), install);
    const rows = [];
    test('installs the tarball', async () => {
      for (const row of rows) row.built = 'no';
      await project.install();
      const found = typeof version === 'string' ? await project.version(version) : version();
      for (const row of rows) Object.assign(row, { built: 'yes', version: found });
    });
    tell({
      project,
      row: (variant = '') => {
        const row = new Row(name, variant);
        rows.push(row);
        return words(project, row, variant && variant + ': ');
      },
    });
  });

const words = (project, row, prefix) => {
  /** A test whose end stands in a cell: no as soon as one of the cell's tests fails. */
  const check = (cell, title, run) =>
    test(prefix + title, async () => {
      assert.ok(row.version, 'it is not installed');
      const before = row[cell];
      row[cell] = 'no';
      const end = (await run()) ?? 'yes';
      if (before !== 'no') row[cell] = end;
    });

  /** Opens the page of a server that `start(policy)` starts, with a policy of service.mjs or none. */
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

    /** Runs where there is no page: `run` fails, or the consumer has done what it must. */
    works: (title, run) => check('runs', title, () => run().then(() => {})),

    /** @param {(policy?: Function) => Promise<{ origin: string, close: () => unknown }>} start */
    opens(start, options = {}) {
      check('runs', 'runs in a page', () => visit(start, undefined, options));
      check('strict', 'runs under the strict policy', () => visit(start, strict, options));
    },

    /** Where WebAssembly is forbidden, the package finds its twin in the output. */
    opensWithoutWasm: (start, options = {}) =>
      check('twin', 'runs where WebAssembly is forbidden', () =>
        visit(start, withoutWasm, options),
      ),

    /**
     * What an app does not import is not in its bundle: `command(file, folder)` is what bundles a file into a
     * folder, as `main.js`. A chunk that is emitted beside it, and that nothing loads, does not count.
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
          // Not every bundler minifies by itself.
          const { length } = (await minify(text, { module: true })).code;
          assert.ok(length < MOST, `${length} bytes`);
          assert.equal(await wasmsIn(project.path(folder)), 0);
        });
      }
    },

    /**
     * The output of a bundler holds the wasm once: twice is weight, not at all is no output.
     * `part`: which part of the output the folder is, if not all of it
     */
    holdsOneWasm: (folder, part = '') =>
      check('wasm', 'has one wasm in its output', async () => {
        const count = await wasmsIn(project.path(folder));
        assert.equal(count, 1);
        return `${count} ${part}`.trim();
      }),
  };
};
