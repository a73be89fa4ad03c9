// Ends a program of tests that something keeps open after its last test, such as a browser that a failed test has not
// closed: `node --import ./tests/end.mjs FILE`. Otherwise it would never end, and nobody would learn what has failed.
// ENDING_MS is how long it may take to close everything.
import { after } from 'node:test';
import { isMainThread } from 'node:worker_threads';

const ENDING_MS = Number(process.env.ENDING_MS ?? 60_000);

function end() {
  const open = process.getActiveResourcesInfo().join(', ');
  console.error(`All tests have ended, but the program has not. Open: ${open}`);
  process.exit(1);
}

// A worker inherits the flag, and has no tests.
if (isMainThread) after(() => void setTimeout(end, ENDING_MS).unref());
