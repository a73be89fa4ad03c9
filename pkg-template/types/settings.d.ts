// The settings of a project.
import type { ConfirmationType } from './enums.js';
import type { Open } from './helpers.js';
import type { Config } from './options.js';
import type { SocialLinks, Theme, VisualSettings } from './theme.js';

/**
 * The type of value a field takes. Only these, as in `@xsolla/login-sdk`: code written for it uses them as lookup keys.
 */
export type FieldType =
  'email' | 'str' | 'pass' | 'date' | 'select' | 'bool' | 'phone' | 'multi-select';

/** Characters that a value must contain. */
export interface ShouldContainType {
  /** A set of characters. */
  characters: string;
  /** The minimum number of these characters. */
  count: number;
}

/** Which rules the project has enabled for a value. */
export interface ValidationSettingsState {
  /** Maximum length. */
  max_characters?: boolean | string;
  /** Minimum length. */
  min_characters?: boolean | string;
  /** ASCII characters only. */
  allow_ascii_characters?: boolean | string;
  /** Digits and special characters. */
  user_numerals_spec_symbol?: boolean | string;
  /** Upper-case and lower-case letters. */
  letter_case?: boolean | string;
  /** Digits. */
  numerals?: boolean | string;
  /** Special characters. */
  spec_characters?: boolean | string[];
  /** No personal data of the user. */
  exclude_personal_data?: boolean | string;
  /** No common password. */
  password_dictionary?: boolean | string;
}

/** The rules for the value of a field. */
export interface ValidationType {
  /** The only characters that it may contain. */
  allowed_characters?: string;
  /** Characters that it must not contain. */
  forbidden_characters?: string;
  /** Maximum length in characters. */
  max_length?: number;
  /** Minimum length in characters. */
  min_length?: number;
  /** Regular expressions that it must match. */
  regexps?: string[];
  /** Characters that it must contain. */
  should_contain?: ShouldContainType[];
  /** Which of these rules the project has enabled. */
  settings_state?: ValidationSettingsState;
}

/** A field that the project still requests from a user. */
export interface AskFieldInterface {
  /** Name of the field, and of its value in `ask`. */
  name: Open<
    'email' | 'phone_number' | 'country-name' | 'gdpr_consent' | 'bday' | 'promo_email_agreement'
  >;
  /** Whether the user must fill it in to complete the sign-in. */
  required: boolean;
  /** The type of value it takes. */
  type: FieldType;
  /** The initial value. */
  default_value?: any;
  /** The rules for its value. */
  validation?: ValidationType;
  /** How the value is confirmed, if it has to be. */
  confirmation_type?: ConfirmationType;
  /** Position in the order in which the fields are requested, from 0. */
  step: number;
}

/** A field that the project still requests from a user. */
export type AskField = AskFieldInterface;

/** The fields that the project still requests from a user. */
export type AskFields = AskFieldInterface[];

/** A field of the sign-up form. */
export interface RegistrationField {
  /** Name of the field. */
  name: Open<
    | 'email'
    | 'username'
    | 'password'
    | 'accept_consent'
    | 'password_confirm'
    | 'bday'
    | 'given-name'
    | 'family-name'
    | 'promo_email_agreement'
    | 'agreement'
    | 'country'
    | 'gender'
    | 'country-name'
    | 'token'
    | 'nickname'
  >;
  /** Whether the user must fill it in to complete the sign-up. */
  required: boolean;
  /** The type of value it takes. */
  type: FieldType;
  /** The rules for its value. */
  validation?: ValidationType;
  /** The initial value. */
  default_value?: any;
}

/** The fields of the sign-up form. */
export type RegistrationFields = RegistrationField[];

/** What `fetchConfig` resolves to: the config, including the project's public settings. */
export interface SettingsResponse extends Config {
  /** Colours and shapes; the defaults if the project has none. */
  theme: Theme;
  /** The user's country, two capital letters (ISO 3166-1); `US` if unknown. */
  geo_ip_country: string;
  /** Social networks of that country's region. */
  social_links: SocialLinks;
  /** The fields of the sign-up form. */
  registration_fields: RegistrationFields;
  /** The publisher's own style sheet. */
  visual_settings: VisualSettings;
  /** URL of the terms of use, in the browser's language. */
  tos_url?: string;
  /** URL of the text that the user consents to, in the browser's language. */
  consent_url?: string;
  /** URL of the cookie policy, in the browser's language. */
  cookie_policy?: string;
  /** URL of the privacy policy, in the browser's language. */
  privacy_policy?: string;
}
