// Waits until somebody opens the link of a message, round after round.

import { XsollaLogin } from './settings.js';

/** A service that answers at once must not be asked in a loop without a breath. */
const SHORTEST_ROUND_MS = 1000;
const LONGEST_PAUSE_MS = 8000;

/**
 * Resolves to the code. Rejects when cancelled, and with what cannot get better by itself.
 *
 * @param {any} api
 * @param {object} options
 * @param {string} options.login
 * @param {string} options.operationId
 * @param {any} options.cancelToken
 * @param {(connected: boolean) => void} options.onRound
 * @returns {Promise<string>}
 */
export async function waitForLink(api, { login, operationId, cancelToken, onRound }) {
  let failures = 0;
  for (;;) {
    const started = Date.now();
    try {
      const answer = await api.getConfirmCode({ login, operation_id: operationId, cancelToken });
      if (!answer.error) return answer.code;
      failures = 0; // 010-050: nobody has opened the link in this round
    } catch (error) {
      if (!canGetBetter(error)) throw error;
      failures += isTimeout(error) ? 0 : 1;
    }
    onRound(failures === 0);
    await pause(Math.min(SHORTEST_ROUND_MS * 2 ** failures, LONGEST_PAUSE_MS) - elapsed(started));
  }
}

/** @param {any} error */
function canGetBetter(error) {
  if (XsollaLogin.isCancel(error)) return false;
  return (
    isTimeout(error) || error?.kind === 'network' || error?.status === 429 || error?.status >= 500
  );
}

/** @param {any} error */
function isTimeout(error) {
  return error?.kind === 'timeout';
}

/** @param {number} since */
function elapsed(since) {
  return Date.now() - since;
}

/**
 * Needs no end of its own: the next round of a cancelled wait rejects and sends nothing.
 *
 * @param {number} ms
 */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(ms, 0)));
}
