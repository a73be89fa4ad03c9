// Debian's Chromium for tests of the package, and pages of one's own to open in it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const root = new URL('../', import.meta.url);

/** A file of the project as bytes. */
export const file = (path) => readFile(new URL(path, root));

/** Full Chromium, which users have. */
export const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

// The same engine in a smaller program.
const shell = process.env.CHROMIUM_SHELL ?? program;

/** Whether browsers have WebAssembly: WEBASSEMBLY=off switches it off in all of them. */
export const hasWebAssembly = process.env.WEBASSEMBLY !== 'off';

/** Without its compilers V8 has no WebAssembly. */
export const WITHOUT_WEBASSEMBLY = '--jitless';

/**
 * Starts Chromium's headless shell, which opens pages sooner than full Chromium, with these flags of V8. The shell accepts
 * other third-party cookies and chooses other fonts for some languages. Without CHROMIUM_SHELL in the
 * environment this starts full Chromium.
 */
export const launch = (...flags) => start(shell, flags);

/** Starts full Chromium with these flags of V8. */
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
 * Serves on localhost, which is a secure context: a page there has all that one served by https
 * has. `handle` gets each request and its answer to write. If it throws, the connection ends, so that no page waits, and the
 * test run fails.
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
  // A browser that does not start must not leave the run waiting.
  server.unref();
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
