// Runs the Vitest and MSW examples of the documents, unchanged, and the tests in `vitest/`, in a studio's project.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { blocksOf, root } from '../docs/blocks.mjs';
import { app, file } from './installed.mjs';

const TOOLS = ['vitest', 'msw', 'happy-dom', 'react', 'react-dom', '@testing-library/react'];

const DOCUMENTS = ['docs/guides/testing.md', 'www-demo/sandbox/npm/README.md'];

test('every test in the documentation and in `vitest/` passes in Vitest', async () => {
  await mkdir(file('@testing-library'));
  for (const name of TOOLS) await symlink(join(root, 'node_modules', name), file(name), 'dir');
  const all = DOCUMENTS.flatMap(blocksOf);
  for (const { code } of all) {
    // Blocks with a file name are modules that the tests import.
    const [, name] = /^\/\/ (\w+\.tsx?)\n/.exec(code) ?? [];
    if (name) await writeFile(join(app, name), code);
  }
  const blocks = all.filter(({ code }) => code.includes("from 'vitest'"));
  assert.deepEqual([...new Set(blocks.map(({ document }) => document))], DOCUMENTS);
  for (const [at, { code, language }] of blocks.entries()) {
    await writeFile(join(app, `block-${at}.test.${language}`), code);
  }
  for (const name of ['msw', 'cookies']) {
    const text = await readFile(new URL(`vitest/${name}.test.js`, import.meta.url), 'utf8');
    for (const environment of ['node', 'happy-dom']) {
      const test = `// @vitest-environment ${environment}\n${text}`;
      await writeFile(join(app, `${name}-${environment}.test.js`), test);
    }
  }
  const report = join(app, 'vitest.json');
  const args = ['run', '--root', app, '--reporter=json', `--outputFile=${report}`];
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), ...args];
  const { stderr } = await promisify(execFile)(process.execPath, command, { cwd: app }).catch(
    ({ stdout, stderr }) => assert.fail(stdout + stderr),
  );
  const { numPassedTests, numTotalTests } = JSON.parse(await readFile(report, 'utf8'));
  assert.equal(numPassedTests, numTotalTests);
  assert.ok(numTotalTests >= blocks.length, `${numTotalTests} tests`);
  assert.equal(stderr, '', 'no request bypasses MSW');
});
