// Which calls are made: as the documentation shows them, then changed at random.
import * as fc from 'fast-check';
import { build, CANCELS, MAKERS, SECRET } from './values.js';

const text = SECRET;
const captchaData = { lot_number: text, captcha_output: text, pass_token: text, gen_time: 1 };
const contact = { email: 'Some@Mail.example', phone_number: '+123' };
const code = { code: text, operation_id: text };

/** Arguments as the documentation shows them, in each form. */
const FORMS = {
  signup: [[{ userInfo: { username: 'u', password: text, email: contact.email } }]],
  login: [[{ credentials: { username: 'u', password: text, remember_me: true }, captchaData }]],
  resendEmail: [[{ username: text }], [text]],
  phoneGetCode: [[{ phone_number: '+1', link_url: 'https://g.example/#x', captchaData }]],
  emailGetCode: [[{ email: contact.email, isOauth2: true }]],
  getConfirmCode: [[{ login: contact.email, operation_id: text }]],
  loginWithPhoneCode: [[{ phone_number: '+1', isOauth2: false, ...code }]],
  loginWithEmailCode: [[{ email: contact.email, ...code }]],
  getAskFields: [[{ token: text }], [text]],
  ask: [[{ fields: contact, token: text, link_url: 'https://g.example/', captchaData }]],
  reset: [[{ username: text }], [text]],
  set: [
    [{ new_password: text, reset_code: text, user_id: 7 }],
    [{ newPassword: text, code: 1, user_id: text }],
  ],
  checkUserAuthSSO: [[]],
  userAuthSSOWithRedirect: [['https://g.example/'], [{ loginUrl: 'https://g.example/' }], []],
  logout: [[text, 'all'], [{ token: text, session: 'sso' }]],
  clearSSO: [[]],
  waitForConfirmCode: [[{ login: contact.email, operation_id: text, timeout: 50_000 }]],
  agreement: [[{ token: text, isAccepted: null, consentId: text }]],
  pushConfirmCode: [[{ state: text, action: text, link_url: text }]],
  getSocialLink: [['google', { payload: text, scope: 'email' }], [{ provider: 'google' }]],
  otpLogin: [[{ code: text, remember_me: false }]],
  otpResendCode: [[]],
  oneTapLogin: [[text, 'google'], [{ accessToken: text, provider: 'google' }]],
  oauth2ConsentValidate: [[text], [{ token: text }]],
  oauth2PostConsent: [[text, true], [{ token: text, approval: false }]],
  fetchConfig: [[]],
};

export const METHODS = Object.keys(FORMS);

/** Names that the package may look up in arguments, and names that the language looks up. */
export const KEYS = [
  ...new Set([
    ...Object.values(FORMS).flatMap((forms) =>
      forms.flat().flatMap((arg) => (typeof arg === 'object' ? Object.keys(arg) : [])),
    ),
    ...Object.keys({ ...captchaData, ...contact }),
    ...['username', 'password', 'signal', 'timeout', 'cancelToken', 'navigate', 'check'],
    ...['customOptions', 'projectId', 'apiUrl', 'state', 'redirectUrl', 'is_oauth2'],
    ...['toJSON', '__proto__', 'constructor', 'limit', 'then', '', '0'],
  ]),
];

/** Any value at all, as a recipe. */
export const anyValue = (keys) =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      {
        weight: 6,
        arbitrary: fc.constantFrom(...Object.keys(MAKERS)).map((make) => ({ make })),
      },
      {
        weight: 2,
        arbitrary: fc
          .anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true })
          .map((data) => ({ data })),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((data) => ({ data })) },
      { weight: 3, arbitrary: tie('object') },
    ),
    object: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...keys), tie('value')), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((object) => ({ object })),
  })).value;

const value = anyValue(KEYS);

const cancel = fc.constantFrom(...Object.keys(CANCELS)).map((make) => ({ make }));

// The options argument of a call.
const options = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: cancel.map((signal) => ({ object: [['signal', signal]] })) },
  {
    weight: 1,
    arbitrary: fc.nat(90_000).map((data) => ({ object: [['timeout', { data }]] })),
  },
  { weight: 1, arbitrary: value },
);

const inside = fc.nat(4).map((index) => ({ index }));
const other = fc.constantFrom(...KEYS).map((key) => ({ key }));

// Sets a value somewhere, most often in place of an existing one.
const edit = fc.record({
  at: fc.constantFrom(0, 0, 0, 1, 2),
  path: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(inside) },
    { weight: 2, arbitrary: fc.tuple(inside, inside) },
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.tuple(other) },
    { weight: 1, arbitrary: fc.tuple(inside, other) },
  ),
  value: fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: cancel }),
});

/** A call, as a recipe. */
export const anyCall = fc.record({
  method: fc.constantFrom(...METHODS),
  form: fc.nat(2),
  api: fc.nat(2),
  options,
  cancelToken: fc.option(cancel, { freq: 8, nil: undefined }),
  edits: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
  ),
});

// Returns the index of the options argument.
const optionsAt = (method, args) => {
  const byPosition = typeof args[0] === 'string';
  if (
    byPosition &&
    ['logout', 'getSocialLink', 'oneTapLogin', 'oauth2PostConsent'].includes(method)
  )
    return 2;
  return FORMS[method].every((form) => form.length === 0) ? 0 : 1;
};

const isPlain = (value) => {
  try {
    return Object.getPrototypeOf(value) === Object.prototype && !Object.isFrozen(value);
  } catch {
    return false;
  }
};

const place = (args, { at, path, value }, context) => {
  let object = args;
  let key = at;
  for (const step of path) {
    if (!isPlain(object[key])) break;
    object = object[key];
    const keys = Object.keys(object);
    key = step.key ?? keys[step.index % keys.length] ?? 'username';
  }
  const built = build(value, context);
  if (key === 'reason') context.reasons.add(built);
  const descriptor = { enumerable: true, writable: true, configurable: true };
  Object.defineProperty(object, key, { ...descriptor, value: built });
};

const apply = (args, edit, context) => {
  try {
    place(args, edit, context);
  } catch {
    // The value that an earlier edit put there accepts no property.
  }
};

/** Builds the arguments of a call. */
export const argumentsOf = ({ method, form, options, cancelToken, edits }, context) => {
  const forms = FORMS[method];
  const args = structuredClone(forms[form % forms.length]);
  if (cancelToken && isPlain(args[0])) args[0].cancelToken = build(cancelToken, context);
  if (options) args[optionsAt(method, args)] = build(options, context);
  for (const one of edits) apply(args, one, context);
  return args;
};
