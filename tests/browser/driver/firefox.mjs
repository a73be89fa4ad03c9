// Drives Debian's Firefox with Puppeteer, over WebDriver BiDi.

import puppeteer from 'puppeteer-core';

import { hasWebAssembly } from '../../chromium.mjs';
import { settledWithin } from '../until.mjs';
import { actionsOf } from './hands.mjs';

const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

export const programs = [executablePath];

// There is one page at a time. Without these settings, each page starts its own process.
const ONE_PROCESS = {
  'fission.autostart': false,
  'dom.ipc.processCount': 1,
  'dom.ipc.processPrelaunch.enabled': false,
};

/**
 * @param {import('../types').LaunchOptions} [options]
 * @returns {Promise<import('../types').Browser>}
 */
export async function launch({ webAssembly = hasWebAssembly, full = false } = {}) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    // The sandbox signs its own certificate.
    acceptInsecureCerts: true,
    // Reporting each request to the driver is slow, and no flow reads the reports.
    networkEnabled: false,
    executablePath,
    extraPrefsFirefox: {
      // Scroll bars that take no space, as on a phone.
      'ui.useOverlayScrollbars': 1,
      'widget.gtk.overlay-scrollbars.enabled': true,
      // Off, as in a browser's safer mode.
      'javascript.options.wasm': webAssembly,
      // By default, Firefox retries a GET whose connection is lost, which hides the fault.
      'network.http.request.max-attempts': 1,
      ...(!full && ONE_PROCESS),
    },
  });
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    open: () => open(browser),
    async close() {
      await settledWithin(browser.close());
      browser.process()?.kill('SIGKILL');
    },
  };
}

/** @param {import('puppeteer-core').Browser} browser */
async function open(browser) {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.setViewport({ width: 1280, height: 800 });
  return pageOf(context, tab);
}

/**
 * @param {import('puppeteer-core').BrowserContext} context
 * @param {import('puppeteer-core').Page} tab
 * @returns {import('../types').Page}
 */
function pageOf(context, tab) {
  /** @type {string[]} */
  const messages = [];
  tab.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  tab.on('pageerror', (error) => {
    const { message } = /** @type {Error} */ (error);
    if (!isOfBrowser(message)) messages.push(`uncaught: ${message}`);
  });
  let href = tab.url();
  /** @type {import('../types').Page['evaluate']} */
  const evaluate = async (script, ...args) => {
    const call = `(${script})(...${JSON.stringify(args)})`;
    // The URL is read in the page, because Puppeteer updates its own only when a document is
    // complete: later than the element that a flow waits for.
    const look = `(async () => ({ result: await ${call}, href: location.href }))()`;
    const seen = /** @type {any} */ (await tab.evaluate(look));
    href = seen.href;
    return seen.result;
  };
  return {
    ...actionsOf({
      evaluate,
      clickAt: (x, y) => tab.mouse.click(x, y),
      type: (text) => tab.keyboard.type(text),
    }),
    evaluate,
    async goto(url) {
      await tab.goto(url);
      await evaluate(() => undefined);
    },
    async back() {
      await tab.goBack();
      await evaluate(() => undefined);
    },
    press: (key) => tab.keyboard.press(/** @type {any} */ (key === 'Space' ? ' ' : key)),
    screenshot: async (path) =>
      void (await tab.screenshot({ path: /** @type {`${string}.png`} */ (path), fullPage: true })),
    setSize: (width, height) => tab.setViewport({ width, height }),
    url: () => href,
    consoleMessages: () => [...messages],
    close: () => context.close(),
  };
}

/**
 * Returns whether the message is from the browser, which logs every cross-origin request that gets
 * no response. No page can prevent that.
 *
 * @param {string} text
 */
function isOfBrowser(text) {
  return text.startsWith('Cross-Origin Request Blocked:');
}
