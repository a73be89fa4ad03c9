// Projects that install the packed tarball, are built by their tools and run against the sandbox
// service: `node tests/packages/run.mjs [consumer…]`, all of them by default. DEMO_URL and
// SANDBOX_URL are the URLs of the demo and the service. The documentation contains the table that
// it prints at the end.
//
// To update a lock file, run `npm install --package-lock-only --omit-lockfile-registry-resolved
// --ignore-scripts` in its folder.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before } from 'node:test';
import { startBrowser, stopBrowser } from './harness/page.mjs';
import { consumers } from './harness/places.mjs';
import { startService, stopService } from './harness/service.mjs';
import { table } from './harness/table.mjs';

const all = (await readdir(consumers)).sort();
const named = process.argv.slice(2);
for (const name of named) assert.ok(all.includes(name), `no consumer ${name} among ${all}`);

before(async () => {
  await startService();
  await startBrowser();
});

after(async () => {
  await stopBrowser();
  stopService();
  console.log(`\n${table()}\n`);
});

for (const name of named.length ? named : all) await import(`./consumers/${name}/consumer.mjs`);
