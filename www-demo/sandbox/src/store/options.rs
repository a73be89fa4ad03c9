//! The options that a sandbox is started with.

use std::time::Duration;

use crate::store::clock::Clock;
use crate::store::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};

/// The default id of the Login project, which JWT calls send as `projectId`.
pub const PROJECT_ID: &str = "c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c";

/// The default id of the OAuth client, which OAuth calls send as `client_id`.
pub const CLIENT_ID: u64 = 4242;

/// The host names of a sandbox that serves over https. They must resolve to this
/// machine.
#[derive(Clone, Debug)]
pub struct Https {
    /// The host name of the service.
    pub host: String,
    /// The host names of pages, each at `https://NAME:PORT/game`. Their origins may
    /// call the service, and they are registered callbacks.
    pub pages: Vec<String>,
}

/// How to start a [`Sandbox`](crate::Sandbox). Every field has a default.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1 and ::1; 0 for any free port.
    pub port: u16,
    /// Serves over https instead of http, with a self-signed certificate, and sets the
    /// SSO cookie so that pages of other sites can use it.
    pub https: Option<Https>,
    /// The URL of the page that signs users in. Its origin may call the service, it is
    /// a registered callback, and emails lead back to it unless the call names another
    /// page.
    pub app: String,
    /// The id of the Login project.
    pub project_id: String,
    /// The id of the OAuth client of that project.
    pub client_id: u64,
    /// More origins that may call the service.
    pub origins: Vec<String>,
    /// More registered callbacks, for both `login_url` and `redirect_uri`. Origin and
    /// path are compared; the query is not.
    pub callbacks: Vec<String>,
    /// Whether a new account must be confirmed by email.
    pub confirm_mail: bool,
    /// How long `/otc/code` waits for the link to be opened.
    pub long_poll: Duration,
    /// The HTTP status of the errors 003-011 (confirm the email address) and 003-014
    /// (confirm the phone number): 200 or 422.
    pub ask_status: u16,
    /// The fields that a user must fill in at sign-in if they are missing: `email`,
    /// `phone_number`, or any other name.
    pub ask_fields: Vec<String>,
    /// Whether the response to a correct password is a challenge: a code is sent to the
    /// user's email address or phone number, for `/otp/validate`.
    pub second_factor: bool,
    /// Whether users who sign in with a social network must accept the project's terms,
    /// through `/social/consent`.
    pub social_consent: bool,
    /// Whether the socials file lists a custom network of the project.
    pub custom_network: bool,
    /// Whether sign-in, sign-up and reset require a solved captcha from the first
    /// attempt.
    pub captcha: bool,
    /// The country that `/client/details` returns for the caller; if empty, it returns
    /// none.
    pub country: String,
    /// Whether a code or refresh token that is sent again after it was used ends all
    /// tokens of its sign-in. Off by default, because it is not known whether the
    /// service does so.
    pub reuse_detection: bool,
    /// How long an access token from the token endpoint lasts: 1 s or more.
    pub access_lifetime: Duration,
    /// The form of an access token from the token endpoint.
    pub access_token: AccessTokenForm,
    /// How the token endpoint states the lifetime of an access token.
    pub expires_in: ExpiresIn,
    /// The form of the token endpoint's errors.
    pub token_errors: TokenErrors,
    /// The clock by which codes, links, tokens and sessions expire.
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
