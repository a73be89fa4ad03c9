//! Decides from status, headers and body whether a response is a result or an error (contract:
//! `docs/errors.md`). Uses no JavaScript: the browser parses the JSON.

use crate::calls::{AnswerRules, Empty, Success};
use crate::error::{ErrorKind, SdkError};
use crate::http_date;
use crate::query::{decimal, digits};

/// What kind of body a response had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyKind {
    /// An empty body.
    Empty,
    /// JSON without an `error`.
    Json,
    /// JSON with an object `error`, and its code, if one can be read.
    Error(Option<String>),
    /// JSON with an `error` that is not an object, and that `error` as the code, if it is a string or a number (RFC
    /// 6749, 5.2).
    OauthError(Option<String>),
    /// Not JSON.
    Garbled,
    /// A body that ended too early.
    CutOff,
    /// Over 5 MB.
    TooLong,
}

/// What a response means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The JSON is the result.
    Json,
    /// The result is `{ code: <HTTP status> }`.
    Status,
    /// The result is `[]`.
    List,
    /// The result is `{ error: { code, … } }` with this code. It is not in the response: this package creates it.
    Late(&'static str),
    /// A redirect: the page may navigate.
    Redirect,
    /// An `APIError` with this code.
    Api(String),
    /// An `SDKError`.
    Sdk(SdkError),
}

/// What is known about a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The HTTP status; 0 for a redirect that the browser does not show (an opaque redirect).
    pub status: u16,
    /// Whether it is such a redirect.
    pub is_redirect: bool,
    /// What kind of body it had.
    pub body: BodyKind,
    /// Whether it has the header `x-captcha-enabled: 1`.
    pub captcha: bool,
    /// Seconds to wait, from `Retry-After`.
    pub retry_after: Option<f64>,
}

/// What the service said when it responded with an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The error code.
    pub code: String,
    /// How long to wait before the next request, in seconds.
    pub retry_after: Option<f64>,
}

/// Returns what a response means for a call with these rules.
pub fn meaning(rules: &AnswerRules, received: &Received) -> Meaning {
    let Received { status, body, .. } = received;
    if rules.success == Success::Redirect && (received.is_redirect || *status == 302) {
        return Meaning::Redirect;
    }
    match of_body(rules, *status, body, received.captcha) {
        Meaning::Json | Meaning::Status | Meaning::List if rules.success == Success::Redirect => {
            unusable("the service did not respond with a redirect")
        }
        meaning => meaning,
    }
}

/// Returns the error code of a response, also if the error is a result of the call.
pub fn error_code(rules: &AnswerRules, received: &Received) -> Option<String> {
    match (meaning(rules, received), &received.body) {
        (Meaning::Api(code), _) => Some(code),
        (Meaning::Late(code), _) => Some(code.into()),
        (Meaning::Json, BodyKind::Error(code)) if rules.success != Success::File => code.clone(),
        _ => None,
    }
}

fn of_body(rules: &AnswerRules, status: u16, body: &BodyKind, captcha: bool) -> Meaning {
    let failed = status >= 400;
    let body = match body {
        BodyKind::Error(_) | BodyKind::OauthError(_)
            if rules.success == Success::File && !failed =>
        {
            &BodyKind::Json
        }
        body => body,
    };
    if let BodyKind::Error(Some(code)) | BodyKind::OauthError(Some(code)) = body {
        let is_object = matches!(body, BodyKind::Error(_));
        return match code.as_str() {
            // A result is documented with an object `error`.
            code if is_object && rules.results.contains(&code) => Meaning::Json,
            "003-038" if captcha => Meaning::Api("003-338".into()),
            code => Meaning::Api(code.into()),
        };
    }
    if status == 408
        && rules.is_late
        && let Some(code) = rules.results.first()
    {
        return Meaning::Late(code);
    }
    if failed || matches!(body, BodyKind::Error(_) | BodyKind::OauthError(_)) {
        return Meaning::Api(decimal(status.into()));
    }
    if !(200..300).contains(&status) {
        return unusable(
            "the service's response has a status that is neither a success nor an error",
        );
    }
    match body {
        BodyKind::Empty => match rules.empty {
            Empty::Status => Meaning::Status,
            Empty::List => Meaning::List,
            Empty::Refused => unusable("the service's response is empty"),
        },
        BodyKind::Garbled => unusable("the service's response is not JSON"),
        BodyKind::CutOff => unusable("the service's response is cut off"),
        BodyKind::TooLong => unusable("the service's response is over 5 MB"),
        BodyKind::Json | BodyKind::Error(_) | BodyKind::OauthError(_) => Meaning::Json,
    }
}

/// Returns the meaning of a successful response that cannot be used.
fn unusable(why: &'static str) -> Meaning {
    Meaning::Sdk(SdkError::new(ErrorKind::Response, why))
}

/// Returns the seconds that `Retry-After` asks to wait: a whole number, or the time until a date (RFC 9110,
/// 10.2.3), rounded up and never negative. Returns `None` for any other value.
///
/// `until` returns the milliseconds from now until a date.
pub fn retry_after(header: &str, until: impl FnOnce(&str) -> f64) -> Option<f64> {
    let header = header.trim_ascii();
    digits(header).or_else(|| {
        let ms = until(&http_date::date(header)?);
        // Not finite: there is no such day.
        ms.is_finite().then(|| (ms / 1000.0).ceil().max(0.0))
    })
}

#[cfg(test)]
mod tests;
