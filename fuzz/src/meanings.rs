//! What responses mean.

use xsolla_login::{
    answer::{self, BodyKind, Meaning, Received},
    calls::ALL,
    error::ErrorKind,
};

use super::{NAVIGATION, file};

/// The calls that reject a successful response with an empty body, besides those of `file` and `confirms`.
const NOT_EMPTY: [&str; 5] = [
    "clientDetails",
    "oldSettings",
    "exchangeCode",
    "refresh",
    "getUser",
];

/// Checks the meaning of a response for every call. A failure is never a result, except in the
/// two cases that the documents show. `Retry-After` makes no difference.
pub fn meaning(status: u16, body: &BodyKind, captcha: bool) {
    for (name, call) in ALL {
        for is_redirect in [false, true] {
            let received = Received {
                status,
                is_redirect,
                body: body.clone(),
                captcha,
                retry_after: is_redirect.then_some(7.0),
            };
            let of = answer::meaning(&call.answer, &received);
            match *name {
                NAVIGATION => navigation(&received, of),
                name => check(name, &received, of),
            }
        }
    }
}

/// Checks that a navigation succeeds only with a redirect, whatever else the response contains.
fn navigation(received: &Received, of: Meaning) {
    if received.is_redirect || received.status == 302 {
        assert_eq!(of, Meaning::Redirect);
        return;
    }
    match expected(NAVIGATION, received) {
        Some(expected) => assert_eq!(of, expected, "{received:?}"),
        None => assert!(is_unusable(&of), "{received:?}: {of:?}"),
    }
}

fn check(name: &str, received: &Received, of: Meaning) {
    if let Some(expected) = expected(name, received) {
        assert_eq!(of, expected, "{name} {received:?}");
        return;
    }
    let refuses_empty = confirms(name) || file(name).is_some() || NOT_EMPTY.contains(&name);
    let data = match received.body {
        BodyKind::Json | BodyKind::Error(_) | BodyKind::OauthError(_) => true,
        BodyKind::Empty => !refuses_empty,
        BodyKind::Garbled | BodyKind::CutOff | BodyKind::TooLong => false,
    };
    if !(data && (200..300).contains(&received.status)) {
        assert!(is_unusable(&of), "{name} {received:?}: {of:?}");
        return;
    }
    let expected = match received.body {
        BodyKind::Empty if name == "getAskFields" => Meaning::List,
        BodyKind::Empty => Meaning::Status,
        _ => Meaning::Json,
    };
    assert_eq!(of, expected, "{name} {received:?}");
}

fn confirms(name: &str) -> bool {
    ["getConfirmCode", "waitForConfirmCode"].contains(&name)
}

/// Returns the meaning of a response that is an error, or a result in the form of an error; `None` for a response
/// that may be a success.
fn expected(name: &str, received: &Received) -> Option<Meaning> {
    let Received { status, body, .. } = received;
    match body {
        BodyKind::Error(_) | BodyKind::OauthError(_) if file(name).is_some() && *status < 400 => {
            None
        }
        BodyKind::Error(Some(code))
            if name == "ask" && ["003-011", "003-014"].contains(&code.as_str()) =>
        {
            Some(Meaning::Json)
        }
        BodyKind::Error(Some(code)) if confirms(name) && code == "010-050" => Some(Meaning::Json),
        BodyKind::Error(Some(code)) | BodyKind::OauthError(Some(code)) => {
            Some(match code.as_str() {
                "003-038" if received.captcha => Meaning::Api("003-338".into()),
                code => Meaning::Api(code.into()),
            })
        }
        _ if *status == 408 && confirms(name) => Some(Meaning::Late("010-050")),
        BodyKind::Error(None) | BodyKind::OauthError(None) => {
            Some(Meaning::Api(status.to_string()))
        }
        _ if *status >= 400 => Some(Meaning::Api(status.to_string())),
        _ => None,
    }
}

fn is_unusable(of: &Meaning) -> bool {
    matches!(of, Meaning::Sdk(error) if error.kind == ErrorKind::Response && error.subject.is_none())
}
