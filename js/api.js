import { Core } from './core.js';
import * as calls from './generated/calls.js';
import { Session } from './session.js';
import { fetchConfig } from './settings.js';
import { SignIn } from './sign-in.js';

/** The calls of one Login project. Each goes to the wasm with its arguments as they are. */
export class Api {
  #core;
  #session;
  #signIn;

  /** @param {unknown} options */
  constructor(options) {
    this.#core = new Core(options);
    this.#session = new Session(this.#core);
    const signIn = new SignIn(this.#core, this.#session);
    this.#signIn = signIn;
    this.#core.onCall = () => signIn.note();
  }

  /** The tokens of whoever is signed in. */
  get session() {
    return this.#session.shown;
  }

  getConfig() {
    return this.#core.shown();
  }

  /** @param {unknown} options */
  updateConfig(options) {
    this.#core.adopt(options);
    return this.#core.shown();
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  signup(args, options) {
    return this.#core.call(calls.signup, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  login(args, options) {
    return this.#core.call(calls.login, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  resendEmail(args, options) {
    return this.#core.call(calls.resendEmail, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  phoneGetCode(args, options) {
    return this.#core.call(calls.phoneGetCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  emailGetCode(args, options) {
    return this.#core.call(calls.emailGetCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getConfirmCode(args, options) {
    return this.#core.call(calls.getConfirmCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithPhoneCode(args, options) {
    return this.#core.call(calls.loginWithPhoneCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  loginWithEmailCode(args, options) {
    return this.#core.call(calls.loginWithEmailCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  getAskFields(args, options) {
    return this.#core.call(calls.getAskFields, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  ask(args, options) {
    return this.#core.call(calls.ask, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  reset(args, options) {
    return this.#core.call(calls.reset, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  set(args, options) {
    return this.#core.call(calls.set, [args, options]);
  }

  /** @param {unknown} [options] */
  checkUserAuthSSO(options) {
    return this.#core.call(calls.checkUserAuthSSO, [options]);
  }

  /** @param {unknown} [loginUrl] @param {unknown} [options] */
  userAuthSSOWithRedirect(loginUrl, options) {
    return this.#core.call(calls.userAuthSSOWithRedirect, [loginUrl, options]);
  }

  /** @param {unknown} [token] @param {unknown} [session] @param {unknown} [options] */
  logout(token, session, options) {
    return this.#core.call(calls.logout, [token, session, options]);
  }

  /** @param {unknown} [options] */
  clearSSO(options) {
    return this.#core.call(calls.clearSSO, [options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  waitForConfirmCode(args, options) {
    return this.#core.call(calls.waitForConfirmCode, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  agreement(args, options) {
    return this.#core.call(calls.agreement, [args, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  pushConfirmCode(args, options) {
    return this.#core.call(calls.pushConfirmCode, [args, options]);
  }

  /** @param {unknown} [provider] @param {unknown} [customOptions] @param {unknown} [options] */
  getSocialLink(provider, customOptions, options) {
    return this.#core.call(calls.getSocialLink, [provider, customOptions, options]);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  otpLogin(args, options) {
    return this.#core.call(calls.otpLogin, [args, options]);
  }

  /** @param {unknown} [options] */
  otpResendCode(options) {
    return this.#core.call(calls.otpResendCode, [options]);
  }

  /** @param {unknown} [accessToken] @param {unknown} [provider] @param {unknown} [options] */
  oneTapLogin(accessToken, provider, options) {
    return this.#core.call(calls.oneTapLogin, [accessToken, provider, options]);
  }

  oauth2Auth() {
    this.#signIn.oauth2Auth();
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  oauth2ConsentValidate(token, options) {
    return this.#core.call(calls.oauth2ConsentValidate, [token, options]);
  }

  /** @param {unknown} [token] @param {unknown} [approval] @param {unknown} [options] */
  oauth2PostConsent(token, approval, options) {
    return this.#core.call(calls.oauth2PostConsent, [token, approval, options]);
  }

  /** @param {unknown} [options] */
  async fetchConfig(options) {
    await fetchConfig(this.#core, options);
    return this.#core.shown();
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  createAuthorizationUrl(args, options) {
    return this.#signIn.createAuthorizationUrl(args, options);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  authorize(args, options) {
    return this.#signIn.authorize(args, options);
  }

  /** @param {unknown} [url] @param {unknown} [options] */
  handleRedirectCallback(url, options) {
    return this.#signIn.handleRedirectCallback(url, options);
  }

  /** @param {unknown} [result] @param {unknown} [options] */
  completeLogin(result, options) {
    return this.#signIn.completeLogin(result, options);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  exchangeCode(args, options) {
    return this.#signIn.exchangeCode(args, options);
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  refresh(args, options) {
    return this.#session.refresh(args, options);
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  getUser(token, options) {
    return this.#signIn.getUser(token, options);
  }

  /** @param {unknown} [options] */
  silentSignIn(options) {
    return this.#signIn.silentSignIn(options);
  }
}
