// What each consumer does with the package: it signs in, and is refused with a wrong password.

export async function signIn({ Api, APIError, init }, { username, password, ...options }) {
  let api;
  try {
    api = new Api(options);
  } catch (error) {
    if (!init || error.kind !== 'environment') throw error;
    await init();
    api = new Api(options);
  }
  const { login_url } = await api.login({ credentials: { username, password } });
  const error = await api.login({ credentials: { username, password: 'wrong' } }).catch((e) => e);
  const { name, code, status } = error;
  return {
    signedIn: new URL(login_url).searchParams.has('token'),
    refused: { isAPIError: error instanceof APIError, name, code, status },
  };
}

/** The settings, which the test passes in the page's query. */
export const settings = () => Object.fromEntries(new URLSearchParams(location.search));

/** Writes the outcome of a promise where the test reads it. */
export async function show(promise) {
  const outcome = await promise.catch(String);
  document.querySelector('output').textContent = JSON.stringify(outcome);
}
