import { Core } from './core.js';

/** The calls of one Login project. Each goes to the wasm with its arguments as they are. */
export class Api {
  #core;
  #session;

  /** @param {unknown} options */
  constructor(options) {
    const core = new Core(options);
    this.#core = core;
    this.#session = Object.freeze({
      get current() {
        return core.now((raw, session) => session.current);
      },
      /** @param {unknown} [options] */
      get: (options) => core.call((raw, session) => session.get(options)),
      /** @param {unknown} [options] */
      getAccessToken: (options) => core.call((raw, session) => session.getAccessToken(options)),
      /** @param {unknown} listener */
      onChange: (listener) => core.now((raw, session) => session.onChange(listener)),
      /** @param {unknown} run */
      subscribe: (run) => core.now((raw, session) => session.subscribe(run)),
      /** @param {unknown} [which] @param {unknown} [options] */
      logout: (which, options) => core.call((raw, session) => session.logout(which, options)),
    });
  }

  /** The tokens of whoever is signed in. */
  get session() {
    return this.#session;
  }

  getConfig() {
    return this.#core.now((raw) => raw.getConfig());
  }

  /** @param {unknown} options */
  updateConfig(options) {
    return this.#core.now((raw) => raw.updateConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  signup(args, options) {
    return this.#core.call((raw) => raw.signup(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  login(args, options) {
    return this.#core.call((raw) => raw.login(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  resendEmail(args, options) {
    return this.#core.call((raw) => raw.resendEmail(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  phoneGetCode(args, options) {
    return this.#core.call((raw) => raw.phoneGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  emailGetCode(args, options) {
    return this.#core.call((raw) => raw.emailGetCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getConfirmCode(args, options) {
    return this.#core.call((raw) => raw.getConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithPhoneCode(args, options) {
    return this.#core.call((raw) => raw.loginWithPhoneCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithEmailCode(args, options) {
    return this.#core.call((raw) => raw.loginWithEmailCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getAskFields(args, options) {
    return this.#core.call((raw) => raw.getAskFields(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  ask(args, options) {
    return this.#core.call((raw) => raw.ask(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  reset(args, options) {
    return this.#core.call((raw) => raw.reset(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  set(args, options) {
    return this.#core.call((raw) => raw.set(args, options));
  }

  /** @param {unknown} [options] */
  checkUserAuthSSO(options) {
    return this.#core.call((raw) => raw.checkUserAuthSSO(options));
  }

  /** @param {unknown} [loginUrl] @param {unknown} [options] */
  userAuthSSOWithRedirect(loginUrl, options) {
    return this.#core.call((raw) => raw.userAuthSSOWithRedirect(loginUrl, options));
  }

  /** @param {unknown} [token] @param {unknown} [session] @param {unknown} [options] */
  logout(token, session, options) {
    return this.#core.call((raw) => raw.logout(token, session, options));
  }

  /** @param {unknown} [options] */
  clearSSO(options) {
    return this.#core.call((raw) => raw.clearSSO(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  waitForConfirmCode(args, options) {
    return this.#core.call((raw) => raw.waitForConfirmCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  agreement(args, options) {
    return this.#core.call((raw) => raw.agreement(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  pushConfirmCode(args, options) {
    return this.#core.call((raw) => raw.pushConfirmCode(args, options));
  }

  /** @param {unknown} [provider] @param {unknown} [customOptions] @param {unknown} [options] */
  getSocialLink(provider, customOptions, options) {
    return this.#core.call((raw) => raw.getSocialLink(provider, customOptions, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  otpLogin(args, options) {
    return this.#core.call((raw) => raw.otpLogin(args, options));
  }

  /** @param {unknown} [options] */
  otpResendCode(options) {
    return this.#core.call((raw) => raw.otpResendCode(options));
  }

  /** @param {unknown} [accessToken] @param {unknown} [provider] @param {unknown} [options] */
  oneTapLogin(accessToken, provider, options) {
    return this.#core.call((raw) => raw.oneTapLogin(accessToken, provider, options));
  }

  oauth2Auth() {
    this.#core.now((raw) => raw.oauth2Auth());
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  oauth2ConsentValidate(token, options) {
    return this.#core.call((raw) => raw.oauth2ConsentValidate(token, options));
  }

  /** @param {unknown} [token] @param {unknown} [approval] @param {unknown} [options] */
  oauth2PostConsent(token, approval, options) {
    return this.#core.call((raw) => raw.oauth2PostConsent(token, approval, options));
  }

  /** @param {unknown} [options] */
  fetchConfig(options) {
    return this.#core.call((raw) => raw.fetchConfig(options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  createAuthorizationUrl(args, options) {
    return this.#core.call((raw) => raw.createAuthorizationUrl(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  authorize(args, options) {
    return this.#core.call((raw) => raw.authorize(args, options));
  }

  /** @param {unknown} [url] @param {unknown} [options] */
  handleRedirectCallback(url, options) {
    return this.#core.call((raw) => raw.handleRedirectCallback(url, options));
  }

  /** @param {unknown} [result] @param {unknown} [options] */
  completeLogin(result, options) {
    return this.#core.call((raw) => raw.completeLogin(result, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  exchangeCode(args, options) {
    return this.#core.call((raw) => raw.exchangeCode(args, options));
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  refresh(args, options) {
    return this.#core.call((raw) => raw.refresh(args, options));
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  getUser(token, options) {
    return this.#core.call((raw) => raw.getUser(token, options));
  }

  /** @param {unknown} [options] */
  silentSignIn(options) {
    return this.#core.call((raw) => raw.silentSignIn(options));
  }
}
