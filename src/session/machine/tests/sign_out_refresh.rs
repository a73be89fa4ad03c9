//! What a sign-out may still send.

use super::*;

const LIMITS: Limits = Limits::WEB_STORAGE;

/// A tab whose access token has expired.
fn over() -> Tab {
    let mut tab = Tab::new(20_000.0);
    tab.pass(20_000.0);
    tab
}

/// Reads the storage, as a sign-out does that must.
fn look(tab: &mut Tab) {
    assert!(tab.machine.must_look(tab.now));
    let by = tab.now.monotonic + 100_000.0;
    let caller = CallerId(99);
    let outputs = tab.handle(Input::LookAsked { caller, by });
    assert!(outputs.contains(&give(99, Reply::Seen)), "{outputs:?}");
}

/// Which attempt a sign-out may make that has read the storage.
fn attempt(tab: &mut Tab) -> Option<u8> {
    look(tab);
    tab.machine.sign_out_attempt(tab.now)
}

/// Which attempt a sign-out may make that finds this record in the storage.
fn attempt_beside(theirs: u8, stage: Stage, lasts: f64) -> Option<u8> {
    let mut tab = over();
    tab.storage.intent = Some(foreign(&tab, theirs, stage, lasts));
    attempt(&mut tab)
}

#[test]
fn a_sign_out_reads_the_storage_if_its_access_token_has_expired() {
    let mut tab = over();
    assert!(tab.machine.must_look(tab.now));
    assert!(Machine::new(Holder(1), LIMITS).must_look(tab.now));
    let good = Tab::new(HOUR);
    assert!(!good.machine.must_look(good.now));
    tab.handle(Input::SignOut);
    assert!(!tab.machine.must_look(tab.now));
}

#[test]
fn a_sign_out_does_not_wait_for_a_refresh_or_a_sign_in() {
    let mut tab = over();
    tab.send(1);
    assert!(!tab.machine.must_look(tab.now));
    assert_eq!(tab.machine.sign_out_attempt(tab.now), None);

    let mut tab = over();
    tab.stalls = stalled!(Output::WriteSession(_));
    let bob = TokenFacts {
        session: SessionId(2),
        ..tab.fresh()
    };
    tab.handle(Input::SignedIn(bob));
    assert!(!tab.machine.must_look(tab.now));
    assert_eq!(tab.machine.sign_out_attempt(tab.now), None);
}

#[test]
fn without_a_refresh_token_a_sign_out_sends_none() {
    let mut tab = over();
    tab.storage.tokens = Some(TokenFacts {
        refreshable: false,
        ..tokens(2, tab.now, 0.0)
    });
    tab.handle(Input::Changed);
    assert!(!tab.machine.must_look(tab.now));
    assert_eq!(tab.machine.sign_out_attempt(tab.now), None);
}

#[test]
fn a_sign_out_may_send_a_token_that_nobody_has_sent() {
    assert_eq!(attempt(&mut over()), Some(1));
    let mut claimed = over();
    assert_eq!(claimed.refresh(1), []);
    assert_eq!(attempt(&mut claimed), Some(1), "its own claim ends with it");
}

#[test]
fn a_sign_out_respects_the_pause_of_a_failure() {
    let mut tab = over();
    tab.send(1);
    let retry_after = Some(120.0);
    tab.answered(1, TokenAnswer::Failed { retry_after });
    let mut other = over();
    other.storage = tab.storage;
    for tab in [&mut tab, &mut other] {
        assert_eq!(attempt(tab), None);
        tab.pass(119_999.0);
        assert_eq!(attempt(tab), None);
        tab.pass(1.0);
        assert_eq!(attempt(tab), Some(1));
    }
}

#[test]
fn a_sign_out_respects_the_pause_of_a_refused_access_token() {
    let mut tab = Tab::new(HOUR);
    tab.pass(5_000.0);
    for generation in 1..4 {
        tab.handle(Input::Unauthorized(Generation(generation)));
        if generation == 3 {
            break;
        }
        tab.send(1);
        let fresh = tokens(generation + 1, tab.now, HOUR);
        tab.handle(Input::Answered {
            generation: Generation(generation),
            attempt: 1,
            answer: TokenAnswer::Tokens(fresh),
        });
    }
    assert_eq!(attempt(&mut tab), None);
    tab.pass(1_000.0);
    assert_eq!(attempt(&mut tab), Some(1));
}

#[test]
fn after_a_lost_response_a_sign_out_sends_the_token_once_more_but_not_a_third_time() {
    let mut tab = over();
    assert_eq!(tab.send(1), [sent(1)]);
    tab.answered(1, TokenAnswer::NoAnswer);
    tab.pass(60_000.0);
    assert_eq!(attempt(&mut tab), Some(2));
    assert_eq!(tab.refresh(2), [Output::Ping]);
    tab.handle(Input::Pinged(true));
    assert_eq!(tab.pass(LIMITS.settle), [sent(2)]);
    tab.answered(2, TokenAnswer::NoAnswer);
    tab.pass(60_000.0);
    assert_eq!(attempt(&mut tab), None);
}

#[test]
fn a_sign_out_sends_nothing_while_another_tab_may_be_sending() {
    for stage in [Stage::Claimed, Stage::Sending] {
        assert_eq!(attempt_beside(1, stage, 34_000.0), None);
    }
    assert_eq!(attempt_beside(1, Stage::Claimed, 0.0), Some(1));
    assert_eq!(attempt_beside(1, Stage::Sending, 0.0), Some(2));
    assert_eq!(attempt_beside(2, Stage::Sending, 0.0), None);
    assert_eq!(attempt_beside(0, Stage::Over, 34_000.0), None);
    assert_eq!(attempt_beside(0, Stage::Over, 0.0), Some(1));
    assert_eq!(attempt_beside(u8::MAX, Stage::Over, 0.0), None);
}

#[test]
fn a_record_about_earlier_tokens_does_not_matter() {
    let mut tab = over();
    let mut intent = foreign(&tab, 2, Stage::Sending, 34_000.0);
    intent.generation = Generation(7);
    tab.storage.intent = Some(intent);
    assert_eq!(attempt(&mut tab), Some(1));
}

#[test]
fn a_tab_that_claims_during_a_sign_out_cannot_send_before_the_window_ends() {
    let tab = over();
    let since = tab.now.monotonic - LIMITS.window;
    assert!(!tab.machine.others_may_have_sent(since, tab.now));
    assert!(tab.machine.others_may_have_sent(since - 1.0, tab.now));
}

#[test]
fn nobody_claims_in_a_storage_that_no_other_tab_sees() {
    let tab = over();
    let alone = Machine::new(Holder(1), Limits::MEMORY);
    assert!(!alone.others_may_have_sent(tab.now.monotonic - 100_000.0, tab.now));
}
