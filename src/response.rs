//! Status, headers and what the body was → result or error. Knows no JavaScript: the browser
//! parses the JSON.

use crate::calls::{Answer, Empty};
use crate::error::{Kind, SdkError};

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
    /// Over 5 MB.
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
    let body = match body {
        Body::Error(_) if answer.is_file && !failed => Body::Json,
        body => body,
    };
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
    if status == 408
        && answer.is_late
        && let Some(code) = answer.results.first()
    {
        return Meaning::Late(code);
    }
    if failed || matches!(body, Body::Error(_)) {
        return Meaning::Api(decimal(status));
    }
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

/// A success whose body cannot be used.
#[inline(never)]
fn unusable(why: &str) -> Meaning {
    Meaning::Sdk(SdkError::new(
        Kind::Response,
        None,
        &["the service's answer ", why],
    ))
}

/// A status as text, without the formatting machinery, which is larger than this crate's own code.
fn decimal(status: u16) -> String {
    let mut digits = String::new();
    for place in [10_000, 1_000, 100, 10, 1] {
        let digit = usize::from(status.checked_div(place).unwrap_or(0) % 10);
        if digit > 0 || !digits.is_empty() || place == 1 {
            digits.push_str("0123456789".get(digit..=digit).unwrap_or_default());
        }
    }
    digits
}

/// A failed attempt, as far as it matters for repeating it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failure {
    /// The HTTP status; 0 where there was no answer, or none that is an error.
    pub status: u16,
    /// Whether there was no answer.
    pub is_network: bool,
    /// Seconds that the service asked to wait.
    pub retry_after: Option<f64>,
}

impl Failure {
    /// Whether the same request may succeed later: no answer, a time-out of the service, too many
    /// requests (RFC 6585), or trouble behind it (RFC 9110, 15.6).
    pub fn may_pass(&self) -> bool {
        match self.status {
            0 => self.is_network,
            status => matches!(status, 408 | 429 | 500 | 502 | 503 | 504),
        }
    }
}

/// `Retry-After` in whole seconds, if it is given as such (RFC 9110, 10.2.3).
pub fn retry_after_seconds(header: &str) -> Option<f64> {
    let digits = header.trim_ascii();
    let mut seconds = 0.0;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        seconds = seconds * 10.0 + f64::from(byte & 15);
    }
    (!digits.is_empty()).then_some(seconds)
}

/// `Retry-After` as a date in seconds from `now`; both in milliseconds since 1970.
pub fn retry_after_date(date: f64, now: f64) -> Option<f64> {
    date.is_finite()
        .then(|| ((date - now) / 1000.0).ceil().max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::{CALLS, Call};

    fn of(name: &str, status: u16, body: Body) -> Meaning {
        meaning(&Call::named(name).unwrap().answer, status, body, false)
    }

    fn error(code: &str) -> Body {
        Body::Error(Some(code.into()))
    }

    fn is_response_error(meaning: Meaning) -> bool {
        matches!(meaning, Meaning::Sdk(error) if error.kind == Kind::Response)
    }

    #[test]
    fn json_of_a_success_is_the_result() {
        assert_eq!(of("login", 200, Body::Json), Meaning::Json);
    }

    #[test]
    fn an_empty_success_gives_what_its_call_says() {
        assert_eq!(of("logout", 204, Body::Empty), Meaning::Status);
        assert_eq!(of("getAskFields", 200, Body::Empty), Meaning::List);
        assert!(is_response_error(of("getConfirmCode", 200, Body::Empty)));
    }

    #[test]
    fn an_error_in_a_success_is_an_api_error_too() {
        assert_eq!(
            of("login", 200, error("003-001")),
            Meaning::Api("003-001".into())
        );
        assert_eq!(
            of("login", 200, Body::Error(None)),
            Meaning::Api("200".into())
        );
    }

    #[test]
    fn a_contact_to_confirm_is_a_result_whatever_the_status() {
        for status in [200, 422] {
            assert_eq!(of("ask", status, error("003-011")), Meaning::Json);
            assert_eq!(of("ask", status, error("003-014")), Meaning::Json);
        }
        assert_eq!(
            of("ask", 422, error("003-001")),
            Meaning::Api("003-001".into())
        );
        assert_eq!(
            of("login", 422, error("003-011")),
            Meaning::Api("003-011".into())
        );
    }

    #[test]
    fn a_wait_that_ran_out_is_a_result() {
        assert_eq!(of("getConfirmCode", 408, error("010-050")), Meaning::Json);
        assert_eq!(
            of("getConfirmCode", 408, Body::Garbled),
            Meaning::Late("010-050")
        );
        assert_eq!(
            of("getConfirmCode", 408, Body::Error(None)),
            Meaning::Late("010-050")
        );
        assert_eq!(
            of("getConfirmCode", 408, error("1")),
            Meaning::Api("1".into())
        );
        assert_eq!(of("login", 408, Body::Empty), Meaning::Api("408".into()));
    }

    #[test]
    fn a_failure_with_any_body_is_an_api_error_with_its_status() {
        for body in [
            Body::Empty,
            Body::Json,
            Body::Garbled,
            Body::CutOff,
            Body::TooLong,
        ] {
            assert_eq!(of("login", 502, body), Meaning::Api("502".into()));
        }
    }

    #[test]
    fn a_success_whose_body_cannot_be_used_is_a_response_error() {
        for body in [Body::Garbled, Body::CutOff, Body::TooLong] {
            assert!(is_response_error(of("login", 200, body)));
        }
        assert!(is_response_error(of("login", 0, Body::Json)));
        assert!(is_response_error(of("login", 304, Body::Empty)));
    }

    #[test]
    fn the_captcha_header_turns_one_code_into_another() {
        let answer = &CALLS[0].answer;
        let code = |code, captcha| meaning(answer, 422, error(code), captcha);
        assert_eq!(code("003-038", true), Meaning::Api("003-338".into()));
        assert_eq!(code("003-038", false), Meaning::Api("003-038".into()));
        assert_eq!(code("003-001", true), Meaning::Api("003-001".into()));
    }

    #[test]
    fn an_error_in_a_file_is_data_but_not_in_a_failure() {
        for name in ["authFile", "socialsFile", "themeFile"] {
            assert_eq!(of(name, 200, error("1")), Meaning::Json);
            assert_eq!(of(name, 404, error("1")), Meaning::Api("1".into()));
            assert!(is_response_error(of(name, 200, Body::Empty)));
        }
        assert_eq!(
            of("clientDetails", 200, error("1")),
            Meaning::Api("1".into())
        );
    }

    #[test]
    fn a_status_is_written_in_decimal() {
        for status in [0, 7, 10, 204, 404, 599, 1000, u16::MAX] {
            assert_eq!(decimal(status), status.to_string());
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after_seconds(" 120 "), Some(120.0));
        for other in ["", "-1", "1.5", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            assert_eq!(retry_after_seconds(other), None);
        }
        assert_eq!(retry_after_date(10_500.0, 10_000.0), Some(1.0));
        assert_eq!(retry_after_date(9_000.0, 10_000.0), Some(0.0));
        assert_eq!(retry_after_date(f64::NAN, 0.0), None);
    }
}
