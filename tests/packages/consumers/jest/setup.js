const { runInThisContext } = require('node:vm');

// jsdom has no fetch: Node's, from outside of the page, and the signals that it listens to.
for (const name of ['fetch', 'AbortController', 'AbortSignal']) {
  globalThis[name] = runInThisContext(name);
}
