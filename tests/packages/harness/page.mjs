// Opens a consumer's page in Chromium and reads what it shows.
import assert from 'node:assert/strict';
import { launch } from '../../chromium.mjs';
import { settings, withoutWasm } from './service.mjs';

const PATIENCE = 20_000;

let browser;

export const startBrowser = async () => (browser = await launch());
export const stopBrowser = () => browser?.close();
export const newContext = (options) => browser.newContext(options);
export const browserVersion = () => browser.version().split('.')[0];

/** Expected messages of the browser: about the response to the wrong password, and the missing icon. */
const isUsual = (message) =>
  /status of 401/.test(message.text()) || /\/favicon\.ico$/.test(message.location().url);

/**
 * Resolves to what the page writes into its `output`. Rejects on an uncaught exception, a warning or error in the
 * console, a violation of the policy, or a missing or unexpected policy. `look(page)` may check the page.
 */
export async function shown(origin, { look, policy }) {
  const page = await browser.newPage();
  const problems = [];
  // The package has to try WebAssembly to find out that it is forbidden.
  const isTried = (message) => policy === withoutWasm && /: wasm-eval$/.test(message.text());
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    const severe = ['error', 'warning'].includes(message.type());
    if (severe && !isUsual(message) && !isTried(message)) problems.push(message.text());
  });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`against ${violatedDirective}: ${blockedURI}`),
    ),
  );
  try {
    const answer = await page.goto(`${origin}/?${new URLSearchParams(settings)}`);
    assert.equal(
      'content-security-policy' in answer.headers(),
      Boolean(policy),
      'whether there is a policy',
    );
    const output = page.locator('output:not(:empty)');
    const text = await output.textContent({ timeout: PATIENCE }).catch(({ message }) => message);
    await look?.(page);
    assert.deepEqual(problems, [], text);
    return JSON.parse(text);
  } finally {
    await page.close();
  }
}
