// Checks the options of a sandbox by name. The service checks the settings among them.

/** The default project and OAuth client of a sandbox. */
export const PROJECT_ID = 'c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c';
export const CLIENT_ID = 4242;

/** The default callback URL, if neither origins nor callbacks are given. */
const PAGE = 'http://localhost:8080/';

const addresses = (name, value) => {
  if (!Array.isArray(value) || !value.every((entry) => URL.canParse(entry))) {
    throw new TypeError(`${name}: must be an array of addresses, each with its scheme.`);
  }
  return value.map(String);
};

const ownAddress = (url) => {
  const parsed = URL.canParse(url) ? new URL(url) : {};
  if (!/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/' || parsed.search) {
    throw new TypeError('url: must be a URL without a path, such as https://login.example.');
  }
  return parsed.origin;
};

/** Creates a service with these options. Returns it with its URL, its ids and its first callback URL. */
export const makeService = (Service, options) => {
  const {
    url: given = 'https://login.xsolla.com',
    projectId = PROJECT_ID,
    clientId = CLIENT_ID,
    origins: givenOrigins = [],
    callbacks: givenCallbacks = [],
    ...settings
  } = options;
  const url = ownAddress(given);
  if (typeof projectId !== 'string' || !projectId) {
    throw new TypeError('projectId: must be a string.');
  }
  if (!Number.isSafeInteger(clientId) || clientId <= 0) {
    throw new TypeError('clientId: must be a positive integer.');
  }
  const origins = addresses('origins', givenOrigins);
  const callbacks = addresses('callbacks', givenCallbacks);
  // The links in emails need a target.
  if (!callbacks.length) callbacks.push(origins.length ? new URL('/', origins[0]).href : PAGE);
  try {
    const text = JSON.stringify(settings);
    return {
      service: new Service(url, projectId, clientId, origins, callbacks, text),
      url,
      projectId,
      clientId,
      callback: callbacks[0],
    };
  } catch (error) {
    throw new TypeError(error.message);
  }
};
