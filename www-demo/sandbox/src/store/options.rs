//! What a sandbox is started with.

use std::time::Duration;

use crate::store::clock::Clock;
use crate::store::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};

/// The seeded Login project: what JWT calls send as `projectId`.
pub const PROJECT_ID: &str = "c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c";

/// The OAuth client of the seeded project: what OAuth calls send as `client_id`.
pub const CLIENT_ID: u64 = 4242;

/// The host names of a sandbox that is served by https. They must lead to this machine.
#[derive(Clone, Debug)]
pub struct Https {
    /// The service's own.
    pub host: String,
    /// Those of the pages, `https://NAME:PORT/game`. Their origins may call the
    /// service, and they are registered callbacks.
    pub pages: Vec<String>,
}

/// How to start a [`Sandbox`](crate::Sandbox). Every field has a default.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1 and ::1; 0 takes any that is free.
    pub port: u16,
    /// Serves by https in the place of http, with a certificate that nobody has
    /// signed, and sets the SSO cookie so that pages of other sites can use it.
    pub https: Option<Https>,
    /// The address of the page that signs users in. Its origin may call the
    /// service, it is a registered callback, and mails lead back to it.
    pub app: String,
    /// The id of the Login project that it knows.
    pub project_id: String,
    /// The id of the OAuth client of that project.
    pub client_id: u64,
    /// Further origins that may call the service.
    pub origins: Vec<String>,
    /// Further registered callbacks, for `login_url` and `redirect_uri` alike.
    /// Origin and path are compared, the query is not.
    pub callbacks: Vec<String>,
    /// Whether a new account must be confirmed by mail.
    pub confirm_mail: bool,
    /// How long `/otc/code` waits for the link to be opened.
    pub long_poll: Duration,
    /// The status of "confirm this address first" (003-011, 003-014): 200 or 422.
    pub ask_status: u16,
    /// The fields that users who lack them are asked for at sign-in: `email`,
    /// `phone_number`, or any other name.
    pub ask_fields: Vec<String>,
    /// Whether a right password is answered with a challenge: a code that goes to
    /// the user's address, for `/otp/validate`.
    pub second_factor: bool,
    /// Whether somebody who comes by a social network must accept the project's
    /// terms, with `/social/consent`.
    pub social_consent: bool,
    /// Whether the socials file names a network of the project's own.
    pub custom_network: bool,
    /// Whether sign-in, sign-up and reset want a solved captcha from the first try on.
    pub captcha: bool,
    /// The country that `/client/details` sees the caller in; empty for an answer
    /// without one.
    pub country: String,
    /// Whether a code or refresh token that is sent after it was used ends all tokens
    /// of its sign-in. Off, as nobody knows whether the service does so.
    pub reuse_detection: bool,
    /// How long an access token of the token endpoint lasts, from 1 s on.
    pub access_lifetime: Duration,
    /// What an access token of the token endpoint looks like.
    pub access_token: AccessTokenForm,
    /// How the token endpoint tells the life of an access token.
    pub expires_in: ExpiresIn,
    /// The shape of the token endpoint's errors.
    pub token_errors: TokenErrors,
    /// The time that codes, links, tokens and sessions expire by.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            https: None,
            app: "http://localhost:8080/".into(),
            project_id: PROJECT_ID.into(),
            client_id: CLIENT_ID,
            origins: Vec::new(),
            callbacks: Vec::new(),
            confirm_mail: true,
            long_poll: Duration::from_secs(20),
            ask_status: 422,
            ask_fields: Vec::new(),
            second_factor: false,
            social_consent: false,
            custom_network: false,
            captcha: false,
            country: "US".into(),
            reuse_detection: false,
            access_lifetime: Duration::from_secs(60 * 60),
            access_token: AccessTokenForm::default(),
            expires_in: ExpiresIn::default(),
            token_errors: TokenErrors::default(),
            clock: Clock::default(),
        }
    }
}
