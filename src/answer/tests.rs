//! Tests of what responses mean.

use super::*;
use crate::calls::{self, account};

fn received(status: u16, body: BodyKind) -> Received {
    Received {
        status,
        is_redirect: false,
        body,
        captcha: false,
        retry_after: None,
    }
}

fn of_call(name: &str, received: &Received) -> Meaning {
    meaning(&calls::named(name).unwrap().answer, received)
}

fn of(name: &str, status: u16, body: BodyKind) -> Meaning {
    of_call(name, &received(status, body))
}

fn error(code: &str) -> BodyKind {
    BodyKind::Error(Some(code.into()))
}

fn is_response_error(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Sdk(error) if error.kind == ErrorKind::Response)
}

#[test]
fn the_json_of_a_success_is_the_result() {
    assert_eq!(of("login", 200, BodyKind::Json), Meaning::Json);
}

#[test]
fn an_empty_success_has_the_result_that_its_call_defines() {
    assert_eq!(of("logout", 204, BodyKind::Empty), Meaning::Status);
    assert_eq!(of("getAskFields", 200, BodyKind::Empty), Meaning::List);
    assert!(is_response_error(of(
        "getConfirmCode",
        200,
        BodyKind::Empty
    )));
}

#[test]
fn an_error_object_in_a_success_is_an_api_error() {
    assert_eq!(
        of("login", 200, error("003-001")),
        Meaning::Api("003-001".into())
    );
    assert_eq!(
        of("login", 200, BodyKind::Error(None)),
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

/// The documents describe only results with an object `error`.
#[test]
fn an_error_in_the_form_of_oauth_is_never_a_result() {
    let code = |code: &str| BodyKind::OauthError(Some(code.into()));
    for status in [200, 422] {
        let meaning = of("ask", status, code("003-011"));
        assert_eq!(meaning, Meaning::Api("003-011".into()));
    }
    assert_eq!(
        of("refresh", 400, code("invalid_grant")),
        Meaning::Api("invalid_grant".into())
    );
    assert_eq!(
        of("login", 200, BodyKind::OauthError(None)),
        Meaning::Api("200".into())
    );
}

#[test]
fn a_long_poll_that_timed_out_is_a_result() {
    assert_eq!(of("getConfirmCode", 408, error("010-050")), Meaning::Json);
    assert_eq!(
        of("getConfirmCode", 408, BodyKind::Garbled),
        Meaning::Late("010-050")
    );
    assert_eq!(
        of("getConfirmCode", 408, BodyKind::Error(None)),
        Meaning::Late("010-050")
    );
    assert_eq!(
        of("getConfirmCode", 408, error("1")),
        Meaning::Api("1".into())
    );
    assert_eq!(
        of("login", 408, BodyKind::Empty),
        Meaning::Api("408".into())
    );
}

#[test]
fn a_failure_with_any_body_is_an_api_error_with_its_status() {
    for body in [
        BodyKind::Empty,
        BodyKind::Json,
        BodyKind::Garbled,
        BodyKind::CutOff,
        BodyKind::TooLong,
    ] {
        assert_eq!(of("login", 502, body), Meaning::Api("502".into()));
    }
}

#[test]
fn a_success_whose_body_cannot_be_used_is_a_response_error() {
    for body in [BodyKind::Garbled, BodyKind::CutOff, BodyKind::TooLong] {
        assert!(is_response_error(of("login", 200, body)));
    }
    assert!(is_response_error(of("login", 0, BodyKind::Json)));
    assert!(is_response_error(of("login", 304, BodyKind::Empty)));
}

#[test]
fn the_captcha_header_changes_one_error_code() {
    let code = |code, captcha| {
        let received = Received {
            captcha,
            ..received(422, error(code))
        };
        meaning(&account::SIGNUP.answer, &received)
    };
    assert_eq!(code("003-038", true), Meaning::Api("003-338".into()));
    assert_eq!(code("003-038", false), Meaning::Api("003-038".into()));
    assert_eq!(code("003-001", true), Meaning::Api("003-001".into()));
}

#[test]
fn a_key_named_error_is_data_in_a_file_and_an_error_in_a_failure() {
    for name in ["authFile", "socialsFile", "themeFile"] {
        assert_eq!(of(name, 200, error("1")), Meaning::Json);
        assert_eq!(of(name, 404, error("1")), Meaning::Api("1".into()));
        assert!(is_response_error(of(name, 200, BodyKind::Empty)));
    }
    assert_eq!(
        of("clientDetails", 200, error("1")),
        Meaning::Api("1".into())
    );
}

#[test]
fn an_error_code_is_found_in_errors_and_in_errors_that_count_as_results() {
    let of = |name: &str, status, body| {
        error_code(&calls::named(name).unwrap().answer, &received(status, body))
    };
    assert_eq!(
        of("login", 401, error("003-001")).as_deref(),
        Some("003-001")
    );
    assert_eq!(of("login", 503, BodyKind::Garbled).as_deref(), Some("503"));
    assert_eq!(of("ask", 400, error("003-011")).as_deref(), Some("003-011"));
    assert_eq!(
        of("getConfirmCode", 408, BodyKind::Empty).as_deref(),
        Some("010-050")
    );
    assert_eq!(of("login", 200, BodyKind::Json), None);
    // A file is data, whatever it contains.
    assert_eq!(of("authFile", 200, error("x-1")), None);
    assert_eq!(of("authFile", 404, error("x-1")).as_deref(), Some("x-1"));
}

#[test]
fn only_a_redirect_navigates_the_page() {
    let of = |status, is_redirect, body| {
        let received = Received {
            is_redirect,
            ..received(status, body)
        };
        of_call("userAuthSSOWithRedirect", &received)
    };
    assert_eq!(of(302, false, BodyKind::Empty), Meaning::Redirect);
    assert_eq!(of(0, true, BodyKind::Empty), Meaning::Redirect);
    assert!(is_response_error(of(200, false, BodyKind::Json)));
    assert!(is_response_error(of(204, false, BodyKind::Empty)));
    assert_eq!(of(401, false, BodyKind::Empty), Meaning::Api("401".into()));
}

#[test]
fn retry_after_is_whole_seconds_or_a_date() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let after = |header, ms| {
        retry_after(header, |asked| {
            assert_eq!(asked, date);
            ms
        })
    };
    assert_eq!(after(" 120 ", 0.0), Some(120.0));
    assert_eq!(after("0", 0.0), Some(0.0));
    assert_eq!(after(date, 1500.0), Some(2.0));
    assert_eq!(after(date, -1000.0), Some(0.0));
    assert_eq!(after(date, f64::NAN), None);
    for other in ["", "0.5", "1, 2", "-5", "soon", "1e3", "+5", "2050-01-01"] {
        assert_eq!(after(other, 0.0), None, "{other}");
    }
}
