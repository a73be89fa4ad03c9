//! What a tab knows of the session, and when it knows nothing.

use super::*;

const LIMITS: Limits = Limits::WEB_STORAGE;

/// A tab that has been open for a while.
fn tab() -> Tab {
    let mut tab = Tab::new(HOUR);
    tab.pass(5_000.0);
    tab
}

/// The service refuses the access token of this generation.
fn refuse(tab: &mut Tab, generation: u64) {
    tab.handle(Input::Unauthorized(Generation(generation)));
}

/// Asks for an access token to replace a refused one, and gets it.
fn renew(tab: &mut Tab, generation: u64) {
    assert_eq!(tab.ask(1), []);
    let outputs = tab.pass(LIMITS.settle);
    let sent = Output::Send {
        generation: Generation(generation),
        attempt: 1,
    };
    assert_eq!(outputs, [sent]);
    let outputs = tab.handle(Input::Answered {
        generation: Generation(generation),
        attempt: 1,
        answer: TokenAnswer::Tokens(tokens(generation + 1, tab.now, HOUR)),
    });
    assert!(outputs.contains(&token(1, generation + 1)), "{outputs:?}");
}

#[test]
fn who_is_signed_in_is_unknown_until_the_storage_is_read() {
    assert_eq!(Machine::new(Holder(1), LIMITS).current(), None);
    let mut tab = tab();
    assert_eq!(tab.machine.current(), Some(tab.storage.tokens));
    tab.handle(Input::SignOut);
    assert_eq!(tab.machine.current(), Some(None));
}

#[test]
fn a_token_is_valid_until_it_expires_or_is_refused() {
    let mut tab = Tab::new(20_000.0);
    assert!(tab.machine.has_good(tab.now));
    tab.pass(20_000.0);
    assert!(!tab.machine.has_good(tab.now));
    let mut tab = Tab::new(HOUR);
    refuse(&mut tab, 1);
    assert!(!tab.machine.has_good(tab.now));
}

#[test]
fn a_refresh_is_in_progress_while_any_tab_may_be_sending_its_request() {
    let is_refreshing = |tab: &Tab, ms: f64| {
        tab.machine.is_refreshing(Now {
            monotonic: tab.now.monotonic + ms,
            ..tab.now
        })
    };
    let mut own = tab();
    assert!(!is_refreshing(&own, 0.0));
    own.send(1);
    assert!(is_refreshing(&own, 0.0));
    own.answered(1, TokenAnswer::NotSent);
    own.handle(Input::Changed);
    assert!(!is_refreshing(&own, 0.0));

    let mut other = tab();
    other.storage.intent = Some(foreign(&other, 1, Stage::Sending, 34_000.0));
    other.handle(Input::Changed);
    assert!(is_refreshing(&other, 33_999.0));
    assert!(!is_refreshing(&other, 34_000.0));

    let mut paused = tab();
    paused.storage.intent = Some(foreign(&paused, 1, Stage::Over, 34_000.0));
    paused.handle(Input::Changed);
    assert!(!is_refreshing(&paused, 0.0));

    let mut replaced = tab();
    replaced.storage.intent = Some(foreign(&replaced, 1, Stage::Sending, 34_000.0));
    replaced.storage.tokens = Some(replaced.fresh());
    replaced.handle(Input::Changed);
    assert!(!is_refreshing(&replaced, 0.0));
}

#[test]
fn a_failed_refresh_is_over_even_before_the_storage_is_read_again() {
    let mut tab = tab();
    tab.send(1);
    tab.answered(1, TokenAnswer::Failed { retry_after: None });
    assert!(!tab.machine.is_refreshing(tab.now));
}

#[test]
fn a_refresh_is_in_progress_until_its_tokens_are_stored() {
    let steps: [fn(&Output) -> bool; 2] = [
        |output| matches!(output, Output::Read),
        |output| matches!(output, Output::WriteTokens(_)),
    ];
    for step in steps {
        let mut tab = tab();
        tab.send(1);
        tab.stalls = Some(step);
        let fresh = tab.fresh();
        assert_eq!(tab.answered(1, TokenAnswer::Tokens(fresh)).len(), 1);
        assert!(tab.machine.is_refreshing(tab.now));
    }
}

#[test]
fn a_waiter_that_gave_up_gets_no_reply_but_the_others_do() {
    let mut tab = tab();
    tab.send(1);
    tab.refresh(2);
    tab.handle(Input::GaveUp(CallerId(1)));
    let outputs = tab.answered(1, TokenAnswer::NotSent);
    assert_eq!(outputs, [failed(2, Reason::Failed)]);
}

#[test]
fn from_the_third_consecutive_refusal_a_growing_pause_follows() {
    let mut tab = tab();
    for generation in 1..3 {
        refuse(&mut tab, generation);
        renew(&mut tab, generation);
    }
    for (generation, pause) in [(3, 1_000.0), (4, 2_000.0)] {
        refuse(&mut tab, generation);
        assert_eq!(tab.ask(2), [failed(2, Reason::Paused)]);
        tab.pass(pause - 1.0);
        assert_eq!(tab.ask(2), [failed(2, Reason::Paused)]);
        tab.pass(1.0);
        renew(&mut tab, generation);
    }
}

#[test]
fn refusals_that_are_two_minutes_apart_are_not_consecutive() {
    for (apart, is_paused) in [(119_999.0, true), (120_000.0, false)] {
        let mut tab = tab();
        for generation in 1..3 {
            refuse(&mut tab, generation);
            renew(&mut tab, generation);
        }
        tab.pass(apart - LIMITS.settle);
        refuse(&mut tab, 3);
        let paused = [failed(2, Reason::Paused)];
        let expected: &[Output] = if is_paused { &paused } else { &[] };
        assert_eq!(tab.ask(2), expected, "{apart}");
    }
}

#[test]
fn a_read_from_before_a_change_does_not_count() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    let old = tab.storage;
    tab.storage = Stored::default();
    assert_eq!(tab.handle(Input::Changed), []);
    assert_eq!(tab.handle(Input::Stored(old)), [Output::Read]);
    let outputs = tab.go_on(Output::Read);
    assert!(outputs.contains(&give(1, Reply::Nobody)), "{outputs:?}");
}

#[test]
fn a_read_that_takes_too_long_does_not_count_and_is_repeated() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    assert_eq!(tab.pass(LIMITS.storage - 1.0), []);
    assert_eq!(tab.pass(1.0), [failed(1, Reason::Storage)]);
    let old = tab.storage;
    assert_eq!(tab.handle(Input::Stored(old)), [Output::Read]);
    assert_eq!(tab.go_on(Output::Read), []);
    assert_eq!(tab.ask(3), [token(3, 1)]);
}

#[test]
fn after_a_read_that_never_ends_the_next_caller_reads_again() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    assert_eq!(tab.pass(LIMITS.storage), [failed(1, Reason::Storage)]);
    assert_eq!(tab.ask(2), [Output::Read]);
    assert_eq!(tab.go_on(Output::Read), [token(2, 1)]);
    assert_eq!(tab.send(3), [sent(1)]);
}

#[test]
fn the_second_read_has_its_own_time_limit() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    tab.ask(1);
    tab.pass(LIMITS.storage + 500.0);
    assert_eq!(tab.ask(2), [Output::Read]);
    assert_eq!(tab.pass(LIMITS.storage - 1.0), []);
    assert_eq!(tab.pass(1.0), [failed(2, Reason::Storage)]);
}

#[test]
fn the_failure_of_a_read_that_was_given_up_fails_nobody() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    tab.ask(1);
    tab.pass(LIMITS.storage);
    tab.stalls = None;
    assert_eq!(tab.send(2), [sent(1)]);
    assert_eq!(tab.handle(Input::Refused(Operation::Read)), []);
    let fresh = tab.fresh();
    let outputs = tab.answered(1, TokenAnswer::Tokens(fresh));
    assert!(outputs.contains(&token(2, 2)), "{outputs:?}");
}

#[test]
fn the_timer_fires_when_a_read_has_taken_too_long() {
    let mut tab = tab();
    let asked = Input::TokenAsked {
        caller: CallerId(1),
        by: 100_000.0,
    };
    let end = Output::Timer(Some(tab.now.monotonic + LIMITS.storage));
    let outputs = tab.machine.handle(asked, tab.now);
    assert_eq!(outputs, [Output::Read, end]);
    tab.now.monotonic += LIMITS.storage;
    let outputs = tab.machine.handle(Input::Due, tab.now);
    // There is no other timer, because nothing is waited for any more.
    assert_eq!(outputs, [failed(1, Reason::Storage)]);
}
