import { Core } from './core.js';

/** The calls of one Login project. Each call passes its arguments to the wasm unchanged. */
export class Api {
  #core;
  #session;

  /** Explicit, because minifying the bundle, or the app's bundle, would change the class name. */
  static get name() {
    return 'Api';
  }

  /** @param {unknown} options */
  constructor(options) {
    const core = new Core(options);
    this.#core = core;
    this.#session = Object.freeze({
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
    });
  }

  /** The session, which has the tokens of the signed-in user. */
  get session() {
    return this.#session;
  }

  getConfig() {
    return this.#core.atOnce('getConfig', (raw) => raw.getConfig());
  }

  /** @param {unknown} options */
  updateConfig(options) {
    return this.#core.atOnce('updateConfig', (raw) => raw.updateConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  signup(args, options) {
    return this.#core.call('signup', (raw) => raw.signup(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  login(args, options) {
    return this.#core.call('login', (raw) => raw.login(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  resendEmail(args, options) {
    return this.#core.call('resendEmail', (raw) => raw.resendEmail(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  phoneGetCode(args, options) {
    return this.#core.call('phoneGetCode', (raw) => raw.phoneGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  emailGetCode(args, options) {
    return this.#core.call('emailGetCode', (raw) => raw.emailGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getConfirmCode(args, options) {
    return this.#core.call('getConfirmCode', (raw) => raw.getConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithPhoneCode(args, options) {
    return this.#core.call('loginWithPhoneCode', (raw) => raw.loginWithPhoneCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithEmailCode(args, options) {
    return this.#core.call('loginWithEmailCode', (raw) => raw.loginWithEmailCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getAskFields(args, options) {
    return this.#core.call('getAskFields', (raw) => raw.getAskFields(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  ask(args, options) {
    return this.#core.call('ask', (raw) => raw.ask(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  reset(args, options) {
    return this.#core.call('reset', (raw) => raw.reset(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  set(args, options) {
    return this.#core.call('set', (raw) => raw.set(args, options));
  }

  /** @param {unknown} [options] */
  checkUserAuthSSO(options) {
    return this.#core.call('checkUserAuthSSO', (raw) => raw.checkUserAuthSSO(options));
  }

  /** @param {unknown} [loginUrl] @param {unknown} [options] */
  userAuthSSOWithRedirect(loginUrl, options) {
    return this.#core.call('userAuthSSOWithRedirect', (raw) =>
      raw.userAuthSSOWithRedirect(loginUrl, options),
    );
  }

  /** @param {unknown} [token] @param {unknown} [session] @param {unknown} [options] */
  logout(token, session, options) {
    return this.#core.call('logout', (raw) => raw.logout(token, session, options));
  }

  /** @param {unknown} [options] */
  clearSSO(options) {
    return this.#core.call('clearSSO', (raw) => raw.clearSSO(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  waitForConfirmCode(args, options) {
    return this.#core.call('waitForConfirmCode', (raw) => raw.waitForConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  agreement(args, options) {
    return this.#core.call('agreement', (raw) => raw.agreement(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  pushConfirmCode(args, options) {
    return this.#core.call('pushConfirmCode', (raw) => raw.pushConfirmCode(args, options));
  }

  /** @param {unknown} [provider] @param {unknown} [customOptions] @param {unknown} [options] */
  getSocialLink(provider, customOptions, options) {
    return this.#core.call('getSocialLink', (raw) =>
      raw.getSocialLink(provider, customOptions, options),
    );
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  otpLogin(args, options) {
    return this.#core.call('otpLogin', (raw) => raw.otpLogin(args, options));
  }

  /** @param {unknown} [options] */
  otpResendCode(options) {
    return this.#core.call('otpResendCode', (raw) => raw.otpResendCode(options));
  }

  /** @param {unknown} [accessToken] @param {unknown} [provider] @param {unknown} [options] */
  oneTapLogin(accessToken, provider, options) {
    return this.#core.call('oneTapLogin', (raw) => raw.oneTapLogin(accessToken, provider, options));
  }

  oauth2Auth() {
    this.#core.atOnce('oauth2Auth', (raw) => raw.oauth2Auth());
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  oauth2ConsentValidate(token, options) {
    return this.#core.call('oauth2ConsentValidate', (raw) =>
      raw.oauth2ConsentValidate(token, options),
    );
  }

  /** @param {unknown} [token] @param {unknown} [approval] @param {unknown} [options] */
  oauth2PostConsent(token, approval, options) {
    return this.#core.call('oauth2PostConsent', (raw) =>
      raw.oauth2PostConsent(token, approval, options),
    );
  }

  /** @param {unknown} [options] */
  fetchConfig(options) {
    return this.#core.call('fetchConfig', (raw) => raw.fetchConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  createAuthorizationUrl(args, options) {
    return this.#core.call('createAuthorizationUrl', (raw) =>
      raw.createAuthorizationUrl(args, options),
    );
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  authorize(args, options) {
    return this.#core.call('authorize', (raw) => raw.authorize(args, options));
  }

  /** @param {unknown} [url] @param {unknown} [options] */
  handleRedirectCallback(url, options) {
    return this.#core.call('handleRedirectCallback', (raw) =>
      raw.handleRedirectCallback(url, options),
    );
  }

  /** @param {unknown} [result] @param {unknown} [options] */
  completeLogin(result, options) {
    return this.#core.call('completeLogin', (raw) => raw.completeLogin(result, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  exchangeCode(args, options) {
    return this.#core.call('exchangeCode', (raw) => raw.exchangeCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  refresh(args, options) {
    return this.#core.call('refresh', (raw) => raw.refresh(args, options));
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  getUser(token, options) {
    return this.#core.call('getUser', (raw) => raw.getUser(token, options));
  }

  /** @param {unknown} [options] */
  silentSignIn(options) {
    return this.#core.call('silentSignIn', (raw) => raw.silentSignIn(options));
  }
}
