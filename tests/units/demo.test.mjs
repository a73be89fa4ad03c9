// The demo's texts for players contain no words for developers.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import english from '../../target/demo/texts/en.js';

/** Texts that are shown only in the workshop, or on a page that is not set up yet. */
const FOR_THE_STUDIO = ['workshop', 'sandbox', 'token', 'setup'];

/** Words that players do not know. */
const WORDS_OF_THE_STUDIO =
  /\b(api\w*|sdk|wasm|cookies?|tokens?|sandbox|studio|outbox|session that|running session|the service\b|domain|oauth|jwt|sso)\b/i;

/** @param {object} texts @returns {string[]} */
const sentences = (texts) =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : sentences(text)));

test('texts for players contain no developer terms', () => {
  const forPlayers = Object.entries(english).filter(([part]) => !FOR_THE_STUDIO.includes(part));
  const found = sentences(Object.fromEntries(forPlayers)).filter((text) =>
    WORDS_OF_THE_STUDIO.test(text),
  );
  assert.deepEqual(found, []);
});
