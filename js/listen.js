// Waits for the message in which a popup or new tab says where the sign-in continues. It works before the wasm is
// loaded, because a message that arrives when nobody listens is lost.
import { addressOf, read } from './callback.js';
import { isSignal, reasonOf, remember } from './cancel-token.js';
import { SDKError } from './errors.js';
import { fieldOrSymbol, property } from './host.js';
import { loginMessage } from '../src/values.json';

/** The BroadcastChannel by which pages of one origin reach each other even if a popup has lost its opener. */
const CHANNEL = 'xsolla-login-wasm/login';

/** Milliseconds between two checks of whether the popup is closed: there is no event for it. */
const LOOK = 500;

/** For how many checks a closed popup is tolerated, because its message may still be on its way. */
const LOOKS = 3;

/** @param {string} message */
const argument = (message) => new SDKError(message, { kind: 'argument' });

/** @param {unknown} value `'null'` does not count: it stands for any opaque origin */
const isOrigin = (value) => {
  try {
    return typeof value === 'string' && value !== 'null' && new URL(value).origin === value;
  } catch {
    return false;
  }
};

/** @param {string} loginUri */
const stateOf = (loginUri) => {
  try {
    return read(addressOf(loginUri)).state;
  } catch {
    return undefined;
  }
};

/**
 * Waits for the message in which a popup or new tab says where the sign-in continues. The message comes by
 * `postMessage` or, from a page of this origin, by the BroadcastChannel `xsolla-login-wasm/login`.
 *
 * @param {unknown} [args] `origin`: the origin whose messages count; `source`: the window that sends the message, if
 *   known; `state`: the `state` of the flow, if known; `signal`: an AbortSignal that ends the wait
 * @returns {Promise<{ loginUri: string }>} rejects with the reason of `signal` once it aborts, and with an `SDKError`
 *   of kind `aborted` after `source` was closed, `argument` if an argument is invalid, and `environment` if there is no
 *   page to receive messages
 */
export const listenForLogin = async (args) => {
  const [origin, source, signal, state] = ['origin', 'source', 'signal', 'state'].map((name) =>
    fieldOrSymbol(args, name),
  );
  if (typeof globalThis.addEventListener !== 'function') {
    throw new SDKError('there is no page here that receives messages', { kind: 'environment' });
  }
  if (!isOrigin(origin)) throw argument('origin: must be an origin, such as https://login.example');
  if (source != null && Object(source) !== source) throw argument('source: must be a window');
  if (state !== undefined && typeof state !== 'string') throw argument('state: must be a string');
  if (signal != null && !isSignal(signal)) throw argument('signal: must be an AbortSignal');
  /** @type {(() => void)[]} */
  let ends = [];
  // An array literal defines its elements. `push` would call a setter of a polluted `Object.prototype`.
  /** @param {() => void} end */
  const atEnd = (end) => void (ends = [...ends, end]);
  try {
    return await new Promise((resolve, reject) => {
      /** @param {unknown} data */
      const told = (data) => {
        const loginUri = fieldOrSymbol(data, 'loginUri');
        if (fieldOrSymbol(data, 'type') !== loginMessage || typeof loginUri !== 'string') return;
        if (state === undefined || stateOf(loginUri) === state) resolve({ loginUri });
      };
      const aborted = () => {
        const reason = reasonOf(signal);
        remember(reason);
        reject(reason);
      };
      if (property(signal, 'aborted')) return aborted();
      signal?.addEventListener('abort', aborted);
      atEnd(() => signal?.removeEventListener('abort', aborted));
      /** @param {MessageEvent} event */
      const onMessage = (event) => {
        if (event.origin === origin && (!source || event.source === source)) told(event.data);
      };
      addEventListener('message', onMessage);
      atEnd(() => removeEventListener('message', onMessage));
      if (origin === property(globalThis.location, 'origin')) {
        try {
          const channel = new BroadcastChannel(CHANNEL);
          channel.onmessage = ({ data }) => told(data);
          atEnd(() => channel.close());
        } catch {
          // BroadcastChannel is missing, or not allowed here.
        }
      }
      if (source) {
        let seen = 0;
        // A popup whose page is separated from its opener (COOP) also looks closed. But as long as the user is in
        // the popup, this page does not have the focus.
        const timer = setInterval(() => {
          const isOver = property(source, 'closed') === true && globalThis.document?.hasFocus?.();
          seen = isOver ? seen + 1 : 0;
          if (seen > LOOKS) reject(new SDKError('the popup was closed', { kind: 'aborted' }));
        }, LOOK);
        atEnd(() => clearInterval(timer));
      }
    });
  } finally {
    for (const end of ends) end();
  }
};
