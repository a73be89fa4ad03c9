// The demo's translations have the same texts, with the same placeholders.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const of = async (/** @type {string} */ language) =>
  Object.fromEntries(sentences((await import(`../../target/demo/texts/${language}.js`)).default));

/** @param {object} texts @param {string} above @returns {[string, string][]} */
const sentences = (texts, above = '') =>
  Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[above + name, text]] : sentences(text, `${above}${name}.`),
  );

const places = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

for (const language of ['ja', 'ar']) {
  test(`${language} has every sentence, with every placeholder`, async () => {
    const [english, translated] = await Promise.all([of('en'), of(language)]);
    // The names of companies are not translated.
    for (const path in english) if (path.startsWith('social.names.')) delete english[path];
    assert.deepEqual(Object.keys(translated), Object.keys(english));
    for (const [path, text] of Object.entries(english)) {
      assert.equal(places(translated[path]), places(text), path);
      assert.ok(translated[path].trim(), path);
    }
  });
}
