// A sandbox as tests use it: the control endpoints of the service, as methods.
import { answer } from './answer.js';
import { Cookies } from './cookies.js';
import { json } from './json.js';
import { object } from './options.js';
import { routeBy } from './route.js';

/** Says "every request" to the service, which takes a number. */
const EVERY = 2 ** 32 - 1;

/** The last time of the clock. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Returns the time that an argument stands for, in milliseconds since 1970; `NaN` if for none. */
const timeOf = (to) => {
  // A Date may be of another realm.
  const kind = Object.prototype.toString.call(to);
  return ['[object Date]', '[object Number]', '[object String]'].includes(kind)
    ? new Date(to).getTime()
    : NaN;
};

/** Wraps a service in the object that `createSandbox` resolves to. */
export const sandboxOf = ({ service, url, projectId, clientId, callback }) => {
  /** Returns the request if it is for this sandbox. */
  const own = (method, request) => {
    const { origin } = new URL(request.url);
    if (origin === url) return request;
    const remedy = `request a URL below ${url}, or create the sandbox with url: '${origin}'`;
    throw new TypeError(`${method}: the sandbox is at ${url}, not at ${origin}: ${remedy}.`);
  };

  /** Sends a request to a control endpoint of the sandbox. Resolves to the body of the response. */
  const control = async (method, path, body) => {
    const text = body === undefined ? undefined : json(body);
    const response = await answer(
      service,
      new Request(`${url}/sandbox${path}`, { method, body: text }),
    );
    if (response.status === 204) return undefined;
    const value = await response.json();
    if (!response.ok) throw new TypeError(value.error.description);
    return value;
  };

  const settings = `${url}/cdn/projects/${projectId}/settings`;
  const options = {
    apiUrl: `${url}/api`,
    projectId,
    settingsJSON: `${settings}/auth`,
    socialsJSON: `${settings}/socials/by_region`,
    themeJSON: `${settings}/widget`,
  };

  return {
    url,
    // No client id: a call that needs OAuth 2.0 then fails in the test as it does in the page.
    apiOptions: { ...options, callbackUrl: callback },
    oauthOptions: {
      ...options,
      is_oauth2: true,
      clientId,
      redirectUri: callback,
      scope: 'offline',
    },
    fetch: async (input, init) => answer(service, own('fetch', new Request(input, init))),
    resolver: async ({ request }) => {
      const checked = own('resolver', request);
      try {
        return await answer(service, checked);
      } catch {
        // MSW would make a response with status 500 of the rejection.
        return Response.error();
      }
    },
    route: routeBy(service, (request) => own('route', request)),
    browser() {
      const cookies = new Cookies();
      return {
        fetch: async (input, init) => {
          const request = own('fetch', new Request(input, init));
          if (request.credentials !== 'include') return answer(service, request);
          return answer(service, request, cookies.header(), (headers) => cookies.take(headers));
        },
      };
    },
    setOptions: async (change) => control('POST', '/options', object('setOptions', change)),
    faults: {
      add: async (fault) => {
        const { times, ...rest } = object('faults.add', fault);
        const sent = { ...rest, times: times === Infinity ? EVERY : times };
        await control('POST', '/faults', sent).catch(({ message }) => {
          throw new TypeError(
            message.replace(/^times: must be an integer.*(?=\.$)/, '$&, or Infinity'),
          );
        });
      },
      clear: () => control('DELETE', '/faults'),
    },
    outbox: {
      list: async (to) => {
        const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
        return control('GET', `/outbox.json${query}`);
      },
      last: async (to) => {
        const [message] = await control('GET', `/outbox.json?to=${encodeURIComponent(to)}`);
        if (!message) throw new Error(`no message went to ${to}`);
        return message;
      },
    },
    clock: {
      now: async () => new Date((await control('POST', '/clock', {})).now),
      set: async (to) => {
        const time = timeOf(to);
        if (!(time >= 0 && time <= LAST)) {
          const forms = 'a Date, milliseconds since 1970, or a string such as 2030-01-31T12:00:00Z';
          throw new TypeError(`clock.set: must be a time from 1970 to 9999: ${forms}.`);
        }
        await control('POST', '/clock', { set: new Date(time).toISOString() });
      },
      advance: async (ms) => {
        if (!Number.isSafeInteger(ms) || ms < 0) {
          throw new TypeError('clock.advance: must be an integer of milliseconds, 0 or more.');
        }
        await control('POST', '/clock', { advanceMs: ms }).catch(({ message }) => {
          throw new TypeError(message.replace('advanceMs', 'clock.advance'));
        });
      },
    },
    users: {
      add: async (user) => control('POST', '/users', object('users.add', user)),
      list: () => control('GET', '/users.json'),
    },
    requests: () => control('GET', '/requests.json'),
    refreshTokens: () => control('GET', '/refresh-tokens.json'),
    reset: () => control('POST', '/reset'),
  };
};
