// What the original SDK gets wrong, by number: how the service responds, and what happens in the
// page. `run` returns true if everything is right.
const CREDENTIALS = '{"username":"John","password":"pass-word-1"}';

const OAUTH = {
  clientId: 42,
  responseType: 'code',
  redirectUri: 'https://game.example/oauth',
  state: '12345678',
};

const WRONG = '{"error":{"code":"003-001"}}';

export const defects = [
  {
    number: 1,
    title: 'two instances have two configs',
    run: ({ Api }) => {
      const one = new Api({ projectId: 'A' });
      new Api({ projectId: 'B' });
      return one.getConfig().projectId === 'A';
    },
  },
  {
    number: 2,
    title: 'OAuth settings of one instance do not affect the next',
    run: async ({ Api, apiUrl, requests, options }) => {
      new Api({ projectId: 'A', apiUrl, ...options });
      await new Api({ projectId: 'B', apiUrl }).login({ credentials: {} });
      return (await requests())[0].url === '/api/login?projectId=B';
    },
    options: OAUTH,
  },
  {
    number: 3,
    title: 'a missing response is an SDKError of kind network',
    answer: (request, response) => response.destroy(),
    run: async ({ Api, apiUrl }) => {
      const error = await failure(new Api({ projectId: 'A', apiUrl }).clearSSO());
      return error.name === 'SDKError' && error.kind === 'network';
    },
  },
  {
    number: 4,
    title: 'cancelling getConfirmCode rejects with a reason that axios.isCancel recognizes',
    answer: () => {},
    run: async ({ Api, apiUrl }) => {
      const cancelToken = axios.CancelToken.source();
      const args = { cancelToken, login: 'a', operation_id: 'o' };
      const call = new Api({ projectId: 'A', apiUrl }).getConfirmCode(args);
      setTimeout(() => cancelToken.cancel('enough'));
      return axios.isCancel(await failure(call));
    },
  },
  {
    number: 5,
    title: 'an APIError has description, details and status',
    answer: (request, response) =>
      response
        .writeHead(401)
        .end('{"error":{"code":"003-001","description":"why","details":{"a":1}}}'),
    run: async ({ Api, apiUrl }) => {
      const login = new Api({ projectId: 'A', apiUrl }).login({ credentials: {} });
      const { description, details, status } = await failure(login);
      return description === 'why' && details?.a === 1 && status === 401;
    },
  },
  {
    number: 7,
    title: 'a numeric code of the service is a string',
    answer: (request, response) => response.writeHead(422).end('{"error":{"code":7}}'),
    run: async ({ Api, apiUrl }) => {
      const login = new Api({ projectId: 'A', apiUrl }).login({ credentials: {} });
      return (await failure(login)).code === '7';
    },
  },
  {
    number: 8,
    title: 'an HTML response of a proxy causes no error that contains the password',
    answer: (request, response) => response.writeHead(502).end('<html></html>'),
    run: async ({ Api, apiUrl, options }) => {
      const login = new Api({ projectId: 'A', apiUrl }).login({ credentials: options });
      return !everything(await failure(login)).includes(options.password);
    },
    options: JSON.parse(CREDENTIALS),
  },
  {
    number: 9,
    title: 'a key named constructor is data and pollutes nothing',
    run: ({ Api }) => {
      const api = new Api(JSON.parse('{"projectId":"A","constructor":{"prototype":{"x":1}}}'));
      const polluted = 'x' in {};
      delete Object.prototype.x;
      return !polluted && api.getConfig().constructor.prototype.x === 1;
    },
  },
  {
    number: 15,
    title: 'is_oauth2: false turns OAuth mode off',
    run: async ({ Api, apiUrl, requests, options }) => {
      const api = new Api({ projectId: 'A', apiUrl, ...options, is_oauth2: false });
      await api.login({ credentials: {} });
      return (await requests())[0].url === '/api/login?projectId=A';
    },
    options: OAUTH,
  },
  {
    number: 16,
    title: 'updateConfig moves later calls to another apiUrl',
    run: async ({ Api, apiUrl, requests }) => {
      const api = new Api({ projectId: 'A', apiUrl });
      api.updateConfig({ projectId: 'A', apiUrl: apiUrl + '/moved' });
      await api.login({ credentials: {} });
      return (await requests())[0].url.startsWith('/api/moved/login');
    },
  },
  {
    number: 23,
    title: 'a short state is refused, and one is generated if it is needed',
    run: async ({ Api, apiUrl, requests }) => {
      const short = () => new Api({ projectId: 'A', state: '1234567' });
      const api = new Api({ projectId: 'A', apiUrl });
      await api.emailGetCode({ email: 'a@b', isOauth2: true });
      const state = new URL((await requests())[0].url, apiUrl).searchParams.get('state');
      return throws(short)?.kind === 'config' && /^[0-9a-f]{32}$/.test(state);
    },
  },
  {
    number: 28,
    title: 'a call without a response times out',
    answer: () => {},
    run: async ({ Api, apiUrl }) => {
      const call = new Api({ projectId: 'A', apiUrl, timeout: 200 }).clearSSO();
      const patience = new Promise((resolve) => setTimeout(resolve, 5000, {}));
      return (await Promise.race([failure(call), patience])).kind === 'timeout';
    },
  },
  {
    number: 39,
    title: 'with_logout is sent as 0 or 1',
    run: async ({ Api, apiUrl, requests }) => {
      for (const with_logout of [0, true]) {
        await new Api({ projectId: 'A', apiUrl, with_logout }).login({ credentials: {} });
      }
      const sent = (await requests()).map(({ url }) => url.replace(/.*with_logout=/, ''));
      return sent.join() === '0,1';
    },
  },
  {
    number: 40,
    title: 'a JWT call has no OAuth parameters',
    run: async ({ Api, apiUrl, requests, options }) => {
      const api = new Api({ projectId: 'A', apiUrl, ...options });
      await api.phoneGetCode({ phone_number: '+15551234567', isOauth2: false });
      return (await requests())[0].url === '/api/login/phone/request?projectId=A';
    },
    options: OAUTH,
  },
  {
    number: 6,
    title: 'the name of an error is that of its class',
    answer: (request, response) => response.writeHead(401).end(WRONG),
    run: async ({ Api, apiUrl }) => {
      const error = await failure(new Api({ projectId: 'A', apiUrl }).login({ credentials: {} }));
      return error.name === 'APIError';
    },
  },
  {
    number: 10,
    title: 'a key __proto__ does not affect other configs',
    run: ({ Api }) => {
      new Api(JSON.parse('{"projectId":"A","__proto__":{"stray":1}}'));
      return new Api({ projectId: 'B' }).getConfig().stray === undefined && !('stray' in {});
    },
  },
  {
    number: 11,
    title: 'an object instead of a string is a config error that names the option',
    run: ({ Api }) => {
      const api = new Api({ projectId: 'A' });
      api.updateConfig({ projectId: 'A', payload: 's' });
      const error = throws(() => api.updateConfig({ projectId: 'A', payload: { a: 1 } }));
      return error?.kind === 'config' && error.message.startsWith('payload');
    },
  },
  {
    number: 12,
    title: 'an array is replaced',
    run: ({ Api }) => {
      const api = new Api({ projectId: 'A', list: [1, 2] });
      api.updateConfig({ projectId: 'A', list: [3] });
      return api.getConfig().list.join() === '3';
    },
  },
  {
    number: 13,
    title: 'null clears a value',
    run: ({ Api }) => {
      const api = new Api({ projectId: 'A', payload: 's' });
      api.updateConfig({ projectId: 'A', payload: null });
      return api.getConfig().payload === undefined;
    },
  },
  {
    number: 14,
    title: 'a cyclic config is a config error',
    run: ({ Api }) => {
      const options = { projectId: 'A', theme: {} };
      options.theme.self = options.theme;
      return throws(() => new Api(options))?.kind === 'config';
    },
  },
  {
    number: 17,
    title: 'paths have single slashes',
    run: async ({ Api, apiUrl, requests, options }) => {
      const api = new Api({ projectId: 'A', apiUrl: apiUrl + '/', ...options });
      await api.login({ credentials: {} });
      await api.oauth2ConsentValidate('t');
      const sent = await requests();
      return sent.length === 2 && sent.every(({ url }) => !url.includes('//'));
    },
    options: OAUTH,
  },
  {
    number: 18,
    title: 'a provider is one segment of the path',
    run: async ({ Api, apiUrl, requests }) => {
      await new Api({ projectId: 'A', apiUrl }).getSocialLink('google/../../users/me?x=1#');
      const [{ url }] = await requests();
      return url === '/api/social/google%2F..%2F..%2Fusers%2Fme%3Fx%3D1%23/login_url?projectId=A';
    },
  },
  {
    number: 20,
    title: 'a trackId injects no parameter, and response_type appears once',
    leaves: true,
    run: ({ Api, apiUrl, options }) => new Api({ projectId: 'A', apiUrl, ...options }).oauth2Auth(),
    right: (url) => {
      const { searchParams } = new URL(url, 'http://localhost');
      return (
        searchParams.get('trackId') === 'x&client_id=evil' &&
        searchParams.getAll('client_id').join() === '42' &&
        searchParams.getAll('response_type').join() === 'code'
      );
    },
    options: { ...OAUTH, payload: '{"trackId":"x&client_id=evil"}' },
  },
  {
    number: 21,
    title: 'a payload that is not an object does not prevent a sign-in',
    leaves: true,
    run: ({ Api, apiUrl, options }) => new Api({ projectId: 'A', apiUrl, ...options }).oauth2Auth(),
    right: (url) => url.startsWith('/api/oauth2/auth?'),
    options: { ...OAUTH, payload: 'null' },
  },
  {
    number: 22,
    title: 'an opener of another origin does not get the URL of the sign-in',
    popup: true,
    run: ({ Api, apiUrl, options }) => new Api({ projectId: 'A', apiUrl, ...options }).oauth2Auth(),
    options: { ...OAUTH, enablePostMessageLogin: true },
  },
  {
    number: 25,
    title: 'no request has a header X-REQUEST-ID',
    run: async ({ Api, apiUrl, requests }) => {
      await new Api({ projectId: 'A', apiUrl }).login({ credentials: {} });
      return (await requests())[0].headers['x-request-id'] === undefined;
    },
  },
  {
    number: 26,
    title: 'blocked storage does not prevent a sign-up',
    run: async ({ Api, apiUrl, requests }) => {
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
      await failure(new Api({ projectId: 'A', apiUrl }).signup({ userInfo: {} }));
      return (await requests()).length === 1;
    },
  },
  {
    number: 34,
    title: 'every call sends an email address in lower case',
    run: async ({ Api, apiUrl, requests }) => {
      const api = new Api({ projectId: 'A', apiUrl });
      const email = 'John@Mail.Example';
      await api.emailGetCode({ email });
      await api.loginWithEmailCode({ email, code: '1', operation_id: 'o' });
      await api.ask({ fields: { email }, token: 't' });
      const sent = await requests();
      return sent.length === 3 && sent.every(({ body }) => body.includes('john@mail.example'));
    },
  },
  {
    number: 35,
    title: 'style and labels are in the query of a link, and are not sent without one',
    run: async ({ Api, apiUrl, requests }) => {
      const api = new Api({ projectId: 'A', apiUrl, customStyle: 's' });
      await api.emailGetCode({ email: 'a@b', link_url: 'https://g/?x=1', isOauth2: false });
      await api.emailGetCode({ email: 'a@b', isOauth2: false });
      const links = (await requests()).map(({ body }) => JSON.parse(body).link_url);
      return links[0] === 'https://g/?x=1&customStyle=s' && links[1] === undefined;
    },
  },
  {
    number: 36,
    title: 'asking for a phone number and an email address configures both',
    run: async ({ Api, apiUrl, requests }) => {
      const fields = { email: 'a@b', phone_number: '+15551234567' };
      await new Api({ projectId: 'A', apiUrl }).ask({ fields, token: 't' });
      const { settings } = JSON.parse((await requests())[0].body);
      return Boolean(settings.email && settings.phone_number);
    },
  },
  {
    number: 37,
    title: 'the fields that are asked for are those of the service',
    answer: (request, response) => response.end('[]'),
    run: async ({ Api, apiUrl }) => {
      history.replaceState(null, '', '?fields=email');
      return (await new Api({ projectId: 'A', apiUrl }).getAskFields('t')).length === 0;
    },
  },
  {
    number: 38,
    title: 'an argument does not replace the project of the instance',
    run: async ({ Api, apiUrl, requests }) => {
      const args = { projectId: 'B', state: 'abcdefgh', action: 'login', link_url: 'https://g/' };
      await new Api({ projectId: 'A', apiUrl }).pushConfirmCode(args);
      const [{ url }] = await requests();
      return new URL(url, apiUrl).searchParams.getAll('projectId').join() === 'A';
    },
  },
  {
    number: 42,
    title: 'userAuthSSOWithRedirect navigates the page',
    answer: (request, response) =>
      request.headers['sec-fetch-mode'] === 'navigate'
        ? response.end('there')
        : response.writeHead(302, { location: '/api/there' }).end(),
    leaves: true,
    run: ({ Api, apiUrl }) => new Api({ projectId: 'A', apiUrl }).userAuthSSOWithRedirect('/back'),
    right: (url) => url.startsWith('/api/jwt/sso/redirect'),
  },
  {
    number: 43,
    title: 'the cookie of an analytics script is not sent',
    run: async ({ Api, apiUrl, requests }) => {
      document.cookie = '_mm_vid_2222=analytics-1';
      await new Api({ projectId: 'A', apiUrl }).getSocialLink('google');
      const [{ url, headers }] = await requests();
      delete headers.cookie;
      return !JSON.stringify({ url, headers }).includes('analytics-1');
    },
  },
];
