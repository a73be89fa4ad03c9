import { abortError, remember } from './cancel-token.js';
import { SDKError } from './errors.js';
import { property } from './host.js';

/**
 * What `start` gives, unless `signal` ends the waiting first; what was started goes on.
 * @template T
 * @param {any} signal
 * @param {() => Promise<T>} start not called where the waiting is over at once
 * @returns {Promise<T>}
 */
export const unlessAborted = (signal, start) =>
  new Promise((resolve, reject) => {
    if (signal == null) return start().then(resolve, reject);
    if (
      typeof property(signal, 'aborted') !== 'boolean' ||
      typeof property(signal, 'addEventListener') !== 'function'
    ) {
      throw new SDKError('signal: must be an AbortSignal', { kind: 'argument' });
    }
    const aborted = () => {
      const reason = property(signal, 'reason') ?? abortError();
      remember(reason);
      reject(reason);
    };
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted);
    start()
      .then(resolve, reject)
      .then(() => signal.removeEventListener('abort', aborted));
  });
