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
    signature: Signature {
        options: MoreOptions::Navigation,
        ..by_position(1, &[optional("loginUrl", Accepts::Text, To::LoginUrl)])
    },
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
    signature: by_position(
        2,
        &[
            TOKEN,
            required("session", Accepts::Session, To::Parameter("sessions")),
        ],
    ),
    ..CALL
};

/// Deletes this browser's session cookie.
pub static CLEAR_SSO: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/oauth2/clear_sso"),
    query: QueryOptions::Project,
    ..CALL
};
