// Runs the example of docs/errors.md that shows an error beside its field, unchanged, in Chromium. It imports the
// example that finds the sentence for an error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { codeWith, root } from './blocks.mjs';

/** A form whose submission fails with the error code typed into `fails`. */
const PAGE = `import { APIError } from 'xsolla-login-wasm';
import { showBeside } from 'example';
globalThis.show = (text) => (document.querySelector('p').textContent = text);
const form = document.querySelector('form');
form.onsubmit = (event) => {
  event.preventDefault();
  const error = new APIError(form.elements.fails.value, { description: 'In the words of the service.' });
  showBeside(form, error);
};`;
const BODY = `<!doctype html><p role="alert"></p><form>
<input name="username" /><input name="email" /><input name="code" /><input name="fails" /><button>Go</button></form>`;

let browser;
let script;

before(async () => {
  const examples = {
    example: codeWith('errors', 'function showBeside('),
    './messages': codeWith('errors', 'function messageOf('),
  };
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: root },
    alias: { 'xsolla-login-wasm': `${root}pkg/dist/xsolla-login.mjs` },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
    plugins: [
      {
        name: 'examples',
        setup({ onResolve, onLoad }) {
          const filter = /^(example|\.\/messages)$/;
          onResolve({ filter }, ({ path }) => ({ path, namespace: 'examples' }));
          onLoad({ filter, namespace: 'examples' }, ({ path }) => ({
            contents: examples[path],
            loader: 'ts',
            resolveDir: root,
          }));
        },
      },
    ],
  });
  script = outputFiles[0].text;
  browser = await launch();
});

after(() => browser?.close());

test('a field error lasts until input or a reset; other errors are above the form', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.setContent(BODY);
  await page.addScriptTag({ type: 'module', content: script });
  const fails = page.locator('[name=fails]');
  const said = (name) =>
    page.locator(`[name=${name}]`).evaluate((field) => field.validationMessage);
  for (const [code, name, words] of [
    ['003-003', 'username', 'This name is taken.'],
    ['003-004', 'email', 'There is an account with this email address.'],
    ['003-039', 'code', 'The code is wrong.'],
  ]) {
    await fails.fill(code);
    await page.getByRole('button').click();
    assert.equal(await said(name), words);
    const hasFocus = (field) => field === document.activeElement;
    assert.ok(await page.locator(`[name=${name}]`).evaluate(hasFocus), name);
    await page.locator(`[name=${name}]`).fill('other');
    assert.equal(await said(name), '');
  }
  await fails.fill('003-039');
  await page.getByRole('button').click();
  assert.equal(await said('code'), 'The code is wrong.');
  await page.locator('form').evaluate((form) => form.reset());
  assert.equal(await said('code'), '');
  assert.equal(await page.getByRole('alert').textContent(), '');
  for (const [code, words] of [
    ['003-001', 'Wrong name or password.'],
    ['003-049', 'In the words of the service.'],
    ['010-019', 'That did not work. Try again.'],
  ]) {
    await fails.fill(code);
    await page.getByRole('button').click();
    assert.equal(await page.getByRole('alert').textContent(), words);
  }
  await page.close();
});
