// One call on JavaScript's side: what the caller gave, what is sent, and how its promise settles. What
// is read, sent, repeated, and made of an answer, the wasm decides. What it calls must not throw: an
// exception that passes through wasm leaves it in no known state, and counts as a trap.
import { Caller, isMissing, NONE } from './caller.js';
import { abortSource, watch } from './cancel.js';
import { now, stop, time } from './clock.js';
import { APIError, nameOf, SDKError } from './errors.js';
import { bare, field, own, page, property, put } from './host.js';
import { Options } from './options.js';
import { planOf } from './plan.js';

/** What came of an attempt, as src/caller.rs knows it. */
const EMPTY = 0;
const JSON_BODY = 1;
const ERROR = 2;
const GARBLED = 3;
const CUT_OFF = 4;
const TOO_LONG = 5;
const NO_ANSWER = 6;
const STOPPED = 7;
const RAN_OUT = 8;

/** What a promise resolves to, as src/caller.rs knows it. */
const [STATUS, LIST, LATE, LOGIN_URL] = [1, 2, 3, 4];

/** The longest body that is read, in bytes as announced, in UTF-16 units as it came. */
const LONGEST_BODY = 5_000_000;

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null;

/** @type {boolean | undefined} */
let knowsError;

/**
 * The redirect mode that `fetch` gets: edge runtimes do not know `error` and throw for it.
 * @param {string} redirect
 */
const supported = (redirect) => {
  if (redirect !== 'error') return redirect;
  try {
    knowsError ??=
      typeof Request !== 'function' ||
      Boolean(new Request('https://a.example', bare({ redirect })));
  } catch {
    knowsError = false;
  }
  return knowsError ? redirect : 'manual';
};

/**
 * What `fetch` is given. Without the prototype of all objects, from whose pollution `fetch` would take
 * options; a class, since an object without a prototype is slow to make.
 */
class Init {
  method = '';
  /** @type {Record<string, string>} */
  headers = {};
  /** @type {string | undefined} */
  body;
  credentials = '';
  redirect = '';
  cache = '';
  /** @type {AbortSignal | undefined} */
  signal;
}
Object.setPrototypeOf(Init.prototype, null);

export class Exchange extends Caller {
  /** When its time is up. */
  deadline = Infinity;
  /** The JSON of the answer. @type {any} */
  json;
  /** The code of the error in it, if one can be read. @type {string | undefined} */
  code;
  #core;
  #plan;
  #resolve;
  #reject;
  /** The options when the call began, if they have hooks: those are told, whatever changes. @type {any} */
  #given;
  /** Whether `onResponse` has been told of the attempt. */
  #told = false;
  /** What can stop the call. @type {unknown[]} */
  #sources = NONE;
  /** What ends the listening to them. @type {(() => void)[]} */
  #ends = NONE;
  /** When the clock of its timeout began to run. */
  #started;
  #over = false;
  /** What the call rejects with where no answer does. @type {unknown} */
  #error;
  /** The HTTP status of the answer. */
  #status = 0;
  #path = '';
  #url = '';
  /** @type {any} */
  #headers;
  /** @type {string | undefined} */
  #body;
  #retries = 0;
  /** What the wasm has said of attempts that failed. */
  #failed = 0;
  #attempt = 0;
  /** When the last attempt began. */
  #since = 0;
  /** Of the attempt that is under way. @type {AbortController | undefined} */
  #controller;
  /** Ends a round, or the wait for the next attempt. @type {any} */
  #timer;
  /** What `fetch` gave: a Response, one of another realm, a polyfill's, or a mock. @type {any} */
  #answer;
  /** Where a navigation leads, and whether it is one. @type {[string, boolean] | undefined} */
  #goal;

  /**
   * @param {import('./core.js').Core} core
   * @param {number} index of the call
   * @param {(value: any) => void} resolve
   * @param {(reason: unknown) => void} reject
   * @param {number} [started] when the clock of its timeout began to run, if that was not now
   */
  constructor(core, index, resolve, reject, started) {
    super();
    this.#core = core;
    this.#plan = planOf(index);
    this.#resolve = resolve;
    this.#reject = reject;
    if (core.hears) this.#given = core.given;
    this.#started = started;
  }

  /**
   * Reads the arguments: by position if the call has that form and the first is no object.
   * @param {unknown[]} args
   * @returns {boolean} whether the options argument can be one
   */
  #read(args) {
    const { positional, direct, names, others } = this.#plan;
    const byPosition = positional > 0 && !isObject(args[0]);
    const options = args[!direct ? 0 : byPosition ? positional : 1];
    if (options != null && !isObject(options)) return false;
    this.names = names;
    for (let place = 0; place < names.length; place++) {
      const name = names[place];
      const other = others[place];
      let found =
        place >= direct ? field(options, name) : byPosition ? args[place] : field(args[0], name);
      if (other && isMissing(found) && !byPosition) found = field(args[0], other);
      this.values.push(found);
    }
    return true;
  }

  /** @param {number} place of a text that goes out in lower case */
  lower(place) {
    this.values[place] = this.values[place].toLowerCase();
  }

  /**
   * Puts the value at one place into a copy of the object at another.
   * @param {number} place
   * @param {string} name
   * @param {number} from
   * @returns {boolean} false where the object cannot be read
   */
  replace(place, name, from) {
    try {
      const copy = bare(this.values[place]);
      copy[name] = this.values[from];
      this.values[place] = copy;
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Lets the value at a place stop the call.
   * @param {number} place
   * @param {boolean} any whether it may be more than an AbortSignal
   * @returns {boolean} false if it is no such thing
   */
  listen(place, any) {
    const token = abortSource(this.values[place], any);
    this.#sources = [...this.#sources, token];
    return token !== undefined;
  }

  /**
   * Reads the object at a place as options.
   * @param {number} place
   * @returns {boolean} false where it cannot be, and the call has failed
   */
  override(place) {
    try {
      const { values, names } = new Options(this.values[place], 'argument');
      this.more(values, names);
      return true;
    } catch (error) {
      this.reject(error);
      return false;
    }
  }

  /** The `state` made up for the instance; undefined where none can be. */
  state() {
    return this.#core.state();
  }

  /**
   * Keeps what is to be sent, and starts the clock.
   * @param {string} message a line with the path; the body, or an empty line; a line for each header; an
   *   empty line; the address. In a body that is JSON, U+0001 and a letter stand for a value
   * @param {number} timeout milliseconds, 0 for none
   * @param {number} retries
   */
  begin(message, timeout, retries) {
    let from = 0;
    const line = () => {
      const end = message.indexOf('\n', from);
      const text = message.slice(from, end);
      from = end + 1;
      return text;
    };
    this.#path = line();
    const body = line();
    const headers = body ? { 'Content-Type': this.#plan.type } : {};
    for (let next = line(); next; next = line()) {
      const [name, value] = next.split('\r');
      put(headers, name, value);
    }
    this.#headers = headers;
    // What an app names as an address may have any character in it.
    this.#url = message.slice(from);
    this.#retries = retries;
    try {
      this.#body = body ? this.#written(body) : undefined;
    } catch {
      // A cycle, a BigInt, a toJSON that throws or gives nothing.
      return this.fail('argument', 0, 'cannot be written as JSON');
    }
    if (timeout) {
      this.deadline = (this.#started ?? now()) + timeout;
      time(this);
    }
    try {
      for (const source of this.#sources) {
        this.#ends = [...this.#ends, watch(source, (reason) => this.reject(reason))];
        // One that has spoken already: nobody would end the listening to the next.
        if (this.#over) break;
      }
    } catch (cause) {
      const message = 'signal or cancelToken: cannot be listened to';
      this.reject(new SDKError(message, { kind: 'argument', cause: nameOf(cause) }));
    }
  }

  /** @param {string} body */
  #written(body) {
    let text = '';
    for (let at = 0; at < body.length;) {
      const mark = body.indexOf('\x01', at);
      if (mark < 0) return text + body.slice(at);
      const value = JSON.stringify(this.values[body.charCodeAt(mark + 1) - 65]);
      if (value === undefined) throw undefined;
      text += body.slice(at, mark) + value;
      at = mark + 2;
    }
    return text;
  }

  /**
   * Where the call leads, and whether it is tried first.
   * @param {string} url
   * @param {boolean} navigate
   * @param {boolean} check
   */
  lead(url, navigate, check) {
    this.#goal = [url, navigate];
    if (!check && !this.#over) this.go();
  }

  /**
   * @param {any} raw whose call it is
   * @param {unknown[]} args as the caller gave them
   */
  start(raw, args) {
    if (this.#read(args)) raw.call(this.#plan.index, this, this.kinds(0));
    else this.fail('argument', NaN, 'options: must be an object');
    // Not at once: who cancels a call at once sends nothing.
    if (this.#headers) Promise.resolve().then(() => this.#send());
  }

  /**
   * Another attempt.
   * @param {number} wait milliseconds before it
   * @param {number} failed
   */
  again(wait, failed) {
    this.#failed = failed;
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  /** Its time is up. */
  expire() {
    const message = 'the call was not answered within its timeout';
    this.reject(new SDKError(message, { kind: 'timeout' }));
  }

  /** Milliseconds that the call still has. */
  left() {
    return this.deadline - now();
  }

  /** Milliseconds since the last attempt began. */
  since() {
    return now() - this.#since;
  }

  /** One attempt, or one round of a long poll. */
  #send() {
    if (this.#over) return;
    this.#answer = this.json = this.code = undefined;
    this.#status = 0;
    this.#told = false;
    const { round } = this.#plan;
    if (round || this.#given) this.#since = now();
    // Each round of a long poll is its own.
    this.#attempt = round ? 1 : this.#attempt + 1;
    const controller = new AbortController();
    this.#controller = controller;
    this.#timer = round ? setTimeout(() => this.#end(controller, RAN_OUT), round) : undefined;
    this.#tell('onRequest');
    // A hook may have cancelled the call.
    if (controller !== this.#controller) return;
    const failed = (/** @type {unknown} */ cause) => this.#lost(controller, cause);
    try {
      Promise.resolve(this.#fetch(controller.signal)).then(
        (answer) => this.#take(controller, answer),
        failed,
      );
    } catch (cause) {
      failed(cause);
    }
  }

  /**
   * Ends an attempt.
   * @param {AbortController} controller of that attempt: what comes of one that has ended comes too late
   * @param {number} outcome
   */
  #end(controller, outcome) {
    if (controller !== this.#controller) return;
    this.#controller = undefined;
    if (this.#timer) clearTimeout(this.#timer);
    // Where the wasm has failed, its hooks hear no more.
    if (!this.#told && !this.#core.instance.dead) this.#tell('onResponse');
    if (outcome === STOPPED || outcome === RAN_OUT) controller.abort();
    if (this.#over) return;
    if (outcome === STOPPED) return this.reject(this.#error);
    const { index } = this.#plan;
    this.#core.raw.judge(index, this, this.#failed, this.#retries, outcome, this.#status);
  }

  /** @param {AbortController} controller @param {any} answer */
  #take(controller, answer) {
    if (controller !== this.#controller) return;
    try {
      this.#text(answer).then(
        (/** @type {unknown} */ text) => {
          if (controller === this.#controller) this.#end(controller, this.#parse(text));
        },
        () => this.#end(controller, CUT_OFF),
      );
    } catch (cause) {
      // One that is too long, or no answer at all.
      if (cause === TOO_LONG) this.#end(controller, TOO_LONG);
      else this.#lost(controller, cause);
    }
  }

  /** @param {AbortController} controller @param {unknown} cause why there is no answer */
  #lost(controller, cause) {
    if (controller === this.#controller) this.#end(controller, this.#failure(cause));
  }

  /** @param {AbortSignal} signal */
  #fetch(signal) {
    const { method, credentials, redirect, cache } = this.#plan;
    const init = new Init();
    init.method = method;
    init.headers = this.#headers;
    init.body = this.#body;
    init.credentials = credentials;
    init.redirect = supported(redirect);
    init.cache = cache;
    init.signal = signal;
    return fetch(this.#url, /** @type {any} */ (init));
  }

  /** @param {any} answer @returns {Promise<unknown>} its text */
  #text(answer) {
    const { status } = answer;
    const { redirect } = this.#plan;
    if ((status < 200 || (status >= 300 && status < 400)) && redirect !== supported(redirect)) {
      throw new TypeError('redirected');
    }
    this.#answer = answer;
    this.#status = status >>> 0;
    this.#tell('onResponse');
    if (isTooLong(answer)) {
      answer.body?.cancel().catch(() => {});
      throw TOO_LONG;
    }
    try {
      // The common mock of tests has `json()` alone.
      return typeof answer.text === 'function'
        ? Promise.resolve(answer.text())
        : Promise.resolve(answer.json()).then(JSON.stringify);
    } catch {
      return Promise.reject();
    }
  }

  /** Tells a hook; one that throws never fails a call. @param {string} name */
  #tell(name) {
    const hook = this.#given && own(this.#given, name);
    this.#told = name === 'onResponse';
    if (typeof hook !== 'function') return;
    const report = { method: this.#plan.method, path: this.#path, attempt: this.#attempt };
    const more = name === 'onResponse' ? { status: this.#status, ms: this.since() } : {};
    try {
      Reflect.apply(hook, undefined, [{ ...report, ...more }]);
    } catch {
      // See above.
    }
  }

  /** A header of the answer, if scripts may read it. @param {string} name */
  header(name) {
    try {
      return String(this.#answer.headers.get(name) ?? '') || undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {any} body a text, but for a mock's */
  #parse(body) {
    let text;
    try {
      text = String(body);
    } catch {
      return CUT_OFF;
    }
    if (!text) return EMPTY;
    if (text.length > LONGEST_BODY) return TOO_LONG;
    try {
      this.json = JSON.parse(text);
    } catch {
      return GARBLED;
    }
    const error = field(this.json, 'error');
    if (error == null) return JSON_BODY;
    const code = field(error, 'code');
    // A number as text: the service sends either.
    if (typeof code === 'number' || (code && typeof code === 'string')) this.code = String(code);
    return ERROR;
  }

  /** Why there is no answer: what `fetch` says of it may quote the address. @param {unknown} cause */
  #failure(cause) {
    const name = nameOf(cause);
    const [kind, message] =
      typeof fetch !== 'function'
        ? ['environment', 'there is no fetch here']
        : name === 'AbortError'
          ? ['aborted', 'the environment stopped the request']
          : [
              'network',
              'no answer: offline, the address not found, the connection refused, a redirect, or ' +
                "CORS (is this page's origin among the allowed origins of the Login project?)",
            ];
    this.#error = new SDKError(message, { kind, cause: name });
    return kind === 'network' ? NO_ANSWER : STOPPED;
  }

  /** @param {(value: any) => void} how @param {unknown} value */
  #settle(how, value) {
    if (this.#over) return;
    this.#over = true;
    // At once: neither `fetch` nor a body need listen to a signal.
    if (this.#controller) this.#end(this.#controller, STOPPED);
    else if (this.#timer) clearTimeout(this.#timer);
    if (this.deadline < Infinity) stop(this);
    for (const end of this.#ends) {
      try {
        end();
      } catch {
        // A token that does not let go must not keep the others.
      }
    }
    this.#core.instance.pending.delete(this);
    how(value);
  }

  /** @param {unknown} reason whatever is under way */
  reject(reason) {
    this.#settle(this.#reject, reason);
  }

  /** Rejects for want of an answer. */
  give() {
    this.reject(this.#error);
  }

  /**
   * Rejects with an `SDKError`.
   * @param {string} kind
   * @param {number} place
   * @param {string} message
   */
  fail(kind, place, message) {
    this.reject(this.error(kind, place, message));
  }

  /**
   * Rejects with an `APIError`.
   * @param {string} code
   * @param {number | undefined} retryAfter seconds
   */
  refuse(code, retryAfter) {
    const error = field(this.json, 'error');
    const description = field(error, 'description');
    this.reject(
      new APIError(code, {
        description: typeof description === 'string' ? description : undefined,
        details: field(error, 'details'),
        status: this.#status,
        retryAfter,
        requestId: this.header('x-request-id'),
      }),
    );
  }

  /**
   * Resolves, by default with the JSON as it came.
   * @param {number} how
   * @param {string | undefined} text
   */
  finish(how, text) {
    this.#settle(this.#resolve, this.#result(how, text));
  }

  /** @param {number} how @param {string | undefined} text */
  #result(how, text) {
    if (how === STATUS) return { code: this.#status };
    if (how === LIST) return [];
    if (how === LATE) {
      return { error: { code: text, description: 'Nobody has opened the link yet.' } };
    }
    if (how === LOGIN_URL) readLoginUrl(this.json);
    return this.json;
  }

  /** Leads the page away, or only says where. */
  go() {
    const [url, navigate] = this.#goal ?? ['', false];
    try {
      if (navigate) globalThis.location.assign(url);
      this.#settle(this.#resolve, navigate ? { code: 302 } : { code: 302, url });
    } catch (cause) {
      const message = 'this page cannot navigate';
      this.reject(new SDKError(message, { kind: 'environment', cause: nameOf(cause) }));
    }
  }

  isRedirect() {
    return property(this.#answer, 'type') === 'opaqueredirect';
  }

  /** Resolves with an address that is not asked. @param {string} url */
  tell(url) {
    this.#settle(this.#resolve, url);
  }

  /** Whether there is a page to navigate. */
  canGo() {
    return typeof property(page(), 'assign') === 'function';
  }

  /** Milliseconds from now to a date as HTTP writes it; NaN if it is none. @param {string} date */
  until(date) {
    return Date.parse(date) - Date.now();
  }

  /** A random number from 0 up to 1; for timing, not for secrets. */
  dice() {
    return Math.random();
  }
}

/** Whether an answer announces more than is read. @param {any} answer */
const isTooLong = (answer) => {
  try {
    return answer.headers.get('content-length') > LONGEST_BODY;
  } catch {
    return false;
  }
};

/** Adds what stands in the query of `login_url`, unless the answer has it. @param {any} json */
const readLoginUrl = (json) => {
  try {
    const { searchParams } = new URL(field(json, 'login_url'));
    for (const name of ['code', 'state', 'token']) {
      const value = searchParams.get(name);
      if (value !== null && own(json, name) === undefined) put(json, name, value);
    }
  } catch {
    // No address: there is nothing to read.
  }
};
