// What the vendor's documents show: each call as it is made there, and each result as it is shown
// there.
import axios from 'axios';
import XsollaLogin from '@xsolla/login-sdk';

const api = new XsollaLogin.Api({ projectId: 'project' });

type Calls = InstanceType<typeof XsollaLogin.Api>;

/** What a call resolves to. */
type Result<Name extends keyof Calls> = Calls[Name] extends (...args: never[]) => Promise<infer R>
  ? R
  : never;

// Every option, with the types that the documents give.
new XsollaLogin.Api({
  projectId: 'project',
  fullLocale: 'km-KH',
  callbackUrl: 'https://game.example/signed-in',
  emailTemplate: 'game',
  payload: 'data',
  with_logout: true,
  clientId: '57',
  scope: 'email offline playfab own',
  state: 'more-than-eight',
  redirectUrl: 'https://game.example/oauth',
  disableConfirmByLink: true,
  is_oauth2: true,
});

// ---- Sign-up and sign-in with a password.

let signedUp: Result<'signup'>;
api
  .signup({
    userInfo: {
      email: 'user@game.example',
      fields: { nickname: 'Ann' },
      password: 'secret',
      username: 'ann',
    },
  })
  .then((res) => {
    signedUp = res;
  });
signedUp = { login_url: 'https://game.example/?token=t' };
api.signup({ userInfo: { email: 'a@b.c', username: 'ann', password: 'secret', nickname: 'Ann' } });

let signedIn: Result<'login'>;
api.login({ credentials: { password: 'secret', username: 'user@game.example' } }).then((res) => {
  signedIn = res;
});
signedIn = { login_url: 'https://game.example/?token=t' };
signedIn = {
  ask_fields: [
    {
      confirmation_type: 'code',
      name: 'phone_number',
      required: false,
      step: 0,
      type: 'phone',
      validation: {},
    },
  ],
  login_url: 'https://game.example/?token=t',
  token: 't',
};

api.resendEmail({ username: 'user@game.example' }).then((res) => {
  if (res.code === 204) console.log('sent');
});

// ---- Sign-in without a password.

let sentToPhone: Result<'phoneGetCode'>;
api
  .phoneGetCode({ phone_number: '+15550100', link_url: 'https://game.example', isOauth2: true })
  .then((res) => {
    sentToPhone = res;
  });
sentToPhone = { operation_id: 'o' };

let sentByMail: Result<'emailGetCode'>;
api
  .emailGetCode({ email: 'user@game.example', link_url: 'https://game.example', isOauth2: true })
  .then((res) => {
    sentByMail = res;
  });
sentByMail = { operation_id: 'o' };

let confirmed: Result<'getConfirmCode'>;
const axiosCancelToken = axios.CancelToken.source();
api
  .getConfirmCode({ cancelToken: axiosCancelToken, login: '+15550100', operation_id: 'o' })
  .then((res) => {
    confirmed = res;
  });
confirmed = { code: '123456' };
confirmed = { error: { code: '010-050', description: 'Too late.' } };
axiosCancelToken.cancel();

let withPhone: Result<'loginWithPhoneCode'>;
api
  .loginWithPhoneCode({
    phone_number: 'user@game.example',
    code: '3423',
    operation_id: 'o',
    isOauth2: true,
  })
  .then((res) => {
    withPhone = res;
  });
withPhone = {
  ask_fields: [
    {
      confirmation_type: 'link',
      name: 'email',
      required: false,
      step: 0,
      type: 'email',
      validation: {},
    },
  ],
  login_url: 'https://game.example/?token=t',
  token: 't',
};

let withMail: Result<'loginWithEmailCode'>;
api
  .loginWithEmailCode({
    email: 'user@game.example',
    code: '3423',
    operation_id: 'o',
    isOauth2: true,
  })
  .then((res) => {
    withMail = res;
  });
withMail = withPhone;

// ---- Extra fields.

let fields: Result<'getAskFields'>;
api.getAskFields({ token: 't' }).then((res) => {
  fields = res;
});
api.getAskFields('t').then((res) => (fields = res));
fields = [
  {
    confirmation_type: 'code',
    name: 'email',
    required: false,
    step: 0,
    type: 'email',
    validation: {},
  },
];

let asked: Result<'ask'>;
api
  .ask({ fields: { phone_number: '+15550100' }, link_url: 'https://game.example', token: 't' })
  .then((res) => {
    asked = res;
  });
asked = {
  error: { code: '003-014', description: 'A phone number.', details: { operation_id: 'o' } },
};
api.ask({ fields: { email: 'user@game.example' }, link_url: 'https://game.example', token: 't' });
asked = { error: { code: '003-011', description: 'A mail.', details: { operation_id: 'o' } } };
asked = { redirect_url: 'https://game.example/?token=t' };

// ---- Password reset.

api.reset({ username: 'ann' }).then((res) => res.code === 204);
api
  .set({ new_password: 'secret', reset_code: '3423', user_id: '324' })
  .then((res) => res.code === 204);

// ---- Single sign-on. The documents show two calls with named arguments, which is not JavaScript.

let session: Result<'checkUserAuthSSO'>;
api.checkUserAuthSSO().then((res) => {
  session = res;
});
session = { code: 'c' };

api.userAuthSSOWithRedirect('https://game.example').then((res) => res.code === 302);
api.userAuthSSOWithRedirect({ loginUrl: 'https://game.example' }).then((res) => res.code === 302);
api.logout('t', 'sso').then((res) => res.code === 204);
api.logout({ token: 't', session: 'all' }).then((res) => res.code === 204);
api.clearSSO().then(() => {});
api.clearSSO().then((res) => res.code === 204);

export { signedUp, signedIn, sentToPhone, sentByMail, confirmed, withMail, fields, asked, session };
