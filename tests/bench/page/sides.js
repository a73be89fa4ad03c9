// The same sign-in, by each side of the comparison.

const PROJECT = '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b';
const CALLBACK = 'https://game.example/signed-in';
const TIMEOUT = 30_000;

const credentials = { username: 'some name', password: 'some password' };

const options = { projectId: PROJECT, callbackUrl: CALLBACK, apiUrl: `${location.origin}/api` };

const query = new URLSearchParams({ projectId: PROJECT, login_url: CALLBACK });
const address = `${location.origin}/api/login?${query}`;

/** What you would write yourself: with a timeout, and an error if the response is one. */
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

/** Each side creates its own `Api`. @type {Record<string, () => () => Promise<unknown>>} */
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
  // Captures the stack of each call, ten functions deep, as in an app.
  'with a stack'() {
    const call = MAKERS.ours();
    const deep = (depth) => (depth > 0 ? deep(depth - 1) : (new Error(), call()));
    return () => deep(10);
  },
  'by hand': () => byHand,
  // The control: a difference between a function and itself is an error of the method.
  'by hand again': () => byHand,
};

/** @param {string[]} names */
export const sides = (names) => names.map((name) => ({ name, call: MAKERS[name]() }));
