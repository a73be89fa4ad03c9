// Debian's Chromium for tests of the package, and a server for the pages that they open in it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const root = new URL('../', import.meta.url);

/** Reads a file of the project, as bytes. */
export const file = (path) => readFile(new URL(path, root));

/** Full Chromium, as users have it. */
export const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

// The same engine in a smaller executable.
const shell = process.env.CHROMIUM_SHELL ?? program;

/** Whether browsers have WebAssembly: WEBASSEMBLY=off disables it in all of them. */
export const hasWebAssembly = process.env.WEBASSEMBLY !== 'off';

/** Without its JIT compilers, V8 has no WebAssembly. */
export const WITHOUT_WEBASSEMBLY = '--jitless';

/**
 * Starts Chromium's headless shell with these V8 flags. It opens pages sooner than full Chromium, but treats
 * third-party cookies differently and chooses other fonts for some languages. Without CHROMIUM_SHELL in the
 * environment, this starts full Chromium.
 */
export const launch = (...flags) => start(shell, flags);

/** Starts full Chromium with these V8 flags. */
export const launchFull = (...flags) => start(program, flags);

// Keeps Chromium from contacting its vendor.
const start = (executablePath, flags) =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--js-flags=${[...(hasWebAssembly ? [] : [WITHOUT_WEBASSEMBLY]), ...flags].join(',')}`,
    ],
  });

/**
 * Serves on localhost, which is a secure context, so its pages can use whatever pages served over HTTPS can.
 * `handle` gets each request and its response. If it throws, the connection ends, so that no page waits, and
 * the test run fails.
 */
export const serve = async (handle) => {
  const server = createServer(async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      response.destroy();
      throw error;
    }
  });
  await new Promise((resolve) => server.listen(0, resolve));
  // If a browser does not start, the server must not keep the test run alive.
  server.unref();
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
