// What a page, or one of its scripts, may have put on `Object.prototype`.
import * as fc from 'fast-check';
import { KEYS } from './calls.js';
import { build } from './values.js';

// `then` and '0' are left out: with them, no promise of any object settles and no array can be pushed
// to, whoever made it.
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

/** What a getter and a setter there may do. */
const ACCESSORS = {
  throws: { get: refuse, set: refuse },
  // As a page's own polyfill or tracker has it.
  takes: { get: () => undefined, set() {} },
};

/** Names and what stands under them, as a recipe. */
export const anyPollution = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fixed), {
  minLength: 1,
  maxLength: 6,
  selector: ([name]) => name,
});

/** Puts it there; gives what takes it away again. */
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
