//! Tests of the rounds of a long poll.

use super::*;
use crate::calls::passwordless::WAIT_FOR_CONFIRM_CODE as POLL;

fn ran_out() -> Step {
    (25_000.0, Outcome::RanOut)
}

/// Every way in which a round ends without a result or a failure, so that the call goes on.
fn over() -> Vec<Step> {
    vec![
        ran_out(),
        answer(408, code("010-050")),
        answer(200, code("010-050")),
        answer(408, BodyKind::Empty),
        answer(408, BodyKind::Json),
        answer(408, BodyKind::Garbled),
        answer(408, BodyKind::CutOff),
        answer(408, BodyKind::Error(None)),
    ]
}

/// Every way in which a round fails and the call goes on.
fn failures() -> Vec<Step> {
    let mut failures = vec![offline(), busy(0.0), failure(429), answer(503, code("1"))];
    failures.extend((500..600).map(failure));
    failures
}

#[test]
fn a_round_without_a_result_is_followed_by_another() {
    for step in over() {
        let script = Script::new([after(20_000.0, step), success()]);
        assert_eq!(script.run(&POLL, 0), Ok("json"));
        assert_eq!(
            *script.events.borrow(),
            [
                Event::Sent(1, 0.0),
                Event::Paused(0.0),
                Event::Sent(1, 20_000.0),
                Event::Concluded(Meaning::Json),
            ]
        );
    }
}

#[test]
fn a_round_never_begins_within_a_second_of_the_last_start() {
    for ms in [0.0, 1.0, 200.0, 999.0, 1000.0, 1001.0] {
        let rounds = over().into_iter().chain(failures());
        for (index, step) in rounds.enumerate() {
            let script = Script {
                random: 0.0,
                ..Script::new([after(ms, step), success()])
            };
            assert_eq!(script.run(&POLL, 0), Ok("json"));
            let at = script.sent()[1].1;
            assert_eq!(at, f64::max(ms, 1000.0), "{index} after {ms} ms");
        }
    }
}

#[test]
fn a_service_that_answers_at_once_is_asked_once_a_second() {
    let rounds = repeat_with(|| answer(408, BodyKind::Empty)).take(3);
    let script = Script::new(rounds.chain([success()]));
    assert_eq!(script.run(&POLL, 0), Ok("json"));
    let times: Vec<_> = script.sent().iter().map(|(_, at)| *at).collect();
    assert_eq!(times, [0.0, 1000.0, 2000.0, 3000.0]);
}

#[test]
fn a_round_that_failed_is_followed_with_backoff() {
    for step in failures() {
        let script = Script::new([after(5000.0, step), success()]);
        assert_eq!(script.run(&POLL, 0), Ok("json"));
        assert_eq!(script.pauses(), [150.0]);
        assert_eq!(script.sent(), [(1, 0.0), (1, 5150.0)]);
    }
}

#[test]
fn the_backoff_grows_only_with_consecutive_failures() {
    let failed = || after(5000.0, offline());
    let script = Script {
        random: 1.0,
        ..Script::new([
            failed(),
            failed(),
            failed(),
            ran_out(),
            failed(),
            failed(),
            after(5000.0, answer(408, code("010-050"))),
            failed(),
            success(),
        ])
    };
    assert_eq!(script.run(&POLL, 0), Ok("json"));
    let pauses = [300.0, 600.0, 1200.0, 0.0, 300.0, 600.0, 0.0, 300.0];
    assert_eq!(script.pauses(), pauses);
}

#[test]
fn the_retry_limit_does_not_end_a_long_poll() {
    let steps = repeat_with(offline).take(40).chain([success()]);
    let script = Script::new(steps);
    assert_eq!(script.run(&POLL, 2), Ok("json"));
    assert_eq!(script.sent().len(), 41);
}

#[test]
fn every_round_is_a_first_attempt() {
    let steps = over().into_iter().chain(failures()).chain([success()]);
    let script = Script::new(steps);
    assert_eq!(script.run(&POLL, 2), Ok("json"));
    assert!(script.sent().iter().all(|(number, _)| *number == 1));
}

#[test]
fn a_long_poll_obeys_any_retry_after() {
    let script = Script {
        timeout: 180_000.0,
        ..Script::new([busy(60.0), busy(3600.0), success()])
    };
    assert_eq!(script.run(&POLL, 2), Ok("json"));
    assert_eq!(script.pauses(), [60_000.0, 3_600_000.0]);
}

#[test]
fn any_other_error_ends_a_long_poll() {
    let others = (400..500).filter(|status| ![408, 429].contains(status));
    for (step, expected) in others
        .map(|status| (failure(status), status.to_string()))
        .chain([
            (answer(408, code("1")), "1".into()),
            (answer(200, code("010-051")), "010-051".into()),
            (answer(200, BodyKind::Error(None)), "200".into()),
        ])
    {
        let script = Script::new([ran_out(), step]);
        assert_eq!(script.run(&POLL, 2), Err("json"), "{expected}");
        assert_eq!(script.concluded(), [api(&expected)]);
        assert_eq!(script.sent().len(), 2);
    }
    for body in [
        BodyKind::Empty,
        BodyKind::Garbled,
        BodyKind::CutOff,
        BodyKind::TooLong,
    ] {
        let script = Script::new([answer(200, body)]);
        assert_eq!(script.run(&POLL, 2), Err("json"));
        assert!(matches!(script.concluded()[..], [Meaning::Sdk(_)]));
    }
}

#[test]
fn a_long_poll_that_was_stopped_sends_nothing_more() {
    // Before the first round, during it, in the pause, when it ends, and during the second round.
    for (stopped_at, rounds, pauses) in [
        (0.0, 0, 0),
        (50.0, 1, 0),
        (600.0, 1, 1),
        (1000.0, 1, 1),
        (1050.0, 2, 1),
    ] {
        for step in over().into_iter().chain([failure(503), offline()]) {
            let script = Script {
                stopped_at,
                random: 0.0,
                ..Script::new([after(100.0, step), after(100.0, offline())])
            };
            assert_eq!(script.run(&POLL, 2), Err(STOPPED), "{stopped_at}");
            assert_eq!(script.sent().len(), rounds, "{stopped_at}");
            assert_eq!(script.pauses().len(), pauses, "{stopped_at}");
            assert_eq!(script.stops(), 1, "{stopped_at}");
            assert_eq!(script.concluded(), []);
        }
    }
}
