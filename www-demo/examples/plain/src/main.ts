import { api, handleCallback, messageOf, signIn, signUp } from './login';

const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;

const form = find<HTMLFormElement>('#sign-in');
const newcomer = find<HTMLFormElement>('#sign-up');
const account = find('#account');
const alert = find('[role="alert"]');

/** Runs what the user asked for, and shows why it failed. */
async function run(work: () => Promise<unknown>): Promise<void> {
  const setBusy = (isBusy: boolean) =>
    document.querySelectorAll('button').forEach((button) => (button.disabled = isBusy));
  alert.textContent = '';
  setBusy(true);
  await work().catch((error: unknown) => {
    console.error(error);
    alert.textContent = messageOf(error);
  });
  setBusy(false);
}

form.onsubmit = (event) => {
  event.preventDefault();
  run(async () => (alert.textContent = await signIn(form)));
};
newcomer.onsubmit = (event) => {
  event.preventDefault();
  run(async () => (alert.textContent = await signUp(newcomer)));
};
find('#redirect').onclick = () => run(() => api.authorize());
find('#sign-out').onclick = () => run(() => api.session.logout());

await run(handleCallback);

// Called at once, and whenever somebody signs in or out, in this tab or another.
api.session.subscribe((tokens) => {
  form.hidden = newcomer.hidden = tokens !== null;
  account.hidden = !tokens;
  if (!tokens) return;
  run(async () => {
    const user = await api.getUser();
    find('#account h1').textContent = `Welcome, ${user.username ?? user.email}`;
  });
});
