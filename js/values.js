import {
  apiCodes,
  confirmationType,
  defaults,
  defaultTheme,
  socials,
  supportedLanguages,
  supportedLocales,
} from '../src/values.json';

/**
 * Freezes an object of JSON values deeply. This runs at import, so it does not visit strings.
 * @template {object} T
 * @param {T} value
 * @returns {T}
 */
const frozen = (value) => {
  for (const inside of Object.values(value)) if (typeof inside === 'object') frozen(inside);
  return Object.freeze(value);
};

/** @param {string[]} names */
const namesakes = (names) => Object.fromEntries(names.map((name) => [name, name]));

/** The default options. */
export const defaultConfig = /* @__PURE__ */ frozen({ ...defaults, theme: defaultTheme });

/** The documented values of `fullLocale`. */
export const SUPPORTED_LOCALES = /* @__PURE__ */ Object.freeze(supportedLocales);

/** The languages of {@link SUPPORTED_LOCALES} that the original SDK lists. */
export const SUPPORTED_LANGUAGES = /* @__PURE__ */ Object.freeze(supportedLanguages);

/** The social networks. Each name is its own value. */
export const Socials = /* @__PURE__ */ frozen(/* @__PURE__ */ namesakes(socials));

/** How a requested field is confirmed. */
export const ConfirmationType = /* @__PURE__ */ Object.freeze(confirmationType);

/** The error codes with a known meaning, by name. */
export const APICodes = /* @__PURE__ */ Object.freeze(apiCodes);
