// Drives WebKitGTK's MiniBrowser with WebDriver, on a virtual screen. There is one page at a time. A session takes a
// second to start, so pages share one: storage and cookies are removed in between.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { Builder, Key } from 'selenium-webdriver';
import { findFreePort } from 'selenium-webdriver/net/portprober.js';
import { DriverService } from 'selenium-webdriver/remote/index.js';

import { hasWebAssembly } from '../../chromium.mjs';
import { settledWithin, until } from '../until.mjs';
import { actionsOf } from './hands.mjs';

const DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const XVFB = process.env.XVFB ?? '/usr/bin/Xvfb';

export const programs = [DRIVER, XVFB];

// Otherwise MiniBrowser's toolbar keeps the window wider than a phone.
const STYLE = '* { min-width: 0; min-height: 0; margin: 0; padding: 0; }';

// WebKit matches the text of every page against all installed fonts, which is slow. One family is enough here.
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const START_MS = 30_000;
const TRIES = 3;

// A script that is running when its page is reloaded may never end.
const SCRIPT_MS = 5000;
const LOAD_MS = 15_000;

/**
 * @param {import('../types').LaunchOptions} [options]
 * @returns {Promise<import('../types').Browser>}
 */
export async function launch({ webAssembly = hasWebAssembly, full = false } = {}) {
  const settings = await mkdtemp(join(tmpdir(), 'webkit-'));
  await mkdir(join(settings, 'gtk-3.0'));
  await writeFile(join(settings, 'gtk-3.0/gtk.css'), STYLE);
  await writeFile(join(settings, 'fonts.conf'), FONTS);
  const screen = await startScreen();
  const service = await startDriver({
    DISPLAY: screen.name,
    XDG_CONFIG_HOME: settings,
    FONTCONFIG_FILE: join(settings, 'fonts.conf'),
    // The tests may run as root, in a container, on a machine without a graphics card.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    // As in Lockdown Mode.
    ...(!webAssembly && { JSC_useWasm: '0' }),
  });
  const url = await service.address();
  /** @type {import('selenium-webdriver').WebDriver | undefined} */
  let free;
  const open = async () => {
    // A flow that timed out may still be using its session, so that session is not free. The driver ends it when
    // another one starts.
    const session = free ?? (await start(url));
    free = undefined;
    const { page, clear } = pageOf(session);
    const quit = () => settledWithin(session.quit());
    const close = async () => {
      const isClear = !full && (await clear().catch(() => false));
      if (isClear) free = session;
      else await quit();
    };
    try {
      await page.setSize(1280, 800);
    } catch (error) {
      await quit();
      throw error;
    }
    return { ...page, close };
  };
  const close = async () => {
    if (free) await settledWithin(free.quit());
    await service.kill();
    await screen.close();
    await rm(settings, { recursive: true });
  };
  try {
    free = await start(url);
    const version = (await free.getCapabilities()).get('browserVersion');
    return { version: `WebKitGTK ${version}`, open, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startScreen() {
  const args = ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const server = spawn(XVFB, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => server.kill('SIGKILL'));
  const ended = once(server, 'exit');
  const number = await Promise.race([once(server.stdout, 'data'), ended.then(() => undefined)]);
  if (!number) throw new Error(`${XVFB} does not start`);
  return {
    name: `:${String(number).trim()}`,
    async close() {
      server.kill();
      await settledWithin(ended);
      server.kill('SIGKILL');
    },
  };
}

/** @param {Record<string, string>} environment */
async function startDriver(environment) {
  const port = await findFreePort();
  const service = new DriverService(DRIVER, {
    loopback: true,
    port,
    // A session left open by a test that timed out must not block the next one.
    args: [`--port=${port}`, '--replace-on-new-session'],
    env: { ...process.env, ...environment },
  });
  await service.start();
  return service;
}

/**
 * Starts a session. About one browser in several hundred never connects to its driver, which would wait for it
 * forever; then another one is started. Rejects after three attempts.
 *
 * @param {string} url
 */
async function start(url) {
  for (let tries = 0; tries < TRIES; tries++) {
    const session = new Builder()
      .disableEnvironmentOverrides()
      .usingServer(url)
      // The sandbox signs its own certificate.
      .withCapabilities({ browserName: 'MiniBrowser', acceptInsecureCerts: true })
      .build();
    // An abandoned session rejects when its driver ends, and nothing awaits it then.
    session.catch(() => undefined);
    const late = setTimeout(START_MS, undefined, { ref: false });
    const started = await Promise.race([session, late]);
    if (!started) continue;
    await started.manage().setTimeouts({ script: SCRIPT_MS, pageLoad: LOAD_MS });
    return started;
  }
  throw new Error(`no browser came to ${DRIVER}`);
}

/**
 * Returns a page of the session, and `clear`, which removes everything that the page has stored, so that the next page can
 * use the session. `clear` resolves to `false` if the page has shown no site: then the session may hang.
 *
 * @param {import('selenium-webdriver').WebDriver} session
 * @returns {{ page: Omit<import('../types').Page, 'close'>, clear: () => Promise<boolean> }}
 */
function pageOf(session) {
  /** @type {string[]} */
  const messages = [];
  /** @type {Set<string>} */
  const origins = new Set();
  let href = '';
  /** @type {import('../types').Page['evaluate']} */
  const evaluate = async (script, ...args) => {
    const call = `return (${look})(${script}, ${JSON.stringify(args)})`;
    const seen = JSON.parse(await session.executeScript(call));
    messages.push(...seen.messages);
    href = seen.href;
    if (href.startsWith('http')) origins.add(new URL(href).origin);
    return seen.result;
  };
  /** @type {Omit<import('../types').Page, 'close'>} */
  const page = {
    ...actionsOf({
      evaluate,
      clickAt: (x, y) => session.actions().move({ x, y, duration: 0 }).click().perform(),
      type: (text) => session.actions().sendKeys(text).perform(),
    }),
    evaluate,
    async goto(url) {
      await session.get(url);
      await evaluate(() => undefined);
    },
    async back() {
      await session.navigate().back();
      await evaluate(() => undefined);
    },
    press: (key) =>
      session
        .actions()
        .sendKeys(KEYS[key] ?? key)
        .perform(),
    screenshot: async (path) => writeFile(path, await session.takeScreenshot(), 'base64'),
    setSize: (width, height) => setSize(session, evaluate, width, height),
    url: () => href,
    consoleMessages: () => [...messages],
  };
  const clear = async () => {
    for (const origin of origins) {
      // First a document without scripts, because the page may still write while it unloads.
      await session.get(`${origin}/nothing`);
      await evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      // This removes the cookies of the current host only.
      await session.manage().deleteAllCookies();
    }
    return origins.size > 0;
  };
  return { page, clear };
}

/** @type {Record<string, string>} */
const KEYS = { Enter: Key.ENTER, Space: Key.SPACE, Tab: Key.TAB };

/**
 * Resizes the window so that the page, without the toolbar, has the given size. A page is resized a moment after
 * its window, so the page's size is polled.
 *
 * @param {import('selenium-webdriver').WebDriver} session
 * @param {import('../types').Page['evaluate']} evaluate
 * @param {number} width
 * @param {number} height
 */
async function setSize(session, evaluate, width, height) {
  const fits = async () => {
    const inner = await evaluate(() => ({
      width: innerWidth,
      height: innerHeight,
      toolbar: Math.max(0, outerHeight - innerHeight),
    }));
    if (inner.width === width && inner.height === height) return true;
    await session
      .manage()
      .window()
      .setRect({ width, height: height + inner.toolbar });
    return false;
  };
  await until(fits, `a page of ${width} by ${height}`);
}

/**
 * Runs in the page, with each script of the driver, and returns its result, the page's URL and the new console
 * messages. WebDriver has no other access to the console. So messages are missed that a document writes before
 * the driver's first script there, or after its last one.
 *
 * @param {(...args: any[]) => unknown} script
 * @param {unknown[]} args
 */
async function look(script, args) {
  const key = Symbol.for('what the page said');
  /** @type {any} */
  const page = window;
  if (!page[key]) {
    /** @type {string[]} */
    const said = [];
    Object.defineProperty(page, key, { value: said });
    for (const type of /** @type {const} */ (['debug', 'error', 'info', 'log', 'trace', 'warn'])) {
      console[type] = (...values) => void said.push(`${type}: ${values.join(' ')}`);
    }
    addEventListener('error', ({ message }) => said.push(`uncaught: ${message}`));
    addEventListener('unhandledrejection', ({ reason }) => said.push(`uncaught: ${reason}`));
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      said.push(`error: the policy ${effectiveDirective} forbids ${blockedURI}`),
    );
  }
  const result = await script(...args);
  // As JSON, because WebDriver changes the order of an object's properties.
  return JSON.stringify({ result, href: location.href, messages: page[key].splice(0) });
}
