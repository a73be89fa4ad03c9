import type { Tokens } from 'xsolla-login-wasm';
import { api, handleCallback, messageOf, signIn, signUp } from './login';

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;

const form = find<HTMLFormElement>('#sign-in');
const newcomer = find<HTMLFormElement>('#sign-up');
const account = find('#account');
const alert = find('[role="alert"]');

const show = (text: string) => (alert.textContent = text);

function report(error: unknown): void {
  console.error(error);
  show(messageOf(error));
}

/** Runs what the user asked for, and shows why it failed. */
async function run(work: () => Promise<unknown>): Promise<void> {
  const setBusy = (isBusy: boolean) =>
    document.querySelectorAll('button').forEach((button) => (button.disabled = isBusy));
  show('');
  setBusy(true);
  await work().catch(report);
  setBusy(false);
}

/** Sends a form, and forgets the password. After an error, what was typed stays. */
function submit(form: HTMLFormElement, send: typeof signIn): void {
  run(async () => {
    show(await send(form));
    form.reset();
  });
}

form.onsubmit = (event) => {
  event.preventDefault();
  submit(form, signIn);
};
newcomer.onsubmit = (event) => {
  event.preventDefault();
  submit(newcomer, signUp);
};
find('#redirect').onclick = () => run(() => api.authorize());
find('#sign-out').onclick = () => run(() => api.session.logout());

async function greet(tokens: Tokens): Promise<void> {
  find('#account h1').textContent = 'Welcome';
  const user = await api.getUser();
  // If the tokens are others by now, the user may be another one.
  if (api.session.current !== tokens) return;
  find('#account h1').textContent = `Welcome, ${user.username ?? user.email}`;
}

await run(() => handleCallback().then(show));

// Called at once, and whenever somebody signs in or out, in this tab or another.
api.session.subscribe((tokens) => {
  form.hidden = newcomer.hidden = tokens !== null;
  account.hidden = !tokens;
  if (tokens) greet(tokens).catch(report); // not with `run`, which removes the message of a failed callback
});
