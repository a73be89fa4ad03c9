// How a call may end, and what it must not show.
import { SECRET } from './values.js';

const KINDS = ['argument', 'network', 'timeout', 'aborted', 'response', 'environment'];

// Details may be nested too deeply to be serialized.
const json = (error) => {
  try {
    return JSON.stringify(error);
  } catch {
    return '';
  }
};

/** Whether the error, or anything reachable from it, shows the secret. */
const shows = (error) => {
  const seen = new Set();
  const open = [String(error), json(error), error];
  while (open.length) {
    const value = open.pop();
    if (typeof value === 'string' && value.includes(SECRET)) return true;
    if (Object(value) !== value || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Error) open.push(value.message, value.stack);
    for (const key of Reflect.ownKeys(value)) open.push(String(key), value[key]);
  }
  return false;
};

const isOurs = (error, Class) => {
  try {
    return error instanceof Class && error instanceof Error;
  } catch {
    return false;
  }
};

/** Returns what is wrong with an error of the package, or undefined. */
export const faultOf = (error, kinds) => {
  const { APIError, SDKError } = XsollaLogin;
  if (isOurs(error, SDKError)) {
    if (!kinds.includes(error.kind)) return `an SDKError of kind ${error.kind}: ${error.message}`;
  } else if (!isOurs(error, APIError)) {
    return `neither an SDKError nor an APIError: ${Object.prototype.toString.call(error)} ${error}`;
  } else if (typeof error.code !== 'string' || error.message !== error.code) {
    return 'an APIError without its code';
  }
  return shows(error) ? `an error that shows the secret: ${error.message}` : undefined;
};

/** Returns how the call ended, as a word to count, and what is wrong with that. */
export const verdict = (outcome, { reasons }) => {
  if (!outcome) return { word: 'pending', fault: 'the promise is pending' };
  if ('value' in outcome) return { word: 'result' };
  const { error } = outcome;
  if (reasons.has(error)) return { word: 'cancelled' };
  const { SDKError } = XsollaLogin;
  if (isOurs(error, DOMException) && error.name === 'AbortError' && error.message === 'aborted')
    return { word: 'cancelled' };
  const word = isOurs(error, SDKError) ? error.kind : 'APIError';
  return { word, fault: faultOf(error, KINDS) };
};
