import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { browserVersion } from '../../harness/page.mjs';
import { site } from '../../harness/site.mjs';

const what = { name: 'a script tag in a windows-1252 page, Chromium', version: browserVersion };

const CHARSET = 'windows-1252';

consumer(import.meta.url, what, ({ project, row }) => {
  row().opens((policy) => site(project.folder, { policy, inline: true, charset: CHARSET }), {
    look: async (page) => assert.equal(await page.evaluate(() => document.characterSet), CHARSET),
  });
});
