//! The claim, on a storage that is slow.

use super::*;

const SETTLE: f64 = Limits::WEB_STORAGE.settle;

/// How long other tabs wait for a claim.
fn lasts() -> f64 {
    Limits::WEB_STORAGE.lasts()
}

/// A tab that has been open for a while.
fn tab() -> Tab {
    let mut tab = Tab::new(HOUR);
    tab.pass(5_000.0);
    tab
}

/// Expects one output, which writes an intent record, and returns it.
fn record(outputs: &[Output]) -> (Output, Intent) {
    match outputs {
        [output @ Output::WriteIntent(intent)] => (*output, *intent),
        other => panic!("{other:?}"),
    }
}

/// A tab whose claim waits for a stalled storage.
fn claiming() -> (Tab, Output) {
    let mut tab = tab();
    tab.stalls = stalled!(Output::WriteIntent(_));
    let (write, _) = record(&tab.refresh(1));
    (tab, write)
}

/// A tab that is about to record that it sends, `ms` milliseconds after its claim.
fn announcing(ms: f64) -> (Tab, Output) {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    tab.stalls = stalled!(Output::WriteIntent(_));
    let (write, intent) = record(&tab.pass(ms));
    assert_eq!(intent.stage, Stage::Sending);
    (tab, write)
}

#[test]
fn a_claim_must_settle_before_it_counts() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    assert_eq!(tab.pass(SETTLE - 1.0), []);
    assert_eq!(tab.pass(1.0), [sent(1)]);
}

#[test]
fn in_memory_a_claim_counts_at_once() {
    let mut tab = tab();
    tab.machine = Machine::new(Holder(1), Limits::MEMORY);
    tab.handle(Input::Woken);
    assert_eq!(tab.refresh(1), [sent(1)]);
}

#[test]
fn a_claim_that_is_not_written_in_time_fails() {
    let (mut tab, _) = claiming();
    assert_eq!(tab.pass(Limits::WEB_STORAGE.storage - 1.0), []);
    assert_eq!(tab.pass(1.0), [failed(1, Reason::Storage)]);
}

#[test]
fn a_claim_or_announcement_that_the_storage_refuses_fails_and_causes_a_pause() {
    for (mut tab, _) in [claiming(), announcing(SETTLE)] {
        let refused = Input::Refused(Operation::WriteIntent);
        assert_eq!(tab.handle(refused), [failed(1, Reason::Storage)]);
        assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
        tab.stalls = None;
        tab.pass(1_000.0);
        assert_eq!(tab.refresh(3), []);
    }
}

#[test]
fn the_write_of_a_claim_that_never_ends_counts_as_lost_when_the_claim_lapses() {
    let (mut tab, _) = claiming();
    tab.stalls = None;
    tab.pass(Limits::WEB_STORAGE.storage);
    tab.pass(lasts() - Limits::WEB_STORAGE.storage - 1.0);
    assert_eq!(tab.refresh(2), [failed(2, Reason::Storage)]);
    tab.pass(1.0);
    assert_eq!(tab.send(3), [sent(1)]);
}

#[test]
fn an_announcement_that_is_not_written_in_time_fails_and_nothing_is_sent() {
    let (mut tab, write) = announcing(SETTLE);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.storage - 1.0), []);
    assert_eq!(tab.pass(1.0), [failed(1, Reason::Storage)]);
    assert_eq!(tab.go_on(write), []);
}

#[test]
fn a_claim_that_took_too_long_to_write_fails() {
    let (mut tab, write) = claiming();
    tab.pass(Limits::WEB_STORAGE.window);
    assert_eq!(tab.go_on(write), []);
    assert_eq!(tab.pass(SETTLE), [sent(1)]);

    let (mut tab, write) = claiming();
    tab.pass(Limits::WEB_STORAGE.window + 1.0);
    assert_eq!(tab.go_on(write), [failed(1, Reason::Storage)]);
    // The storage is not read all the time, only every `poll`.
    let look = tab.now.monotonic + Limits::WEB_STORAGE.poll;
    let outputs = tab.machine.handle(Input::Due, tab.now);
    assert_eq!(outputs, [Output::Timer(Some(look))]);
    assert_eq!(tab.refresh(2), []);
    assert_eq!(tab.pass(lasts() - 1.0), []);
    assert_eq!(tab.pass(1.0), []);
    assert_eq!(tab.pass(SETTLE), [sent(1)]);
}

/// A tab whose look waits for a stalled storage.
fn looking() -> Tab {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.refresh(1), [Output::Read]);
    // The first read told it who is signed in; this second one is the look.
    assert_eq!(tab.handle(Input::Stored(tab.storage)), [Output::Read]);
    tab
}

/// A tab that has claimed after a slow look.
fn claimed_after_a_slow_look() -> Tab {
    let mut tab = looking();
    tab.pass(SLOW);
    tab.stalls = None;
    assert_eq!(tab.handle(Input::Stored(tab.storage)), []);
    assert!(tab.storage.intent.is_some());
    tab
}

const SLOW: f64 = Limits::WEB_STORAGE.window / 2.0 + 1.0;

#[test]
fn after_a_slow_look_the_tab_looks_once_more_before_it_claims() {
    let mut tab = looking();
    tab.pass(SLOW - 1.0);
    assert_eq!(tab.handle(Input::Stored(tab.storage)), []);
    assert!(tab.storage.intent.is_some());

    let mut tab = looking();
    tab.pass(SLOW);
    assert_eq!(tab.handle(Input::Stored(tab.storage)), [Output::Read]);
    assert_eq!(tab.storage.intent, None);
    // The second look is as slow, but the tab claims anyway.
    tab.pass(SLOW);
    assert_eq!(tab.handle(Input::Stored(tab.storage)), []);
    assert!(tab.storage.intent.is_some());
}

#[test]
fn a_slow_look_leaves_the_claim_its_second_try() {
    let mut tab = claimed_after_a_slow_look();
    tab.storage.intent = None;
    assert_eq!(tab.pass(SETTLE), []);
    assert_eq!(tab.pass(SETTLE), [sent(1)]);

    let mut tab = claimed_after_a_slow_look();
    assert_eq!(tab.pass(20_000.0), []);
    assert_eq!(tab.pass(SETTLE), [sent(1)]);
}

#[test]
fn a_claim_that_another_tab_has_overwritten_sends_nothing() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Claimed, lasts()));
    assert_eq!(tab.pass(SETTLE), []);
    assert_eq!(tab.pass(lasts() - 1.0), []);
}

#[test]
fn a_claim_whose_tokens_are_replaced_sends_nothing() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    tab.storage.tokens = Some(tab.fresh());
    let outputs = tab.pass(SETTLE);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert!(!outputs.contains(&sent(1)), "{outputs:?}");
}

#[test]
fn a_claim_that_is_gone_after_a_change_of_the_session_is_not_a_storage_error() {
    for signs_in in [false, true] {
        let mut tab = tab();
        // The turn has already started over once.
        assert_eq!(tab.refresh(1), []);
        tab.storage.intent = None;
        assert_eq!(tab.pass(SETTLE), []);
        tab.storage = Stored::default();
        if signs_in {
            let session = SessionId(2);
            tab.storage.session = Some(session);
            tab.storage.tokens = Some(TokenFacts {
                session,
                ..tokens(9, tab.now, HOUR)
            });
        }
        let outputs = tab.pass(SETTLE);
        let given = match signs_in {
            true => token(1, 9),
            false => failed(1, Reason::SignedOut),
        };
        assert!(outputs.contains(&given), "{outputs:?}");
        if signs_in {
            // The new session has no pause.
            assert_eq!(tab.refresh(2), []);
        }
    }
}

#[test]
fn a_refresh_fails_if_the_storage_drops_its_claim_twice() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    tab.storage.intent = None;
    assert_eq!(tab.pass(SETTLE), []);
    tab.storage.intent = None;
    assert_eq!(tab.pass(SETTLE), [failed(1, Reason::Storage)]);
}

#[test]
fn a_tab_that_was_frozen_after_its_claim_does_not_announce_its_request() {
    let send_by = Limits::WEB_STORAGE.send_by;
    let mut punctual = tab();
    assert_eq!(punctual.refresh(1), []);
    assert_eq!(punctual.pass(send_by), [sent(1)]);

    let mut late = tab();
    assert_eq!(late.refresh(1), []);
    late.stalls = stalled!(Output::WriteIntent(_));
    let outputs = late.pass(send_by + 1.0);
    let (_, intent) = record(&outputs[..1]);
    assert_eq!(intent.stage, Stage::Over);
    assert!(!outputs.contains(&sent(1)), "{outputs:?}");
}

#[test]
fn a_tab_that_was_frozen_after_it_announced_its_request_starts_over() {
    let (mut tab, write) = announcing(1_500.0);
    tab.now.monotonic += 500.0;
    assert_eq!(tab.go_on(write), [sent(1)]);

    let (mut tab, write) = announcing(1_500.0);
    tab.now.monotonic += 501.0;
    assert_eq!(tab.go_on(write), []);
    assert_eq!(tab.pass(SETTLE), [sent(1)]);
}

#[test]
fn a_tab_that_is_frozen_repeatedly_gives_up() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    assert_eq!(tab.pass(20_000.0), []);
    assert_eq!(tab.pass(20_000.0), [failed(1, Reason::TimedOut)]);
}

#[test]
fn a_request_may_take_its_whole_timeout() {
    let mut tab = tab();
    assert_eq!(tab.send(1), [sent(1)]);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.timeout - 1.0), []);
    let outputs = tab.pass(1.0);
    assert_eq!(outputs, [Output::Abort, failed(1, Reason::Failed)]);
}

#[test]
fn a_claim_is_withdrawn_only_while_it_is_this_tabs() {
    for (ms, stage) in [(32_800.0, Stage::Over), (32_800.5, Stage::Sending)] {
        let mut tab = tab();
        tab.send(1);
        // The tab is frozen: 33 s after the claim, another tab may have its own.
        tab.now.monotonic += ms;
        tab.answered(1, TokenAnswer::NotSent);
        let found = tab.storage.intent.map(|intent| intent.stage);
        assert_eq!(found, Some(stage), "{ms}");
    }
}

#[test]
fn a_page_that_is_unloaded_before_it_sends_uses_up_no_attempt() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    assert_eq!(tab.handle(Input::Leaving), [failed(1, Reason::Failed)]);
    let mut next = Tab::new(HOUR);
    next.storage = tab.storage;
    assert_eq!(next.send(1), [sent(1)]);
}

#[test]
fn a_page_that_is_unloaded_with_its_response_lets_the_next_one_send_at_once() {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::Read);
    let fresh = tab.fresh();
    assert_eq!(tab.answered(1, TokenAnswer::Tokens(fresh)), [Output::Read]);
    let outputs = tab.handle(Input::Leaving);
    assert!(outputs.contains(&Output::Discard(Generation(2))));
    let mut next = Tab::new(HOUR);
    next.storage = tab.storage;
    assert_eq!(next.refresh(1), [Output::Ping]);
}

#[test]
fn a_tab_that_gets_the_lock_of_another_does_not_wait_for_it() {
    let (got, refused) = (Some(Input::LockGot), Some(Input::LockRefused));
    for (theirs, ours) in [
        (got, got),
        (got, refused),
        (refused, got),
        (refused, refused),
    ] {
        let mut gone = tab();
        gone.lock = theirs;
        assert_eq!(gone.send(1), [sent(1)]);
        let mut tab = Tab::new(HOUR);
        tab.lock = ours;
        tab.storage = gone.storage;
        // This tab is opened long after.
        tab.now.wall = gone.now.wall + lasts();
        let is_handed_on = (theirs, ours) == (got, got);
        let expected: &[Output] = if is_handed_on { &[Output::Ping] } else { &[] };
        assert_eq!(tab.refresh(1), expected);
    }
}
