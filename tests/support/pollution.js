// `pollution`: a page that has put things on the prototype of all objects.

globalThis.pollution = {};

(() => {
  /** Places in lists, and names under which calls, requests and errors hold something. */
  const NAMES = [
    ...['0', '1', '2', '3', '1028', '1029', 'length', 'next', 'done', 'value', 'then', 'toJSON'],
    ...['redirect', 'method', 'signal', 'headers', 'body', 'credentials', 'cache', 'mode'],
    ...['referrer', 'integrity', 'keepalive', 'duplex', 'priority', 'window'],
    ...['Authorization', 'Content-Type', 'X-GEN-TIME', 'username', 'code', 'link_url', 'send_link'],
    ...[
      'settings',
      'email',
      'path',
      'status',
      'kind',
      'navigate',
      'check',
      'attempt',
      'ms',
      'json',
    ],
    ...['error', 'details', 'description', 'retryAfter', 'requestId', 'cause', 'timeout', 'limit'],
    ...['captchaData', 'cancelToken', 'token', 'promise', 'reason', 'aborted', 'login_url'],
    ...['projectId', 'clientId', 'state', 'scope', 'payload', 'options', 'isOauth2', 'theme'],
    ...['get', 'set', 'enumerable', 'writable', 'configurable'],
  ];

  /** With these no promise settles and nothing is written as JSON, whoever made it. */
  const HOLD_EVERYTHING_UP = ['then', 'toJSON'];

  const refuse = () => {
    throw new Error('called');
  };

  const KINDS = {
    texts: () => ({ value: 'polluted', writable: true }),
    constants: () => ({ value: 'polluted', writable: false }),
    numbers: () => ({ value: 7, writable: true }),
    objects: () => ({ value: Object.freeze({ polluted: 'polluted' }), writable: true }),
    functions: () => ({ value: () => 'polluted', writable: true }),
    setters: () => ({ get: () => undefined, set: refuse }),
    getters: () => ({ get: refuse, set: refuse }),
  };

  pollution.kinds = () => Object.keys(KINDS);

  /** Puts it there under all names, and gives what takes it away again. */
  pollution.pollute = (kind) => {
    const holdsUp = kind === 'functions' || kind === 'getters';
    const names = NAMES.filter((name) => !(holdsUp && HOLD_EVERYTHING_UP.includes(name)));
    const descriptor = { __proto__: null, configurable: true, enumerable: true, ...KINDS[kind]() };
    for (const name of names) Object.defineProperty(Object.prototype, name, descriptor);
    return () => {
      for (const name of names) delete Object.prototype[name];
    };
  };

  let requests = '';

  /** A line for each request that was sent since the last call of this. */
  pollution.written = () => {
    const text = requests;
    requests = '';
    return text;
  };

  /** A `fetch` that writes down what the browser's own would send. */
  pollution.answer = (url, init) => {
    const { method, redirect, credentials, cache, mode, integrity, keepalive } = new Request(
      url,
      init,
    );
    requests += `${url} ${method} ${redirect} ${credentials} ${cache} ${mode} ${integrity} ${keepalive}`;
    requests += ` ${JSON.stringify(init.headers)} ${init.body}\n`;
    if (url.includes('/jwt/sso')) return new Response('{"login_url":"https://g/?code=c&token=t"}');
    if (url.includes('/otc/code')) return new Response(null, { __proto__: null, status: 408 });
    if (url.includes('/user?')) return failure();
    return new Response('{"fields":[{"a":1},{"b":2}]}');
  };

  const failure = () => {
    const text = '{"error":{"code":"003-001","description":"why"}}';
    return new Response(text, { __proto__: null, status: 422 });
  };
})();
