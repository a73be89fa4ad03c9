// What has to be corrected in the snippets of the vendor's documents, how each is prepared, and what comes of it.
// The four documents are one text in Japanese, Portuguese, French and Spanish.
import assert from 'node:assert/strict';
import { sandbox } from '../browser/sandbox.mjs';

const ALL = ['ja', 'pt', 'fr', 'es'];
const PHONE = '+15551234567';
const EMAIL = 'email@address.com';
const LINK = 'https://someurl.com';

/** The corrections, by the words that the table has for them. */
const COMMAS = 'commas between the members of the result’s fields';
const NUMBER = 'a phone number in place of `+somenumber`';
const OAUTH = 'the options `clientId` and `redirectUri`, which `isOauth2: true` needs';
const OWN = 'the code and the operation of the message';

const JOHN = { username: 'John', email: EMAIL, password: 'password123' };

const isOperation = ({ operation_id, ...rest }) => {
  assert.match(operation_id, /./);
  assert.deepEqual(rest, {});
};

/** A `login_url` with a token, or in OAuth mode with a code. */
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

/** The token of a user who still has to give these fields. `page` calls the package. */
async function asked(page, askFields) {
  await sandbox.options({ askFields });
  const { ask_fields, token } = await page.call('login');
  assert.equal(ask_fields.length, askFields.length);
  return { token, ask_fields };
}

/** A user without an email address, who comes by phone. */
async function byPhone(page) {
  await sandbox.options({ askFields: ['email'] });
  const sent = await page.call('phoneGetCode', { phone_number: PHONE });
  const { code } = await sandbox.mail(PHONE);
  return page.call('loginWithPhoneCode', { phone_number: PHONE, code, ...sent });
}

/** The code of a message that `name` sends. */
async function coded(page, name, to, given) {
  const { operation_id } = await page.call(name, { link_url: LINK, ...given });
  const { code, link } = await sandbox.mail(to);
  return { code, link, operation_id };
}

/** A code by phone whose link is opened, and one by mail whose link is not. */
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

/** The operation of a field that has to be confirmed. */
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
 * @property {string[]} [documents] Those that have it; all without.
 * @property {string[]} corrected What is not as it is written; nothing where it runs as it is.
 * @property {(page: any) => Promise<object | void>} [prepare] Gives what the call takes.
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
      const { ask_fields } = await asked(page, ['phone_number']);
      isField('phone_number', 'phone')(ask_fields[0]);
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
    corrected: ['a phone number in place of an email address', OWN, OAUTH, COMMAS],
    prepare: async (page) => ({
      phone_number: PHONE,
      ...(await coded(page, 'phoneGetCode', PHONE, { phone_number: PHONE })),
    }),
    check: isSignIn('code'),
  },
  {
    title: '`loginWithEmailCode`, at sign-in',
    name: 'loginWithEmailCode',
    corrected: [OWN, OAUTH, COMMAS],
    prepare: (page) => coded(page, 'emailGetCode', EMAIL),
    check: isSignIn('code'),
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
    corrected: ['a phone number in place of an email address', OWN, OAUTH, COMMAS],
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
    corrected: ['`result = res` in place of the comparison `result === res`'],
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
      "`{ loginUrl: '…' }` in place of a named argument, which JavaScript does not have",
      'a registered address with its scheme',
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
      '`(token, session)` in place of named arguments, which JavaScript does not have',
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

/** The table of the documentation. */
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

// `node tests/docs/snippets.mjs` prints it.
if (import.meta.filename === process.argv[1]) console.log(table());
