// An app for a platform without type declarations: neither lib.dom nor a substitute for it.
import XsollaLogin, {
  Api,
  type CallOptions,
  type Cancellation,
  CancelToken,
  type CancelTokenSource,
  init,
  isCancel,
  listenForLogin,
  readLoginUrl,
  type WasmSource,
} from 'xsolla-login-wasm';
import { type Equal, is } from './equal.js';

const source: CancelTokenSource = CancelToken.source();
export const signal = source.token;
is<Equal<typeof signal.aborted, boolean>>();

/** Like a polyfill of `AbortSignal`. */
const mine = {
  aborted: false,
  reason: undefined,
  addEventListener(_type: string, _listener: () => void): void {},
  removeEventListener(_type: string, _listener: () => void): void {},
};
export const options: CallOptions = { signal: mine, timeout: 1000 };
export const ways: Cancellation[] = [mine, signal, source, { promise: Promise.resolve() }];

const api = new Api({ projectId: 'project' });
export const calls = async () => {
  try {
    const answer = await api.login({ credentials: { username: 'a', password: 'b' } }, { signal });
    is<Equal<typeof answer, XsollaLogin.LoginResponse>>();
    await api.handleRedirectCallback('https://game.example/?code=c', options);
    await listenForLogin({ origin: 'https://login.example', source: {}, signal });
  } catch (error) {
    if (isCancel(error)) is<Equal<typeof error.message, string>>();
  }
};

const response = {
  ok: true,
  headers: { get: (_name: string): string | null => null },
  arrayBuffer: async () => new ArrayBuffer(0),
};
export const sources: WasmSource[] = [new Uint8Array(8), new ArrayBuffer(8), 'https://a', response];
export const loaded = sources.map((given) => init(given));
export const token = readLoginUrl({ href: 'https://a', toString: () => 'https://a' }).token;
is<Equal<typeof token, string | undefined>>();

// @ts-expect-error This is no signal.
api.clearSSO({ signal: {} });
// @ts-expect-error This is nothing that can be loaded.
init({});
// @ts-expect-error These bytes may be another thread's, too.
init(new Uint8Array(new SharedArrayBuffer(8)));
// @ts-expect-error This is no address.
readLoginUrl(7);
