// Checks the options of a sandbox by name. The service checks the settings among them, and that an origin has no path.
import { json } from './json.js';

/** The default project and OAuth client of a sandbox. */
export const PROJECT_ID = 'c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c';
export const CLIENT_ID = 4242;

/** The default callback URL, if neither origins nor callbacks are given. */
const PAGE = 'http://localhost:8080/';

/** Returns the URL that a text is, or `undefined`. The `URL` of an older jsdom has no `canParse`. */
const parsed = (text) => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

const isWeb = (text) => /^https?:\/\//i.test(text) && parsed(text) !== undefined;

/** An app may have a scheme of its own. The slashes tell it from the name of a host. */
const hasScheme = (text) => /^[a-z][a-z\d+.-]*:\/\//i.test(text) && parsed(text) !== undefined;

const addresses = (name, value, isValid, expected) => {
  if (!Array.isArray(value))
    throw new TypeError(`${name}: must be an array; each entry ${expected}`);
  // A URL may be of another realm.
  const texts = value.map((entry) => (typeof entry?.href === 'string' ? entry.href : entry));
  if (!texts.every((text) => typeof text === 'string' && isValid(text))) {
    throw new TypeError(`${name}: each ${expected}`);
  }
  return texts;
};

const originsOf = (value) =>
  addresses('origins', value, isWeb, 'must be an origin, such as http://localhost:5173.');

const callbacksOf = (value) => {
  const example = 'such as http://localhost:5173/signed-in.';
  const callbacks = addresses('callbacks', value, hasScheme, `must be a complete URL ${example}`);
  // Its origin may call the service.
  if (callbacks.length && !isWeb(callbacks[0])) {
    throw new TypeError(`callbacks: the first must be an http or https URL ${example}`);
  }
  return callbacks;
};

const ownAddress = (url) => {
  const { href, origin } = parsed(url) ?? {};
  if (!isWeb(url) || href !== `${origin}/`) {
    throw new TypeError(
      'url: must be an http or https URL without a path, such as https://login.example.',
    );
  }
  return origin;
};

/** Returns the argument of a method if it is an object with named members. */
export const object = (method, argument) => {
  if (typeof argument === 'object' && argument !== null && !Array.isArray(argument))
    return argument;
  throw new TypeError(`${method}: must be called with an object.`);
};

/** The names of the options that are not settings. */
const NAMES = ['url', 'projectId', 'clientId', 'origins', 'callbacks'];

/** Adds names to the message about an unknown setting. The service knows only the settings. */
const withNames = (message, names) =>
  message.replace(
    /^[^]*?: unknown; the names are /,
    (start) => start + names.map((name) => `\`${name}\`, `).join(''),
  );

/**
 * Creates a service with these options. Returns it with its URL, its ids and its first callback URL. `more`: the names
 * of options that the caller has taken out.
 */
export const makeService = (Service, options, more = []) => {
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
    throw new TypeError('projectId: must be a string that is not empty.');
  }
  if (!Number.isSafeInteger(clientId) || clientId <= 0) {
    throw new TypeError('clientId: must be a positive integer.');
  }
  const origins = originsOf(givenOrigins);
  const callbacks = callbacksOf(givenCallbacks);
  // The links in emails need a target.
  if (!callbacks.length) callbacks.push(origins.length ? new URL('/', origins[0]).href : PAGE);
  try {
    const text = json(settings);
    return {
      service: new Service(url, projectId, clientId, origins, callbacks, text),
      url,
      projectId,
      clientId,
      callback: callbacks[0],
    };
  } catch (error) {
    throw new TypeError(withNames(error.message, [...NAMES, ...more]));
  }
};
