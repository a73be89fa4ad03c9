// Waiting for the message of a popup or new tab that says where the sign-in goes on. It works before the
// wasm is there: a message that nobody hears is lost.
import { addressOf, read } from './callback.js';
import { isSignal, reasonOf, remember } from './cancel-token.js';
import { SDKError } from './errors.js';
import { field, property } from './host.js';
import { loginMessage } from '../src/values.json';

/** Where the pages of an origin hear of each other even if a popup has lost its opener. */
const CHANNEL = 'xsolla-login-wasm/login';

/** Milliseconds between two looks at a popup: nothing tells that it was closed. */
const LOOK = 500;

/** How many looks long a message may be on its way. */
const LOOKS = 3;

/** @param {string} message */
const argument = (message) => new SDKError(message, { kind: 'argument' });

/** @param {unknown} value `null` is none: many opaque origins are called so */
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
 * Waits for the one message of a popup or new tab that says where the sign-in goes on: by `postMessage`,
 * or, from a page of this origin, by the BroadcastChannel `xsolla-login-wasm/login`.
 *
 * @param {unknown} [args] `origin`, whose messages count; `source`, the window if it is known; `state`, of
 *   the flow if it is known; `signal`, an AbortSignal that ends the waiting
 * @returns {Promise<{ loginUri: string }>} rejects with `SDKError` `aborted` once `source` was closed, with
 *   the reason of `signal`, with `argument` for what cannot be used, and with `environment` where there is
 *   no page
 */
export const listenForLogin = async (args) => {
  const [origin, source, signal, state] = ['origin', 'source', 'signal', 'state'].map((name) =>
    field(args, name),
  );
  if (typeof globalThis.addEventListener !== 'function') {
    throw new SDKError('there is no page that messages come to', { kind: 'environment' });
  }
  if (!isOrigin(origin)) throw argument('origin: must be an origin, as https://login.example');
  if (source != null && Object(source) !== source) throw argument('source: must be a window');
  if (state !== undefined && typeof state !== 'string') throw argument('state: must be a string');
  if (signal != null && !isSignal(signal)) throw argument('signal: must be an AbortSignal');
  /** @type {(() => void)[]} */
  let ends = [];
  // A literal, whose elements are defined: `push` would call a setter of `Object.prototype`.
  /** @param {() => void} end */
  const atEnd = (end) => void (ends = [...ends, end]);
  try {
    return await new Promise((resolve, reject) => {
      /** @param {unknown} data */
      const told = (data) => {
        const loginUri = field(data, 'loginUri');
        if (field(data, 'type') !== loginMessage || typeof loginUri !== 'string') return;
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
          // There is none, or it is forbidden here.
        }
      }
      if (source) {
        let seen = 0;
        // A popup whose page parts with its opener (COOP) looks closed as well. But then the focus is there,
        // as long as its user is.
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
