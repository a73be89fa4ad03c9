// Every entry has types. Entries with the same exports have the same types.
import * as named from 'xsolla-login-wasm';
import * as js from 'xsolla-login-wasm/js';
import * as slim from 'xsolla-login-wasm/slim';
import wasm from 'xsolla-login-wasm/xsolla-login.wasm';
import asModule from 'xsolla-login-wasm/xsolla-login.wasm?module';
import { type Equal, is } from './equal.js';

is<Equal<typeof js, typeof named>>();
is<Equal<typeof slim, typeof named>>();
is<Equal<typeof wasm, WebAssembly.Module & object>>();
is<Equal<typeof asModule, typeof wasm>>();

// If the DOM is declared, its types are used.
is<Equal<named.CancelTokenSource['token'], AbortSignal>>();
is<Equal<named.CallOptions['signal'], AbortSignal | null | undefined>>();
is<Equal<named.ListenOptions['source'], MessageEventSource | null | undefined>>();
is<Equal<Exclude<named.WasmSource, object>, string>>();
export const sources = (given: named.WasmSource, all: Sources): [Sources, named.WasmSource] => [
  given,
  all,
];
type Sources = BufferSource | WebAssembly.Module | string | URL | Request | Response;

export const api: named.Api = new js.Api({ projectId: 'project' });
export const same: named.Api = new slim.Api({ projectId: 'project' });
export const loaded: Promise<void> = slim.init(wasm);
