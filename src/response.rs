//! Status, headers and what the body was → result or error. Knows no JavaScript: the browser
//! parses the JSON.

use crate::calls::{Answer, Empty};
use crate::error::{Kind, SdkError};

/// The longest body that is read, in bytes by `Content-Length`, in UTF-16 units by the text.
pub const LONGEST_BODY: u32 = 5_000_000;

/// What the body of an answer was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON without an `error`.
    Json,
    /// JSON with an `error`, and the code in it if one can be read.
    Error(Option<String>),
    /// Not JSON.
    Garbled,
    /// It ended too early.
    CutOff,
    /// Over [`LONGEST_BODY`].
    TooLong,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The JSON is the result.
    Json,
    /// `{ code: <HTTP status> }`.
    Status,
    /// `[]`.
    List,
    /// `{ error: { code, … } }`, made here.
    Late(&'static str),
    /// An `APIError` with this code.
    Api(String),
    /// An `SDKError`.
    Sdk(SdkError),
}

/// What an answer means for a call. `captcha`: whether the header `x-captcha-enabled: 1` came.
pub fn meaning(answer: &Answer, status: u16, body: Body, captcha: bool) -> Meaning {
    let failed = status >= 400;
    if let Body::Error(Some(code)) = &body {
        if answer.results.contains(&code.as_str()) {
            return Meaning::Json;
        }
        return Meaning::Api(if captcha && code == "003-038" {
            "003-338".into()
        } else {
            code.clone()
        });
    }
    if let (408, Some(code)) = (status, answer.late) {
        return Meaning::Late(code);
    }
    if failed || matches!(body, Body::Error(_)) {
        return Meaning::Api(decimal(status));
    }
    let unusable = |why| {
        Meaning::Sdk(SdkError::new(
            Kind::Response,
            &["the service's answer ", why],
        ))
    };
    if !(200..300).contains(&status) {
        return unusable("has a status that is neither a success nor an error");
    }
    match body {
        Body::Empty => match answer.empty {
            Empty::Status => Meaning::Status,
            Empty::List => Meaning::List,
            Empty::Refused => unusable("is empty"),
        },
        Body::Garbled => unusable("is not JSON"),
        Body::CutOff => unusable("is cut off"),
        Body::TooLong => unusable("is over 5 MB"),
        Body::Json | Body::Error(_) => Meaning::Json,
    }
}

/// A status as text, without the formatting machinery, which is larger than this crate's own code.
fn decimal(status: u16) -> String {
    let mut digits = String::new();
    let mut place = 10_000;
    while place > 0 {
        let digit = status / place % 10;
        if digit > 0 || !digits.is_empty() || place == 1 {
            digits.push(char::from(b'0'.saturating_add(digit as u8)));
        }
        place /= 10;
    }
    digits
}

/// `Retry-After` in whole seconds, if it is given as such (RFC 9110, 10.2.3).
pub fn retry_after_seconds(header: &str) -> Option<f64> {
    let header = header.trim();
    if header.is_empty() || !header.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(header.bytes().fold(0.0, |seconds, byte| {
        seconds * 10.0 + f64::from(byte.saturating_sub(b'0'))
    }))
}

/// `Retry-After` as a date in seconds from `now`; both in milliseconds since 1970.
pub fn retry_after_date(date: f64, now: f64) -> Option<f64> {
    date.is_finite()
        .then(|| ((date - now) / 1000.0).ceil().max(0.0))
}
