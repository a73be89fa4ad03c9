// What a sandbox holds: messages, users and requests.

/** An email or text message, which is never really sent. */
export interface Message {
  /** Identifies the message. */
  id: string;
  /** The email address or phone number of the recipient. */
  to: string;
  /** What it is for: to confirm an account, to sign in or confirm a field by code, or to reset a password. */
  kind: 'confirm' | 'code' | 'reset';
  /** Whether it is an email or a text message. */
  channel: 'mail' | 'sms';
  /** The subject, also of a text message. */
  subject: string;
  /** The text. It does not contain the link. */
  text: string;
  /** The one-time code or reset code in the message. */
  code?: string;
  /** The link in the message. */
  link?: string;
  /** When it was sent, for example `2030-01-31T12:00:00Z`. */
  at: string;
}

/** A user to add. At least one of `username`, `email` and `phoneNumber` is required. */
export interface NewUser {
  /** The user name, 3 to 255 characters. No other user may have it. */
  username?: string | undefined;
  /** The email address. No other user may have it. */
  email?: string | undefined;
  /** The phone number: `+` and 5 to 25 digits. No other user may have it. */
  phoneNumber?: string | undefined;
  /** The password, 6 to 100 characters. Without one, the user cannot sign in with a password. */
  password?: string | undefined;
  /** Whether the account may sign in. @defaultValue `true` */
  confirmed?: boolean | undefined;
  /** The user's other fields: `nickname`, `birthday`, … */
  fields?: Record<string, unknown> | undefined;
}

/** A user of the project. */
export interface User {
  /** The user's id, which `getUser` returns as well. */
  id: string;
  /** The user name. */
  username?: string;
  /** The email address. */
  email?: string;
  /** The phone number. */
  phoneNumber?: string;
  /** The social network that the user signed up with. */
  network?: string;
  /** Whether the account may sign in. */
  confirmed: boolean;
  /** The user's other fields: `nickname`, `birthday`, … */
  fields: Record<string, unknown>;
  /** When the user was added or signed up, for example `2030-01-31T12:00:00Z`. */
  registered: string;
  /** When the user last signed in, for example `2030-01-31T12:00:00Z`. */
  lastLogin?: string;
}

/** A request to a path below `/api` or `/cdn`, without its query and body. */
export interface Received {
  /** The HTTP method, such as `POST`. */
  method: string;
  /** The path, such as `/api/login`. */
  path: string;
  /** The HTTP status of the response; `null` as long as there is none. */
  status: number | null;
  /** When it arrived, for example `2030-01-31T12:00:00Z`. */
  at: string;
  /** A digest of the refresh token in the request. */
  refreshToken?: string;
}

/** How often a refresh token was sent, and how often there was a response. */
export interface RefreshTokenUse {
  /** A digest of the refresh token. */
  token: string;
  /** How many requests contained it. */
  sent: number;
  /** How many of them got a response. */
  answered: number;
}
