// An app that signs in. It is written for the original SDK and built twice: with the original SDK,
// and with ours under the same name.
import { Api } from '@xsolla/login-sdk';

const api = new Api({
  projectId: '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b',
  callbackUrl: 'https://game.example/signed-in',
});

const form = document.querySelector('form');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const credentials = Object.fromEntries(new FormData(form));
  try {
    const { login_url } = await api.login({ credentials });
    location.assign(login_url);
  } catch (error) {
    form.querySelector('output').textContent = error.description ?? error.message;
  }
});
