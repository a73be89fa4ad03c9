// Programs that sign in with settings from their environment, and print the result.
import assert from 'node:assert/strict';
import { settings, SIGNED_IN } from './service.mjs';

/**
 * @param {{ works: Function }} row its row in the table
 * @param {(env: object) => Promise<string>} run resolves to what the program has printed
 */
export const signsIn = (row, run) =>
  row.works('signs in', async () => {
    const printed = await run({ SETTINGS: JSON.stringify(settings) });
    assert.deepEqual(JSON.parse(printed), SIGNED_IN);
  });
