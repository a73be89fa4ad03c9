// The snippets of the vendor's documents: what has to be corrected in each, how it is prepared, and its result.
// The four documents are the same document in Japanese, Portuguese, French and Spanish.
import assert from 'node:assert/strict';
import { sandbox } from '../browser/sandbox.mjs';

const ALL = ['ja', 'pt', 'fr', 'es'];
const PHONE = '+15551234567';
const EMAIL = 'email@address.com';
const LINK = 'https://someurl.com';

/** The corrections, as the table words them. */
const COMMAS = 'commas between the members of the result’s fields';
const NUMBER = 'a phone number instead of `+somenumber`';
const OAUTH = 'the options `clientId` and `redirectUri`, which `isOauth2: true` needs';
const OWN = 'the code and the operation of the message';

const JOHN = { username: 'John', email: EMAIL, password: 'password123' };

const isOperation = ({ operation_id, ...rest }) => {
  assert.match(operation_id, /./);
  assert.deepEqual(rest, {});
};

/** Checks that `login_url` has a token or, in OAuth mode, a code. */
const isSignIn = (name) => (result) => {
  assert.ok(new URL(result.login_url).searchParams.get(name), `login_url has a ${name}`);
};

const isField = (name, type) => (field) => {
  assert.equal(field.name, name);
  assert.equal(field.type, type);
  assert.equal(field.confirmation_type, 'code');
  assert.equal(typeof field.required, 'boolean');
  assert.equal(field.step, 0);
  assert.deepEqual(field.validation, {});
};

/** Checks the documented result of a sign-in whose user still has to fill in a field. */
const isIncomplete =
  (name, type) =>
  ({ ask_fields, login_url, token, ...rest }) => {
    assert.equal(ask_fields.length, 1);
    isField(name, type)(ask_fields[0]);
    assert.ok(URL.canParse(login_url));
    assert.match(token, /./);
    assert.deepEqual(rest, {});
  };

const isAsked =
  (code) =>
  ({ error }) => {
    assert.equal(error.code, code);
    assert.equal(typeof error.description, 'string');
    assert.match(error.details.operation_id, /./);
  };

const isConfirm = ({ inTime, tooLate, cancelled }) => {
  assert.match(inTime.code, /^\d{6}$/);
  assert.equal(tooLate.error.code, '010-050');
  assert.equal(typeof tooLate.error.description, 'string');
  assert.deepEqual(cancelled, { byAxios: true, byPackage: true });
};

const is = (code) => (result) => assert.deepEqual(result, { code });

/** Signs in a user who still has to fill in these fields. Resolves to the token and the fields. */
async function asked(page, askFields) {
  await sandbox.options({ askFields });
  const { ask_fields, token } = await page.call('login');
  assert.equal(ask_fields.length, askFields.length);
  return { token, ask_fields };
}

/** Signs in by phone a user without an email address, which is then asked for. */
async function byPhone(page) {
  await sandbox.options({ askFields: ['email'] });
  const sent = await page.call('phoneGetCode', { phone_number: PHONE });
  const { code } = await sandbox.mail(PHONE);
  return page.call('loginWithPhoneCode', { phone_number: PHONE, code, ...sent });
}

/** Signs in by email a user without a phone number, which is then asked for. */
async function byMail(page) {
  await sandbox.options({ askFields: ['phone_number'] });
  return page.call('loginWithEmailCode', await coded(page, 'emailGetCode', EMAIL));
}

/** Makes the call `name`. Resolves to the code and link of the message that it sends, and the operation. */
async function coded(page, name, to, given) {
  const { operation_id } = await page.call(name, { link_url: LINK, ...given });
  const { code, link } = await sandbox.mail(to);
  return { code, link, operation_id };
}

/** Opens the link of a code sent by phone, then requests a code by email whose link is not opened. */
async function opened(page, { link, operation_id }) {
  await sandbox.options({ longPollMs: 200 });
  await sandbox.openElsewhere(link);
  const later = { login: EMAIL, ...(await page.call('emailGetCode', { link_url: LINK })) };
  return { login: PHONE, operation_id, later };
}

const askPhone = async (page) => {
  await sandbox.addUser(JOHN);
  const { token } = await asked(page, ['phone_number']);
  return { token, phone_number: PHONE, link_url: LINK };
};

const askMail = async (page) => ({ token: (await byPhone(page)).token, link_url: LINK });

/** Makes a call whose field must be confirmed. Resolves to the message's code and link, and the operation. */
async function confirming(page, name, to, prepare) {
  const given = await prepare(page);
  const { error } = await page.call(name, given);
  const { code, link } = await sandbox.mail(to);
  return { code, link, operation_id: error.details.operation_id };
}

const addJohn = () => sandbox.addUser(JOHN);

/**
 * @typedef {object} Snippet
 * @property {string} title The call, and which of its examples it is.
 * @property {string} name In `page/snippets.js`.
 * @property {string[]} [documents] The documents that contain it; all by default.
 * @property {string[]} corrected The corrections; empty if it runs as it is written.
 * @property {(page: any) => Promise<object | void>} [prepare] Resolves to the call's arguments.
 * @property {(result: any, page: any) => void | Promise<void>} check
 */

/** @type {Snippet[]} */
export const SNIPPETS = [
  {
    title: '`signup`',
    name: 'signup',
    corrected: [],
    prepare: () => sandbox.options({ confirmMail: false }),
    check: isSignIn('token'),
  },
  {
    title: '`login`',
    name: 'login',
    corrected: [COMMAS],
    prepare: addJohn,
    check: async (result, page) => {
      isSignIn('token')(result);
      await sandbox.options({ askFields: ['phone_number'] });
      isIncomplete('phone_number', 'phone')(await page.call('login'));
    },
  },
  {
    title: '`resendEmail`',
    name: 'resendEmail',
    corrected: [],
    prepare: () => sandbox.addUnconfirmed(JOHN),
    check: is(204),
  },
  {
    title: '`phoneGetCode`',
    name: 'phoneGetCode',
    corrected: [NUMBER, OAUTH],
    prepare: async () => ({ phone_number: PHONE, link_url: LINK }),
    check: isOperation,
  },
  {
    title: '`emailGetCode`',
    name: 'emailGetCode',
    corrected: [OAUTH],
    prepare: async () => ({ link_url: LINK }),
    check: isOperation,
  },
  {
    title: '`getConfirmCode`, at sign-in',
    name: 'getConfirmCode',
    corrected: [
      '`axios` is imported',
      NUMBER,
      "one login, where `'…' || '…'` is always the first",
      'the operation of the message',
    ],
    prepare: async (page) =>
      opened(page, await coded(page, 'phoneGetCode', PHONE, { phone_number: PHONE })),
    check: isConfirm,
  },
  {
    title: '`loginWithPhoneCode`, at sign-in',
    name: 'loginWithPhoneCode',
    corrected: ['a phone number instead of an email address', OWN, OAUTH, COMMAS],
    prepare: async (page) => ({
      phone_number: PHONE,
      ...(await coded(page, 'phoneGetCode', PHONE, { phone_number: PHONE })),
    }),
    check: async (result, page) => {
      isSignIn('code')(result);
      isIncomplete('email', 'email')(await byPhone(page));
    },
  },
  {
    title: '`loginWithEmailCode`, at sign-in',
    name: 'loginWithEmailCode',
    corrected: [OWN, OAUTH, COMMAS],
    prepare: (page) => coded(page, 'emailGetCode', EMAIL),
    check: async (result, page) => {
      isSignIn('code')(result);
      isIncomplete('phone_number', 'phone')(await byMail(page));
    },
  },
  {
    title: '`getAskFields`',
    name: 'getAskFields',
    corrected: ['the token of a sign-in', COMMAS],
    prepare: async (page) => {
      await sandbox.addUser(JOHN);
      return asked(page, ['phone_number']);
    },
    check: ([field]) => isField('phone_number', 'phone')(field),
  },
  {
    title: '`ask` for a phone number',
    name: 'askForPhone',
    corrected: [NUMBER, 'the token of a sign-in', COMMAS],
    prepare: askPhone,
    check: isAsked('003-014'),
  },
  {
    title: '`ask` for an email address',
    name: 'askForMail',
    corrected: ['the token of a sign-in', COMMAS],
    prepare: askMail,
    check: isAsked('003-011'),
  },
  {
    title: '`getConfirmCode`, after `ask`',
    name: 'getConfirmCode',
    corrected: [
      '`axios` is imported',
      NUMBER,
      "one login, where `'…' || '…'` is always the first",
      'the operation of `ask`',
    ],
    prepare: async (page) => opened(page, await confirming(page, 'askForPhone', PHONE, askPhone)),
    check: isConfirm,
  },
  {
    title: '`loginWithPhoneCode`, after `ask`',
    name: 'loginWithPhoneCode',
    corrected: ['a phone number instead of an email address', OWN, OAUTH, COMMAS],
    prepare: async (page) => ({
      phone_number: PHONE,
      ...(await confirming(page, 'askForPhone', PHONE, askPhone)),
    }),
    check: isSignIn('code'),
  },
  {
    title: '`loginWithEmailCode`, after `ask`',
    name: 'loginWithEmailCode',
    corrected: [OWN, OAUTH, COMMAS],
    prepare: (page) => confirming(page, 'askForMail', EMAIL, askMail),
    check: isSignIn('code'),
  },
  { title: '`reset`', name: 'reset', corrected: [], prepare: addJohn, check: is(204) },
  {
    title: '`set`',
    name: 'set',
    corrected: ['`reset_code` and `user_id` of the email'],
    prepare: async (page) => {
      await sandbox.addUser(JOHN);
      await page.call('reset');
      const mails = await sandbox.mails(EMAIL);
      const { link } = mails.find(({ kind }) => kind === 'reset');
      const { searchParams } = new URL(link);
      return {
        reset_code: searchParams.get('reset_code'),
        user_id: searchParams.get('user_id'),
      };
    },
    check: is(204),
  },
  {
    title: '`checkUserAuthSSO`',
    name: 'checkUserAuthSSO',
    corrected: ['`result = res` instead of the comparison `result === res`'],
    prepare: async (page) => {
      await sandbox.addUser(JOHN);
      await page.call('login');
    },
    check: ({ code }) => assert.match(code, /./),
  },
  {
    title: '`userAuthSSOWithRedirect`',
    name: 'userAuthSSOWithRedirect',
    corrected: [
      "`{ loginUrl: '…' }` instead of a named argument, which JavaScript does not have",
      'a registered URL with its scheme',
    ],
    prepare: async (page) => {
      await sandbox.addUser(JOHN);
      await page.call('login');
      return { url: page.callback };
    },
    check: (_, page) => page.arrives('token'),
  },
  {
    title: '`logout`',
    name: 'logout',
    corrected: [
      '`(token, session)` instead of named arguments, which JavaScript does not have',
      "one session, where `'sso' | 'all'` is the number 0",
      'the token of a sign-in',
    ],
    prepare: async (page) => {
      await sandbox.addUser(JOHN);
      const { login_url } = await page.call('login');
      return { token: new URL(login_url).searchParams.get('token') };
    },
    check: is(204),
  },
  {
    title: '`clearSSO`',
    name: 'clearSSO',
    documents: ['pt', 'fr', 'es'],
    corrected: [],
    check: is(204),
  },
];

export const documentsOf = ({ documents = ALL }) => documents;

/** Returns the table in the documentation. */
export const table = () =>
  [
    ['call', 'in the documents', 'runs as it is written', 'corrected'],
    ['---', '---', '---', '---'],
    ...SNIPPETS.map((snippet) => [
      snippet.title,
      documentsOf(snippet).join(', '),
      snippet.corrected.length ? 'no' : 'yes',
      snippet.corrected.join('; ') || '–',
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

// `node tests/docs/snippets.mjs` prints the table.
if (import.meta.filename === process.argv[1]) console.log(table());
