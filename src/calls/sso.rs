//! Single sign-on and sign-out.

use super::argument::*;
use super::call::*;

/// Asks whether this browser has a single sign-on session.
pub static CHECK_USER_AUTH_SSO: Call = Call {
    method: Method::Get,
    path: Path::Either {
        jwt: "/jwt/sso",
        oauth: "/oauth2/sso",
    },
    answer: AnswerRules {
        success: Success::LoginUrl,
        ..PLAIN
    },
    ..CALL
};

/// Navigates the page through the service, which adds the sign-in of an active single sign-on session.
pub static USER_AUTH_SSO_WITH_REDIRECT: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/jwt/sso/redirect"),
    args: &[optional("loginUrl", Accepts::Text, To::LoginUrl)],
    positional: 1,
    answer: AnswerRules {
        success: Success::Redirect,
        ..PLAIN
    },
    policy: Policy::RedirectTest,
    ..CALL
};

/// Ends the session in this browser, or those on all devices.
pub static LOGOUT: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/oauth2/logout"),
    query: QueryOptions::None,
    args: &[
        TOKEN,
        required("session", Accepts::Session, To::Parameter("sessions")),
    ],
    positional: 2,
    ..CALL
};

/// Deletes this browser's session cookie.
pub static CLEAR_SSO: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/oauth2/clear_sso"),
    query: QueryOptions::Project,
    ..CALL
};
