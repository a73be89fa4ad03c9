// What must not compile, each with the one error that it must cause.
import XsollaLogin, {
  Api,
  APICodes,
  APIError,
  listenForLogin,
  readLoginUrl,
  Socials,
} from 'xsolla-login-wasm';
import type { ApiInterface, Config, SDKErrorKind } from 'xsolla-login-wasm';
// @ts-expect-error TS2614 a helper of the declarations
import type { Open } from 'xsolla-login-wasm';
// @ts-expect-error TS2614 the widget is not there
import { Widget } from 'xsolla-login-wasm';
// @ts-expect-error TS2307 only the entries can be imported
import { version } from 'xsolla-login-wasm/dist/xsolla-login.mjs';

const api = new Api({ projectId: 'project' });

// ---- Options.

// @ts-expect-error TS2554 no options
new Api();
// @ts-expect-error TS2345 no projectId
new Api({});
// @ts-expect-error TS2322 a projectId that is no text
new Api({ projectId: 7 });
// @ts-expect-error TS2322 a projectId that is cleared
new Api({ projectId: null });
// @ts-expect-error TS2561 an option that is not known
new Api({ projectId: 'project', calbackUrl: 'https://game.example' });
// @ts-expect-error TS2322 none of the forms
new Api({ projectId: 'project', with_logout: 'yes' });
// @ts-expect-error TS2322 no number
new Api({ projectId: 'project', timeout: '30s' });
// @ts-expect-error TS2322 on is not a limit
new Api({ projectId: 'project', retry: true });
// @ts-expect-error TS2322 an object is not text
new Api({ projectId: 'project', payload: { a: 1 } });
// @ts-expect-error TS2322 no boolean
new Api({ projectId: 'project', is_oauth2: 1 });
// @ts-expect-error TS2322 no such storage
new Api({ projectId: 'project', session: { storage: 'cookie' } });
// @ts-expect-error TS2322 an adapter that cannot forget
new Api({ projectId: 'project', session: { storage: { getItem: () => null, setItem() {} } } });
// @ts-expect-error TS2322 no flow waits in the memory of a page that is left
new Api({ projectId: 'project', session: { flowStorage: 'memory' } });
// @ts-expect-error TS2561 an option of the session that is not known
new Api({ projectId: 'project', session: { storge: 'memory' } });
// @ts-expect-error TS2339 the report has no query
new Api({ projectId: 'project', onRequest: (report) => report.query });
// @ts-expect-error TS2348 a class is not called
Api({ projectId: 'project' });
// @ts-expect-error TS2322 the project cannot be cleared
api.updateConfig({ projectId: null });
// @ts-expect-error TS2322 getConfig shows no null
const cleared: Config = { projectId: 'project', callbackUrl: null };
// @ts-expect-error TS2540 frozen
XsollaLogin.defaultConfig.apiUrl = 'https://game.example';
// @ts-expect-error TS2540 frozen
Socials.google = 'google';

// ---- Arguments.

// @ts-expect-error TS2769 no such session
api.logout('t', 'everything');
// @ts-expect-error TS2345 no session
api.logout('t');
// @ts-expect-error TS2322 no such session
api.logout({ token: 't', session: 'none' });
// @ts-expect-error TS2345 no session
((calls: ApiInterface) => calls.logout)(api)('t');
// @ts-expect-error TS2554 no argument
api.login();
// @ts-expect-error TS2353 the credentials, not in `credentials`
api.login({ username: 'ann', password: 'secret' });
// @ts-expect-error TS2741 no password
api.login({ credentials: { username: 'ann' } });
// @ts-expect-error TS2353 the account, not in `userInfo`
api.signup({ email: 'user@game.example', username: 'ann', password: 'secret' });
// @ts-expect-error TS2322 no text
api.signup({ userInfo: { email: 7 } });
// @ts-expect-error TS2739 parts of the captcha are missing
api.signup({ userInfo: {}, captchaData: {} });
// @ts-expect-error TS2345 no text
api.resendEmail(7);
// @ts-expect-error TS2353 it is called username
api.reset({ email: 'user@game.example' });
// @ts-expect-error TS2345 the address is missing
api.emailGetCode({ isOauth2: true });
// @ts-expect-error TS2345 the code is missing
api.loginWithPhoneCode({ isOauth2: true, phone_number: '+15550100' });
// @ts-expect-error TS2551 there is no such code
APICodes.WrongCredential;
// @ts-expect-error TS2353 mail is for emailGetCode
api.phoneGetCode({ email: 'user@game.example', isOauth2: true });
// @ts-expect-error TS2345 no number
api.phoneGetCode({});
// @ts-expect-error TS2345 no operation
api.loginWithPhoneCode({ phone_number: '+15550100', code: '1' });
// @ts-expect-error TS2345 no operation
api.getConfirmCode({ login: '+15550100' });
// @ts-expect-error TS2322 a text is no token
api.getConfirmCode({ login: '+15550100', operation_id: 'o', cancelToken: 'token' });
// @ts-expect-error TS2353 it is called token
api.getAskFields({ accessToken: 't' });
// @ts-expect-error TS2345 no token
api.ask({ fields: {} });
// @ts-expect-error TS2322 no text
api.ask({ fields: { email: 7 }, token: 't' });
// @ts-expect-error TS2345 no user
api.set({ new_password: 'secret', reset_code: '1' });
// @ts-expect-error TS2322 no answer is null
api.agreement({ token: 't', isAccepted: undefined });
// @ts-expect-error TS2554 no provider
api.oneTapLogin('t');
// @ts-expect-error TS2322 no text
api.getSocialLink('google', { fullLocale: 1 });
// @ts-expect-error TS2345 no boolean
api.oauth2PostConsent('t', 'yes');
// @ts-expect-error TS2554 no code
api.otpLogin();
// @ts-expect-error TS2345 two of three are missing
api.pushConfirmCode({ state: 's' });

// ---- Complete sign-in.

// @ts-expect-error TS2322 not both
api.authorize({ provider: 'google', extra: { prompt: 'login' } });
// @ts-expect-error TS2322 no value of a query
api.createAuthorizationUrl({ extra: { prompt: undefined } });
// @ts-expect-error TS2345 no address
api.handleRedirectCallback(null);
// @ts-expect-error TS2345 the answer, not its address
api.completeLogin('https://game.example/?token=t');
// @ts-expect-error TS2345 it signs nobody in
api.reset('ann').then((answer) => api.completeLogin(answer));
// @ts-expect-error TS2345 it may have no address: that is silentSignIn
api.checkUserAuthSSO().then((answer) => api.completeLogin(answer));
// @ts-expect-error TS2345 the code, in an object
api.exchangeCode('c');
// @ts-expect-error TS2561 it is called codeVerifier
api.exchangeCode({ code: 'c', code_verifier: 'v' });
// @ts-expect-error TS2559 the token, in an object
api.refresh('r');
// @ts-expect-error TS2345 no text
api.getUser(7);
// @ts-expect-error TS2345 no such session
api.session.logout('everything');
// @ts-expect-error TS2540 nothing takes its place
api.session = api.session;
// @ts-expect-error TS2554 no listener
api.session.onChange();
// @ts-expect-error TS2345 no address
readLoginUrl(7);
// @ts-expect-error TS2345 whose messages count has to be said
listenForLogin({ source: null });
// @ts-expect-error TS2740 a controller is no signal
listenForLogin({ origin: 'https://game.example', signal: new AbortController() });

// ---- The options after the arguments.

// @ts-expect-error TS2740 a controller is no signal
api.clearSSO({ signal: new AbortController() });
// @ts-expect-error TS2322 no number
api.clearSSO({ timeout: '5s' });
// @ts-expect-error TS2353 no such option
api.clearSSO({ retries: 3 });
// @ts-expect-error TS2353 a captcha is no option of this call
api.otpResendCode({ captchaData: {} });
// @ts-expect-error TS2353 only a redirect navigates
api.checkUserAuthSSO({ navigate: false });

// ---- Results and errors.

// @ts-expect-error TS2339 there is a code and nothing else
api.reset('ann').then((answer) => answer.login_url);
// @ts-expect-error TS2339 there is an operation and nothing else
api.emailGetCode({ email: 'user@game.example' }).then((answer) => answer.login_url);
// @ts-expect-error TS18048 it may be an error
api.getConfirmCode({ login: 'l', operation_id: 'o' }).then(({ code }) => code.length);
// @ts-expect-error TS18048 it may be an address
api.ask({ fields: {}, token: 't' }).then(({ error }) => error.code);
// @ts-expect-error TS18047 nobody may be signed in
api.session.get().then((tokens) => tokens.accessToken);
// @ts-expect-error TS2345 nobody may be signed in
api.session.getAccessToken().then((token) => encodeURIComponent(token));
// @ts-expect-error TS2339 look at signedIn first
api.silentSignIn().then((result) => result.reason);
// @ts-expect-error TS2339 a second factor may be wanted
api.handleRedirectCallback().then((result) => result.expiresAt);
// @ts-expect-error TS18048 there may be no data to ask for
api.completeLogin({ url: 'u' }).then(({ askFields }) => askFields.length);
// @ts-expect-error TS2339 that is a member of the other error
new APIError('0').kind;
// @ts-expect-error TS2345 codes are texts
new APIError(0);
// @ts-expect-error TS2322 no such kind
const kind: SDKErrorKind = 'cancelled';
// @ts-expect-error TS2339 no such network
Socials.myspace;
// @ts-expect-error TS2345 a number is not loadable
XsollaLogin.init(7);

export { cleared, kind, Widget };
export type { Open };
