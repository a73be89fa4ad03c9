// What a consumer does with the package that it has loaded: signs in, and is refused.

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

/** The runner writes them into the address of the page. */
export const settings = () => Object.fromEntries(new URLSearchParams(location.search));

/** Puts what a promise comes to where the runner reads it. */
export async function show(promise) {
  const outcome = await promise.catch(String);
  document.querySelector('output').textContent = JSON.stringify(outcome);
}
