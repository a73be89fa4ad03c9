const { runInThisContext } = require('node:vm');

// jsdom has no fetch, so the page gets Node's, with the AbortSignal that it accepts.
for (const name of ['fetch', 'AbortController', 'AbortSignal']) {
  globalThis[name] = runInThisContext(name);
}
