import {
  confirmationType,
  defaults,
  defaultTheme,
  socials,
  supportedLanguages,
  supportedLocales,
} from '../src/values.json';

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
const frozen = (value) => {
  if (Object(value) === value) {
    Object.values(/** @type {object} */ (value)).forEach(frozen);
    Object.freeze(value);
  }
  return value;
};

/** The options in force where none is given. */
export const defaultConfig = /* @__PURE__ */ frozen({ ...defaults, theme: defaultTheme });

/** The documented values of `fullLocale`. */
export const SUPPORTED_LOCALES = /* @__PURE__ */ frozen(supportedLocales);

/** The languages of {@link SUPPORTED_LOCALES} that the original names. */
export const SUPPORTED_LANGUAGES = /* @__PURE__ */ frozen(supportedLanguages);

/** The social networks, each name its own value. */
export const Socials = /* @__PURE__ */ frozen(
  Object.fromEntries(socials.map((name) => [name, name])),
);

/** How a field that was asked for is confirmed. */
export const ConfirmationType = /* @__PURE__ */ frozen(confirmationType);
