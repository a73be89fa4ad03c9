// What a page, or one of its scripts, may have put on `Object.prototype`.
import * as fc from 'fast-check';
import { KEYS } from './calls.js';
import { build } from './values.js';

// Without `then` and '0': with them, no promise of any object settles and no array can be pushed to,
// in any code.
const NAMES = [
  ...KEYS.filter((key) => !['then', '0', '__proto__', 'constructor'].includes(key)),
  ...['get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'toString', 'valueOf'],
  ...['error', 'description', 'details', 'status', 'kind', 'cause', 'name', 'message', 'stack'],
  ...['method', 'headers', 'body', 'credentials', 'redirect', 'cache', 'signal', 'type', 'text'],
  ...['json', 'url', 'login_url', 'reason', 'aborted', 'promise', 'given', 'defaults', 'once'],
  ...['attempt', 'path', 'settings', 'email', 'updatedFields', 'send_link', 'Authorization'],
];

const fixed = fc.constantFrom(
  { make: 'function' },
  { make: 'true' },
  { data: 'a text' },
  { make: 'object' },
  { make: 'zero' },
  { make: 'null' },
  { make: 'throwingToString' },
  { accessor: 'throws' },
  { accessor: 'takes' },
);

const refuse = () => {
  throw new Error('polluted');
};

/** What an accessor on the prototype may do. */
const ACCESSORS = {
  throws: { get: refuse, set: refuse },
  // As a page's own polyfill or tracker defines it.
  takes: { get: () => undefined, set() {} },
};

/** Names and the values defined under them, as a recipe. */
export const anyPollution = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fixed), {
  minLength: 1,
  maxLength: 6,
  selector: ([name]) => name,
});

/** Pollutes `Object.prototype`. Returns a function that undoes it. */
export const pollute = (recipe) => {
  const before = new Map();
  for (const [name, value] of recipe) {
    before.set(name, Object.getOwnPropertyDescriptor(Object.prototype, name));
    const descriptor = Object.create(null);
    const content = ACCESSORS[value.accessor] ?? { value: build(value, {}), writable: true };
    Object.assign(descriptor, content, { configurable: true, enumerable: true });
    Object.defineProperty(Object.prototype, name, descriptor);
  }
  return () => {
    for (const [name, descriptor] of before) {
      delete Object.prototype[name];
      if (descriptor)
        Object.defineProperty(Object.prototype, name, Object.setPrototypeOf(descriptor, null));
    }
  };
};
