// Drives Chromium with Playwright. Drivers share one small interface, so that the flows run
// unchanged in every browser that has a driver.

import {
  hasWebAssembly,
  launch as start,
  launchFull,
  program,
  WITHOUT_WEBASSEMBLY,
} from '../../chromium.mjs';

export const programs = [program];

const PATIENCE_MS = 30_000;

/**
 * @param {import('../types').LaunchOptions} [options]
 * @returns {Promise<import('../types').Browser>}
 */
export async function launch({ webAssembly = hasWebAssembly, full = false } = {}) {
  const flags = webAssembly ? [] : [WITHOUT_WEBASSEMBLY];
  const browser = await (full ? launchFull(...flags) : start(...flags));
  return {
    version: `Chromium ${browser.version()}`,
    open: (options) => open(browser, options),
    close: () => browser.close(),
  };
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('../types').OpenOptions} [options]
 */
async function open(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // The sandbox signs its own certificate.
    ignoreHTTPSErrors: true,
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return pageOf(context, await context.newPage());
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('playwright-core').Page} tab
 * @returns {import('../types').Page}
 */
function pageOf(context, tab) {
  /** @type {string[]} */
  const messages = [];
  tab.on('console', (message) => {
    if (!isOfBrowser(message.text())) messages.push(`${message.type()}: ${message.text()}`);
  });
  tab.on('pageerror', (error) => messages.push(`uncaught: ${error.message}`));
  return {
    goto: async (url) => void (await tab.goto(url)),
    back: async () => void (await tab.goBack()),
    fill: (selector, text) => tab.fill(selector, text),
    click: (selector) => tab.click(selector),
    text: async (selector) => (await tab.innerText(selector)).trim(),
    value: (selector) => tab.inputValue(selector),
    visible: async (selector) => void (await tab.waitForSelector(selector)),
    hidden: async (selector) => void (await tab.waitForSelector(selector, { state: 'hidden' })),
    press: (key) => tab.keyboard.press(key),
    evaluate: (script, ...args) => tab.evaluate(`(${script})(...${JSON.stringify(args)})`),
    screenshot: async (path) => void (await tab.screenshot({ path, fullPage: true })),
    setSize: (width, height) => tab.setViewportSize({ width, height }),
    url: () => tab.url(),
    consoleMessages: () => [...messages],
    close: () => context.close(),
  };
}

/**
 * Returns whether the message is from the browser, which logs every response with a status of 400
 * or more. No page can prevent that.
 *
 * @param {string} text
 */
function isOfBrowser(text) {
  return text.startsWith('Failed to load resource:');
}
