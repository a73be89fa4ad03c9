// The exports of every entry.
import { readLoginUrl } from './callback.js';
import { CancelToken, isCancel } from './cancel-token.js';
import { APIError, SDKError } from './errors.js';
import { listenForLogin } from './listen.js';
import { init } from './load.js';
import {
  APICodes,
  ConfirmationType,
  defaultConfig,
  Socials,
  SUPPORTED_LANGUAGES,
  SUPPORTED_LOCALES,
} from './values.js';
import { Api } from './generated/api.js';
import { version } from './generated/version.js';

const XsollaLogin = {
  Api,
  APICodes,
  APIError,
  SDKError,
  CancelToken,
  isCancel,
  init,
  readLoginUrl,
  listenForLogin,
  defaultConfig,
  SUPPORTED_LOCALES,
  SUPPORTED_LANGUAGES,
  Socials,
  ConfirmationType,
  version,
};

export {
  Api,
  APICodes,
  APIError,
  SDKError,
  CancelToken,
  isCancel,
  init,
  readLoginUrl,
  listenForLogin,
  defaultConfig,
  SUPPORTED_LOCALES,
  SUPPORTED_LANGUAGES,
  Socials,
  ConfirmationType,
  version,
  XsollaLogin as default,
};
