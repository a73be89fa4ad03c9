// Programs that sign in with what they read from their environment, and print what came of it.
import assert from 'node:assert/strict';
import { settings, SIGNED_IN } from './service.mjs';

/**
 * @param {{ works: Function }} row where it stands in the table
 * @param {(env: object) => Promise<string>} run gives what the program has printed
 */
export const signsIn = (row, run) =>
  row.works('signs in', async () => {
    const printed = await run({ SETTINGS: JSON.stringify(settings) });
    assert.deepEqual(JSON.parse(printed), SIGNED_IN);
  });
