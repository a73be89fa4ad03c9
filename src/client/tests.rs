//! Tests of the loop that runs a call.

use core::future::Future;
use core::iter::repeat_with;

use super::*;
use crate::calls::{
    ALL, account::LOGIN, passwordless::GET_CONFIRM_CODE, settings::AUTH_FILE,
    social::GET_SOCIAL_LINK, sso::USER_AUTH_SSO_WITH_REDIRECT,
};
use crate::error::ErrorKind;
use script::{
    Event, STOPPED, Script, Step, after, answer, api, busy, code, failure, offline, success,
};

mod rounds;
mod script;

/// A call that is retried.
const REPEATED: &Call = &GET_SOCIAL_LINK;

/// A script in which every attempt has the same outcome.
fn always(step: impl Fn() -> Step) -> Script {
    Script::new(repeat_with(step).take(50))
}

#[test]
fn a_success_ends_the_call_at_once() {
    let script = Script::new([success()]);
    assert_eq!(script.run(REPEATED, 2), Ok("json"));
    let expected = [Event::Sent(1, 0.0), Event::Concluded(Meaning::Json)];
    assert_eq!(*script.events.borrow(), expected);
}

#[test]
fn a_call_is_repeated_up_to_the_limit_and_not_beyond() {
    for retries in 0..6 {
        let script = always(|| failure(503));
        assert_eq!(script.run(REPEATED, retries), Err("json"));
        let numbers: Vec<_> = script.sent().iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, Vec::from_iter(1..=retries + 1));
        assert_eq!(script.concluded(), [api("503")]);
    }
}

#[test]
fn each_wait_is_at_most_twice_the_previous_one() {
    let script = always(|| failure(503));
    assert_eq!(script.run(REPEATED, 3), Err("json"));
    assert_eq!(
        *script.events.borrow(),
        [
            Event::Sent(1, 0.0),
            Event::Paused(150.0),
            Event::Sent(2, 250.0),
            Event::Paused(300.0),
            Event::Sent(3, 650.0),
            Event::Paused(600.0),
            Event::Sent(4, 1350.0),
            Event::Concluded(api("503")),
        ]
    );
}

#[test]
fn a_success_ends_the_repeats() {
    let script = Script::new([failure(503), offline(), success()]);
    assert_eq!(script.run(REPEATED, 5), Ok("json"));
    assert_eq!(script.sent().len(), 3);
    assert_eq!(script.concluded(), [Meaning::Json]);
}

#[test]
fn only_temporary_failures_are_repeated() {
    for status in 400..=600 {
        let script = Script::new([failure(status), success()]);
        let is_repeated = [408, 429, 500, 502, 503, 504].contains(&status);
        assert_eq!(script.run(REPEATED, 1).is_ok(), is_repeated, "{status}");
        assert_eq!(script.sent().len(), 1 + usize::from(is_repeated));
    }
    let script = Script::new([offline(), success()]);
    assert_eq!(script.run(REPEATED, 1), Ok("json"));
}

#[test]
fn an_error_code_does_not_change_what_is_repeated() {
    let script = Script::new([answer(503, code("1")), success()]);
    assert_eq!(script.run(REPEATED, 1), Ok("json"));
    let script = Script::new([answer(200, code("1"))]);
    assert_eq!(script.run(REPEATED, 1), Err("json"));
    assert_eq!(script.concluded(), [api("1")]);
}

#[test]
fn a_success_that_cannot_be_used_is_not_repeated() {
    for body in [BodyKind::Garbled, BodyKind::CutOff, BodyKind::TooLong] {
        let script = Script::new([answer(200, body)]);
        assert_eq!(script.run(REPEATED, 2), Err("json"));
        let [Meaning::Sdk(error)] = &script.concluded()[..] else {
            panic!("{:?}", script.concluded());
        };
        assert_eq!(error.kind, ErrorKind::Response);
    }
}

#[test]
fn only_calls_that_change_nothing_are_repeated() {
    for (name, call) in ALL.iter().filter(|(_, call)| call.sending == Sending::Once) {
        let script = Script::new([failure(503)]);
        assert_eq!(script.run(call, 5), Err("json"), "{name}");
        let script = Script::new([offline()]);
        assert_eq!(script.run(call, 5), Err("offline"), "{name}");
        assert_eq!(script.events.borrow()[..], [Event::Sent(1, 0.0)]);
    }
}

#[test]
fn retry_after_is_obeyed() {
    let script = Script::new([busy(7.0), busy(0.0), busy(30.0), success()]);
    assert_eq!(script.run(REPEATED, 3), Ok("json"));
    assert_eq!(script.pauses(), [7000.0, 0.0, 30_000.0]);
}

#[test]
fn a_retry_after_above_thirty_seconds_returns_the_error_at_once() {
    let script = Script::new([busy(31.0)]);
    assert_eq!(script.run(REPEATED, 3), Err("json"));
    let expected = [Event::Sent(1, 0.0), Event::Concluded(api("429"))];
    assert_eq!(*script.events.borrow(), expected);
}

#[test]
fn a_wait_longer_than_the_time_left_returns_the_error_at_once() {
    // 6 s are left after the attempt.
    for (seconds, attempts) in [(5.0, 2), (6.0, 1), (7.0, 1)] {
        let script = Script {
            timeout: 30_000.0,
            ..Script::new([after(24_000.0, busy(seconds)), success()])
        };
        let result = script.run(REPEATED, 3);
        assert_eq!(script.sent().len(), attempts, "{seconds}");
        assert_eq!(result.is_ok(), attempts == 2);
    }
    let script = Script {
        timeout: 200.0,
        ..always(offline)
    };
    assert_eq!(script.run(REPEATED, 3), Err("offline"));
    assert!(script.pauses().is_empty());
}

#[test]
fn the_error_of_the_last_attempt_is_returned() {
    let script = Script::new([offline(), failure(500), failure(502)]);
    assert_eq!(script.run(REPEATED, 2), Err("json"));
    assert_eq!(script.concluded(), [api("502")]);
    let script = Script::new([failure(500), offline()]);
    assert_eq!(script.run(REPEATED, 1), Err("offline"));
    assert_eq!(script.concluded(), []);
}

#[test]
fn a_call_that_was_stopped_sends_nothing_more() {
    // Before the first attempt, during it, in the pause, before the second attempt, and during it.
    for (stopped_at, attempts, pauses) in [
        (0.0, 0, 0),
        (50.0, 1, 0),
        (100.0, 1, 0),
        (200.0, 1, 1),
        (250.0, 1, 1),
        (251.0, 2, 1),
    ] {
        let script = Script {
            stopped_at,
            ..always(|| failure(503))
        };
        assert_eq!(script.run(REPEATED, 5), Err(STOPPED), "{stopped_at}");
        assert_eq!(script.sent().len(), attempts, "{stopped_at}");
        assert_eq!(script.pauses().len(), pauses, "{stopped_at}");
        assert_eq!(script.stops(), 1, "{stopped_at}");
        assert_eq!(script.concluded(), []);
    }
}

#[test]
fn a_call_ends_with_the_meaning_of_its_response() {
    for (call, step, meaning) in [
        (&LOGIN, answer(204, BodyKind::Empty), Meaning::Status),
        (&LOGIN, answer(422, code("003-001")), api("003-001")),
        (&LOGIN, failure(404), api("404")),
        (&GET_CONFIRM_CODE, failure(408), Meaning::Late("010-050")),
        (
            &GET_CONFIRM_CODE,
            answer(408, code("010-050")),
            Meaning::Json,
        ),
    ] {
        let script = Script::new([step]);
        let is_error = matches!(meaning, Meaning::Api(_));
        assert_eq!(script.run(call, 2).is_err(), is_error, "{meaning:?}");
        assert_eq!(script.concluded(), [meaning]);
    }
}

#[test]
fn a_key_named_error_in_a_file_is_data() {
    let script = Script::new([answer(503, code("1")), answer(200, code("1"))]);
    assert_eq!(script.run(&AUTH_FILE, 2), Ok("json"));
    assert_eq!(script.concluded(), [Meaning::Json]);
}

#[test]
fn only_a_redirect_navigates_the_page() {
    let opaque = || match answer(0, BodyKind::Empty) {
        (ms, Outcome::Answer(received, json)) => {
            let is_redirect = true;
            let received = Received {
                is_redirect,
                ..received
            };
            (ms, Outcome::Answer(received, json))
        }
        other => other,
    };
    for step in [opaque(), failure(302)] {
        let script = Script::new([step]);
        assert_eq!(script.run(&USER_AUTH_SSO_WITH_REDIRECT, 2), Ok("json"));
        assert_eq!(script.concluded(), [Meaning::Redirect]);
    }
    for step in [success(), failure(401), offline()] {
        let script = Script::new([step]);
        assert!(script.run(&USER_AUTH_SSO_WITH_REDIRECT, 2).is_err());
        assert_eq!(script.sent().len(), 1);
    }
}
