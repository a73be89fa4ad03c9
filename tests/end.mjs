// A reporter of Node's test runner that reports nothing. It ends a program of tests that something keeps open after its
// last test, such as a browser that a failed test has not closed. Otherwise the program would never end, and nobody
// would learn what has failed. ENDING_MS is how long it may take until the program ends or another test begins.

const ENDING_MS = Number(process.env.ENDING_MS ?? 60_000);

function end() {
  const open = process.getActiveResourcesInfo().join(', ');
  console.error(`All tests have ended, but the program has not. Open: ${open}`);
  // The other reporters write when the event loop is empty, which it never is.
  process.emit('beforeExit', 1);
  setTimeout(() => process.exit(1), 2000);
}

/** @param {AsyncIterable<{ type: string, data: { nesting?: number } }>} events */
export default async function* (events) {
  let running = 0;
  let timer;
  for await (const { type, data } of events) {
    if (data.nesting !== 0) continue;
    if (type === 'test:enqueue') running += 1;
    // A hook that fails is reported without having begun.
    if (type === 'test:pass' || type === 'test:fail') running = Math.max(0, running - 1);
    clearTimeout(timer);
    if (running === 0) timer = setTimeout(end, ENDING_MS).unref();
  }
}
