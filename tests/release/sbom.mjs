// Tests that the bills of materials that `cargo xtask release` writes list what the lock files have:
// `node --test-reporter=spec tests/release/sbom.mjs FOLDER`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'target/release-package');
const read = (name) => readFileSync(join(folder, name), 'utf8');
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Returns the components of a bill, as `name@version`, sorted. */
const listed = (bill) =>
  bill.components
    .map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)
    .sort();

/** Returns the dependencies from the registry that a crate has in its wasm, according to cargo. */
const inTheWasm = (name) => {
  const args = ['tree', '--locked', '--edges=normal', '--target=wasm32-unknown-unknown'];
  const tree = execFileSync('cargo', [...args, '--prefix=none', `--package=${name}`], {
    cwd: root,
    encoding: 'utf8',
  });
  const crates = tree.matchAll(/^([\w-]+) v(\S+)(?: \(proc-macro\))?(?: \(\*\))?$/gm);
  return [...new Set(Array.from(crates, ([, crate, version]) => `${crate}@${version}`))].sort();
};

/** Returns the components of a bill that are not crates of the workspace. */
const fromTheRegistry = (bill) =>
  listed({ components: bill.components.filter((one) => !one['bom-ref'].startsWith('path+')) });

test('the SBOM of the package lists the crates in its wasm and no others', () => {
  const bill = JSON.parse(read('xsolla-login-wasm.crates.cdx.json'));
  assert.equal(bill.bomFormat, 'CycloneDX');
  assert.equal(bill.metadata.component.name, 'xsolla-login-wasm');
  const expected = inTheWasm('xsolla-login');
  assert.ok(expected.length > 10, `only ${expected.length}`);
  assert.deepEqual(fromTheRegistry(bill), expected);
});

test('the SBOM of the sandbox lists the crates in its wasm', () => {
  // It also lists others: cargo-cyclonedx takes the features of the whole workspace, and the server needs more.
  const bill = JSON.parse(read('xsolla-login-sandbox.crates.cdx.json'));
  assert.equal(bill.metadata.component.name, 'xsolla-login-sandbox');
  const expected = inTheWasm('sandbox-wasm');
  assert.ok(expected.length > 10, `only ${expected.length}`);
  const known = new Set(fromTheRegistry(bill));
  assert.deepEqual(
    expected.filter((crate) => !known.has(crate)),
    [],
  );
});

test('the SBOM of the tools lists the npm packages of the lock file', () => {
  const bill = JSON.parse(read('tools.npm.cdx.json'));
  const { packages } = readJson(join(root, 'package-lock.json'));
  const expected = Object.entries(packages)
    .filter(([path]) => path)
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`);
  assert.ok(expected.length > 100, `only ${expected.length}`);
  assert.deepEqual(
    [...new Set(bill.components.map(({ purl }) => decodeURIComponent(purl).slice(8)))]
      .map((purl) => purl.split('?')[0])
      .sort(),
    [...new Set(expected)].sort(),
  );
});

const BILLS = ['xsolla-login-wasm.crates', 'xsolla-login-sandbox.crates', 'tools.npm'];

for (const name of BILLS) {
  test(`every component of ${name} has a version, a hash and a package URL`, () => {
    for (const one of JSON.parse(read(`${name}.cdx.json`)).components) {
      assert.ok(one.version, one.name);
      assert.match(one.purl, /^pkg:(cargo|npm)\//, one.name);
      if (one['bom-ref'].startsWith('path+')) continue;
      assert.match(one.hashes?.[0].content ?? '', /^[\da-f]{64,128}$/, one.name);
    }
  });

  test(`${name} does not contain the path of the build`, () => {
    assert.doesNotMatch(read(`${name}.cdx.json`), /\/(home|root|Users|work|tmp)\//);
    assert.ok(!read(`${name}.cdx.json`).includes(root.replace(/\/$/, '')));
  });
}
