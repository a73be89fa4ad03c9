import {
  Component,
  PendingTasks,
  REQUEST,
  TransferState,
  inject,
  makeStateKey,
  signal,
} from '@angular/core';
import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../sign-in.js';

const SERVER = makeStateKey<string>('server');

@Component({
  selector: 'app-root',
  template: '<pre id="server">{{ server }}</pre><output>{{ here() }}</output>',
})
export class App {
  server: string;
  here = signal('');

  constructor() {
    const state = inject(TransferState);
    this.server = state.get(SERVER, '');
    // There is a request only on the server.
    const request = inject(REQUEST, { optional: true });
    const { searchParams } = new URL(request?.url ?? location.href);
    inject(PendingTasks).run(async () => {
      const settings: any = Object.fromEntries(searchParams);
      const outcome = JSON.stringify(await signIn(XsollaLogin, settings).catch(String));
      if (request) state.set(SERVER, outcome);
      else this.here.set(outcome);
    });
  }
}
