// Chromium by Playwright. A driver is this small interface and nothing more, so that the flows run
// unchanged in every browser that somebody writes one for.

import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const PATIENCE_MS = 10_000;

export const name = 'chromium';

/** Starts the browser. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: QUIET });
  return {
    open: (options) => open(browser, options),
    close: () => browser.close(),
  };
}

/**
 * A page in a profile of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ colorScheme?: 'dark' | 'light', reducedMotion?: 'reduce' }} [options]
 */
async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return pageOf(context, await context.newPage());
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('playwright-core').Page} tab
 */
function pageOf(context, tab) {
  /** @type {string[]} */
  const messages = [];
  tab.on('console', (message) => {
    if (!isOfBrowser(message.text())) messages.push(`${message.type()}: ${message.text()}`);
  });
  tab.on('pageerror', (error) => messages.push(`uncaught: ${error.message}`));

  return {
    /** @param {string} url */
    goto: async (url) => void (await tab.goto(url)),
    /** Puts the text in the place of what stands there. @param {string} selector @param {string} text */
    fill: (selector, text) => tab.fill(selector, text),
    /** @param {string} selector */
    click: (selector) => tab.click(selector),
    /** @param {string} selector */
    text: async (selector) => (await tab.innerText(selector)).trim(),
    /** @param {string} selector */
    value: (selector) => tab.inputValue(selector),
    /** Waits until it can be seen. @param {string} selector */
    visible: (selector) => tab.waitForSelector(selector, { state: 'visible' }).then(() => {}),
    /** Waits until it cannot be seen. @param {string} selector */
    hidden: (selector) => tab.waitForSelector(selector, { state: 'hidden' }).then(() => {}),
    /** @param {string} key */
    press: (key) => tab.keyboard.press(key),
    /** @type {import('playwright-core').Page['evaluate']} */
    evaluate: (script, ...args) => tab.evaluate(script, ...args),
    /** @param {string} path */
    screenshot: (path) => tab.screenshot({ path, fullPage: true }).then(() => {}),
    /** @param {number} width @param {number} height */
    setSize: (width, height) => tab.setViewportSize({ width, height }),
    url: () => tab.url(),
    /** What the page wrote to the console, and every error that nobody caught. */
    consoleMessages: () => [...messages],
    close: () => context.close(),
  };
}

/**
 * The browser itself notes every answer from 400 on, and no page can keep it from doing so.
 *
 * @param {string} text
 */
function isOfBrowser(text) {
  return text.startsWith('Failed to load resource:');
}
