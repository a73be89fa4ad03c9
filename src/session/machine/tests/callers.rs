//! The callers that wait: how long, and for what.

use super::*;

const LIMITS: Limits = Limits::WEB_STORAGE;

/// A tab that has been open for a while.
fn tab(life: f64) -> Tab {
    let mut tab = Tab::new(life);
    tab.pass(5_000.0);
    tab
}

/// A tab that waits for another tab's request.
fn waiting() -> Tab {
    let mut tab = tab(HOUR);
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Sending, f64::INFINITY));
    assert_eq!(tab.refresh(1), []);
    tab
}

#[test]
fn a_waiter_waits_until_its_deadline() {
    let mut tab = waiting();
    let by = tab.now.monotonic + 10_000.0;
    let caller = CallerId(2);
    assert_eq!(tab.handle(Input::RefreshAsked { caller, by }), []);
    assert_eq!(tab.pass(9_999.0), []);
    assert_eq!(tab.pass(1.0), [failed(2, Reason::TimedOut)]);
}

#[test]
fn a_waiter_without_a_deadline_waits_for_ten_minutes() {
    for by in [f64::INFINITY, f64::NAN] {
        let mut tab = waiting();
        tab.handle(Input::GaveUp(CallerId(1)));
        let caller = CallerId(2);
        assert_eq!(tab.handle(Input::RefreshAsked { caller, by }), []);
        assert_eq!(tab.pass(LIMITS.longest - 1.0), []);
        let outputs = tab.pass(1.0);
        assert!(outputs.contains(&failed(2, Reason::TimedOut)));
    }
}

#[test]
fn two_concurrent_callers_share_one_refresh() {
    let mut tab = tab(5_000.0);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    assert_eq!(tab.ask(2), []);
    assert_eq!(tab.go_on(Output::Read), []);
    assert_eq!(tab.pass(LIMITS.settle), [sent(1)]);
    let fresh = tab.fresh();
    let outputs = tab.answered(1, TokenAnswer::Tokens(fresh));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert!(outputs.contains(&token(2, 2)), "{outputs:?}");
}

#[test]
fn a_refresh_begins_with_the_last_quarter_of_a_lifetime() {
    for (ms, begins) in [(14_999.0, false), (15_000.0, true)] {
        let mut tab = Tab::new(20_000.0);
        tab.pass(ms);
        assert_eq!(tab.ask(1), [token(1, 1)]);
        assert_eq!(tab.storage.intent.is_some(), begins, "{ms}");
    }
}

#[test]
fn without_a_refresh_token_a_session_lasts_as_long_as_its_access_token() {
    let mut tab = Tab::new(20_000.0);
    let tokens = TokenFacts {
        refreshable: false,
        generation: Generation(2),
        ..tokens(1, tab.now, 20_000.0)
    };
    tab.storage.tokens = Some(tokens);
    tab.handle(Input::Changed);
    tab.pass(19_999.0);
    assert_eq!(tab.ask(1), [token(1, 2)]);
    assert_eq!(tab.refresh(2), [failed(2, Reason::NoRefreshToken)]);
    tab.pass(1.0);
    assert_eq!(tab.ask(3), [give(3, Reply::Nobody)]);
    assert_eq!(tab.storage.intent, None);
}

#[test]
fn a_refresh_that_finds_new_tokens_sends_nothing() {
    let mut tab = tab(HOUR);
    tab.lock = None;
    assert_eq!(tab.refresh(1), [Output::RequestLock]);
    tab.storage.tokens = Some(tab.fresh());
    let outputs = tab.handle(Input::LockGot);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert_eq!(tab.pass(LIMITS.settle), []);
    assert_eq!(tab.storage.intent, None);
}

#[test]
fn a_failed_refresh_does_not_fail_a_caller_that_asks_who_is_signed_in() {
    let mut tab = tab(HOUR);
    tab.send(1);
    tab.stalls = stalled!(Output::Read);
    let look = Input::LookAsked {
        caller: CallerId(2),
        by: f64::INFINITY,
    };
    assert_eq!(tab.handle(look), [Output::Read]);
    let outputs = tab.answered(1, TokenAnswer::NotSent);
    assert_eq!(outputs, [failed(1, Reason::Failed)]);
    assert_eq!(tab.go_on(Output::Read), [give(2, Reply::Seen)]);
}
