// What the original gets wrong, each by its number: how the service answers, and what happens in
// the page. `run` is true if all is right.
const CREDENTIALS = '{"username":"John","password":"pass-word-1"}';

const OAUTH = {
  clientId: 42,
  responseType: 'code',
  redirectUri: 'https://game.example/oauth',
  state: '12345678',
};

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
    title: 'OAuth settings of one instance stay out of the next',
    run: async ({ Api, apiUrl, requests, options }) => {
      new Api({ projectId: 'A', apiUrl, ...options });
      await new Api({ projectId: 'B', apiUrl }).login({ credentials: {} });
      return (await requests())[0].url === '/api/login?projectId=B';
    },
    options: OAUTH,
  },
  {
    number: 3,
    title: 'no answer is an SDKError of kind network',
    answer: (request, response) => response.destroy(),
    run: async ({ Api, apiUrl }) => {
      const error = await failure(new Api({ projectId: 'A', apiUrl }).clearSSO());
      return error.name === 'SDKError' && error.kind === 'network';
    },
  },
  {
    number: 4,
    title: 'cancelling getConfirmCode rejects with what axios.isCancel knows',
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
    title: 'a proxy that answers in HTML makes no error with the password in it',
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
    title: 'is_oauth2: false wins',
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
    title: 'a short state is refused, and one is made up where it is needed',
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
    title: 'a service that never answers is given up',
    answer: () => {},
    run: async ({ Api, apiUrl }) => {
      const call = new Api({ projectId: 'A', apiUrl, timeout: 200 }).clearSSO();
      const patience = new Promise((resolve) => setTimeout(resolve, 5000, {}));
      return (await Promise.race([failure(call), patience])).kind === 'timeout';
    },
  },
  {
    number: 39,
    title: 'with_logout goes out as 0 or 1',
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
];
