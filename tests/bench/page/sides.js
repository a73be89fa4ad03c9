// One sign-in, made by each of those that are compared.

const PROJECT = '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b';
const CALLBACK = 'https://game.example/signed-in';
const TIMEOUT = 30_000;

const credentials = { username: 'some name', password: 'some password' };

const options = { projectId: PROJECT, callbackUrl: CALLBACK, apiUrl: `${location.origin}/api` };

const query = new URLSearchParams({ projectId: PROJECT, login_url: CALLBACK });
const address = `${location.origin}/api/login?${query}`;

/** What one would write oneself: it gives up in time, and tells an error from a result. */
const byHand = async () => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(credentials),
      signal: controller.signal,
    });
    const answer = JSON.parse(await response.text());
    if (!response.ok) throw new Error(answer.error.code);
    return answer;
  } finally {
    clearTimeout(timer);
  }
};

/** Each with an `Api` of its own. @type {Record<string, () => () => Promise<unknown>>} */
const MAKERS = {
  ours() {
    const api = new XsollaLogin.Api(options);
    return () => api.login({ credentials });
  },
  js() {
    const api = new WithoutWasm.Api(options);
    return () => api.login({ credentials });
  },
  original() {
    const api = new Original.Api(options);
    return () => api.login({ credentials });
  },
  'by hand': () => byHand,
  // The control: what differs between a function and itself is the method's doing.
  'by hand again': () => byHand,
};

/** @param {string[]} names */
export const sides = (names) => names.map((name) => ({ name, call: MAKERS[name]() }));
