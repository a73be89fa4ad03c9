import { Core } from './core.js';
import { put } from './host.js';

/**
 * The property that has the core, behind a function. A private field would exist on the object itself only: every call
 * through a Proxy would fail, such as through those of Vue, Pinia or valtio, which pass a function on as it is.
 */
const CORE = /* @__PURE__ */ Symbol('core');

/** @param {any} api @returns {Core} */
const coreOf = (api) => api[CORE]();

/** The calls of one Login project. Each call passes its arguments to the wasm unchanged. */
export class Api {
  /** Explicit, because minifying the bundle, or the app's bundle, would change the class name. */
  static get name() {
    return 'Api';
  }

  /** @param {unknown} options */
  constructor(options) {
    const core = new Core(options);
    core.view = {
      get current() {
        return core.atOnce('session.current', (raw, session) => session.current);
      },
      /** @param {unknown} [options] */
      get: (options) => core.call('session.get', (raw, session) => session.get(options)),
      /** @param {unknown} [options] */
      getAccessToken: (options) =>
        core.call('session.getAccessToken', (raw, session) => session.getAccessToken(options)),
      /** @param {unknown} listener */
      onChange: (listener) =>
        core.atOnce('session.onChange', (raw, session) => session.onChange(listener)),
      /** @param {unknown} run */
      subscribe: (run) =>
        core.atOnce('session.subscribe', (raw, session) => session.subscribe(run)),
      /** @param {unknown} [which] @param {unknown} [options] */
      logout: (which, options) =>
        core.call('session.logout', (raw, session) => session.logout(which, options)),
    };
    put(this, CORE, () => core);
  }

  /** The session, which has the tokens of the signed-in user. */
  get session() {
    return coreOf(this).view;
  }

  getConfig() {
    return coreOf(this).atOnce('getConfig', (raw) => raw.getConfig());
  }

  /** @param {unknown} options */
  updateConfig(options) {
    return coreOf(this).atOnce('updateConfig', (raw) => raw.updateConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  signup(args, options) {
    return coreOf(this).call('signup', (raw) => raw.signup(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  login(args, options) {
    return coreOf(this).call('login', (raw) => raw.login(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  resendEmail(args, options) {
    return coreOf(this).call('resendEmail', (raw) => raw.resendEmail(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  phoneGetCode(args, options) {
    return coreOf(this).call('phoneGetCode', (raw) => raw.phoneGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  emailGetCode(args, options) {
    return coreOf(this).call('emailGetCode', (raw) => raw.emailGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getConfirmCode(args, options) {
    return coreOf(this).call('getConfirmCode', (raw) => raw.getConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithPhoneCode(args, options) {
    return coreOf(this).call('loginWithPhoneCode', (raw) => raw.loginWithPhoneCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithEmailCode(args, options) {
    return coreOf(this).call('loginWithEmailCode', (raw) => raw.loginWithEmailCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getAskFields(args, options) {
    return coreOf(this).call('getAskFields', (raw) => raw.getAskFields(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  ask(args, options) {
    return coreOf(this).call('ask', (raw) => raw.ask(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  reset(args, options) {
    return coreOf(this).call('reset', (raw) => raw.reset(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  set(args, options) {
    return coreOf(this).call('set', (raw) => raw.set(args, options));
  }

  /** @param {unknown} [options] */
  checkUserAuthSSO(options) {
    return coreOf(this).call('checkUserAuthSSO', (raw) => raw.checkUserAuthSSO(options));
  }

  /** @param {unknown} [loginUrl] @param {unknown} [options] */
  userAuthSSOWithRedirect(loginUrl, options) {
    return coreOf(this).call('userAuthSSOWithRedirect', (raw) =>
      raw.userAuthSSOWithRedirect(loginUrl, options),
    );
  }

  /** @param {unknown} [token] @param {unknown} [session] @param {unknown} [options] */
  logout(token, session, options) {
    return coreOf(this).call('logout', (raw) => raw.logout(token, session, options));
  }

  /** @param {unknown} [options] */
  clearSSO(options) {
    return coreOf(this).call('clearSSO', (raw) => raw.clearSSO(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  waitForConfirmCode(args, options) {
    return coreOf(this).call('waitForConfirmCode', (raw) => raw.waitForConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  agreement(args, options) {
    return coreOf(this).call('agreement', (raw) => raw.agreement(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  pushConfirmCode(args, options) {
    return coreOf(this).call('pushConfirmCode', (raw) => raw.pushConfirmCode(args, options));
  }

  /** @param {unknown} [provider] @param {unknown} [customOptions] @param {unknown} [options] */
  getSocialLink(provider, customOptions, options) {
    return coreOf(this).call('getSocialLink', (raw) =>
      raw.getSocialLink(provider, customOptions, options),
    );
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  otpLogin(args, options) {
    return coreOf(this).call('otpLogin', (raw) => raw.otpLogin(args, options));
  }

  /** @param {unknown} [options] */
  otpResendCode(options) {
    return coreOf(this).call('otpResendCode', (raw) => raw.otpResendCode(options));
  }

  /** @param {unknown} [accessToken] @param {unknown} [provider] @param {unknown} [options] */
  oneTapLogin(accessToken, provider, options) {
    return coreOf(this).call('oneTapLogin', (raw) =>
      raw.oneTapLogin(accessToken, provider, options),
    );
  }

  oauth2Auth() {
    coreOf(this).atOnce('oauth2Auth', (raw) => raw.oauth2Auth());
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  oauth2ConsentValidate(token, options) {
    return coreOf(this).call('oauth2ConsentValidate', (raw) =>
      raw.oauth2ConsentValidate(token, options),
    );
  }

  /** @param {unknown} [token] @param {unknown} [approval] @param {unknown} [options] */
  oauth2PostConsent(token, approval, options) {
    return coreOf(this).call('oauth2PostConsent', (raw) =>
      raw.oauth2PostConsent(token, approval, options),
    );
  }

  /** @param {unknown} [options] */
  fetchConfig(options) {
    return coreOf(this).call('fetchConfig', (raw) => raw.fetchConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  createAuthorizationUrl(args, options) {
    return coreOf(this).call('createAuthorizationUrl', (raw) =>
      raw.createAuthorizationUrl(args, options),
    );
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  authorize(args, options) {
    return coreOf(this).call('authorize', (raw) => raw.authorize(args, options));
  }

  /** @param {unknown} [url] @param {unknown} [options] */
  handleRedirectCallback(url, options) {
    return coreOf(this).call('handleRedirectCallback', (raw) =>
      raw.handleRedirectCallback(url, options),
    );
  }

  /** @param {unknown} [result] @param {unknown} [options] */
  completeLogin(result, options) {
    return coreOf(this).call('completeLogin', (raw) => raw.completeLogin(result, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  exchangeCode(args, options) {
    return coreOf(this).call('exchangeCode', (raw) => raw.exchangeCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  refresh(args, options) {
    return coreOf(this).call('refresh', (raw) => raw.refresh(args, options));
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  getUser(token, options) {
    return coreOf(this).call('getUser', (raw) => raw.getUser(token, options));
  }

  /** @param {unknown} [options] */
  silentSignIn(options) {
    return coreOf(this).call('silentSignIn', (raw) => raw.silentSignIn(options));
  }
}
