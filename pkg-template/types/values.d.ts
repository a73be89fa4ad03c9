// The default options, the languages and the version.
import type { Config } from './options.js';
import type { Theme } from './theme.js';

/** The default options; frozen. */
export const defaultConfig: Readonly<Config> & {
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly consentUrl: string;
  readonly theme: Readonly<Theme>;
};

/** The documented values of `fullLocale`; frozen. */
export const SUPPORTED_LOCALES: readonly string[];

/** The languages of {@link SUPPORTED_LOCALES} that `@xsolla/login-sdk` lists, two letters each; frozen. */
export const SUPPORTED_LANGUAGES: readonly string[];

/** The version of this package. */
export const version: string;
