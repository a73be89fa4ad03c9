//! A refresh from the lock to the response: what it waits for, and what ends it.

use super::*;

const LIMITS: Limits = Limits::WEB_STORAGE;

/// A tab that has been open for a while.
fn tab() -> Tab {
    let mut tab = Tab::new(HOUR);
    tab.pass(5_000.0);
    tab
}

/// A tab that waits for another tab's request.
fn waiting(attempt: u8, lasts: f64) -> Tab {
    let mut tab = tab();
    tab.storage.intent = Some(foreign(&tab, attempt, Stage::Sending, lasts));
    assert_eq!(tab.refresh(1), []);
    tab
}

fn holder(tab: &Tab) -> Option<Holder> {
    tab.storage.intent.map(|intent| intent.holder)
}

#[test]
fn a_lock_that_hangs_is_skipped_after_a_while_and_released_once_it_is_granted() {
    let mut tab = tab();
    tab.lock = None;
    assert_eq!(tab.refresh(1), [Output::RequestLock]);
    assert_eq!(tab.pass(LIMITS.patience - 1.0), []);
    assert_eq!(holder(&tab), None);
    assert_eq!(tab.pass(1.0), []);
    assert_eq!((holder(&tab), tab.releases), (Some(Holder(1)), 1));
    tab.handle(Input::LockGot);
    assert_eq!(tab.releases, 2);
    assert_eq!(tab.pass(LIMITS.settle), [sent(1)]);
}

#[test]
fn the_lock_is_released_when_the_refresh_ends() {
    let mut tab = tab();
    tab.lock = Some(Input::LockGot);
    assert_eq!(tab.send(1), [sent(1)]);
    assert_eq!(tab.releases, 0);
    tab.answered(1, TokenAnswer::Failed { retry_after: None });
    assert_eq!(tab.releases, 1);
}

#[test]
fn without_a_lock_none_is_released() {
    let mut tab = tab();
    tab.send(1);
    tab.answered(1, TokenAnswer::Failed { retry_after: None });
    assert_eq!(tab.releases, 0);
}

#[test]
fn a_tab_that_waits_for_another_reads_the_storage_once_a_second() {
    let mut tab = waiting(1, 34_000.0);
    tab.storage.intent = Some(foreign(&tab, 0, Stage::Over, 0.0));
    assert_eq!(tab.pass(LIMITS.poll - 1.0), []);
    assert_eq!(holder(&tab), Some(Holder(9)));
    assert_eq!(tab.pass(1.0), []);
    assert_eq!(holder(&tab), Some(Holder(1)));
    assert_eq!(tab.pass(LIMITS.settle), [sent(1)]);
}

#[test]
fn a_tab_that_waits_for_another_requests_the_lock_only_when_its_time_is_over() {
    let mut tab = waiting(1, 1_500.0);
    tab.lock = None;
    assert_eq!(tab.handle(Input::Due), []);
    assert_eq!(tab.pass(LIMITS.poll), []);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.pass(499.0), []);
    assert_eq!(tab.pass(1.0), [Output::RequestLock]);
}

#[test]
fn a_tab_that_waits_for_another_respects_its_pause() {
    let mut tab = waiting(1, 34_000.0);
    tab.storage.intent = Some(foreign(&tab, 0, Stage::Over, 60_000.0));
    assert_eq!(tab.handle(Input::Changed), [failed(1, Reason::Paused)]);
    assert_eq!(tab.pass(59_000.0), []);
    assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
}

#[test]
fn a_tab_waits_for_the_second_attempt_of_another() {
    let mut tab = waiting(2, 34_000.0);
    tab.storage.tokens = Some(tab.fresh());
    let outputs = tab.handle(Input::Changed);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn nothing_is_sent_to_a_service_that_does_not_respond_to_the_ping_in_time() {
    let mut tab = tab();
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Over, 0.0));
    assert_eq!(tab.refresh(1), [Output::Ping]);
    assert_eq!(tab.pass(LIMITS.ping - 1.0), []);
    assert_eq!(tab.pass(1.0), [failed(1, Reason::Failed)]);
    assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
}

#[test]
fn what_was_not_sent_is_no_failure_and_no_reason_to_pause_once_the_browser_is_online() {
    let mut tab = tab();
    for caller in 1..9 {
        assert_eq!(tab.send(caller), [sent(1)]);
        let outputs = tab.answered(1, TokenAnswer::NotSent);
        assert_eq!(outputs, [failed(caller, Reason::Failed)]);
        // Nothing in the storage makes another tab pause.
        let intent = tab.storage.intent.unwrap();
        assert_eq!((intent.lasts, intent.failures), (0.0, 0));
        assert_eq!(tab.refresh(9), [failed(9, Reason::Paused)]);
        // The pause does not grow.
        tab.pass(999.0);
        assert_eq!(tab.refresh(9), [failed(9, Reason::Paused)]);
        tab.pass(1.0);
    }
    assert_eq!(tab.send(1), [sent(1)]);
    tab.answered(1, TokenAnswer::NotSent);
    assert_eq!(tab.handle(Input::Woken), []);
    assert_eq!(tab.send(2), [sent(1)]);
}

#[test]
fn a_ping_without_an_answer_is_repeated_once_the_browser_is_online() {
    let mut tab = tab();
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Over, 0.0));
    assert_eq!(tab.refresh(1), [Output::Ping]);
    let outputs = tab.handle(Input::Pinged(false));
    assert_eq!(outputs, [failed(1, Reason::Failed)]);
    assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
    tab.handle(Input::Woken);
    assert_eq!(tab.refresh(3), [Output::Ping]);
}

#[test]
fn a_browser_that_is_online_again_does_not_shorten_the_pause_of_a_failure() {
    for answer in [
        TokenAnswer::Failed { retry_after: None },
        TokenAnswer::NoAnswer,
    ] {
        let mut tab = tab();
        tab.send(1);
        tab.answered(1, answer);
        tab.handle(Input::Woken);
        assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
    }
}

#[test]
fn a_failed_look_ends_the_refresh() {
    let mut tab = tab();
    tab.lock = None;
    assert_eq!(tab.refresh(1), [Output::RequestLock]);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.handle(Input::LockGot), [Output::Read]);
    let refused = Input::Refused(Operation::Read);
    assert_eq!(tab.handle(refused), [failed(1, Reason::Storage)]);
    assert_eq!(tab.releases, 1);
}

#[test]
fn a_claim_that_cannot_be_read_again_is_withdrawn() {
    let mut tab = tab();
    assert_eq!(tab.refresh(1), []);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.pass(LIMITS.settle), [Output::Read]);
    let refused = Input::Refused(Operation::Read);
    assert_eq!(tab.handle(refused), [failed(1, Reason::Storage)]);
    let found = tab.storage.intent.map(|it| (it.stage, it.attempt));
    assert_eq!(found, Some((Stage::Over, 0)));
}

#[test]
fn new_tokens_are_kept_although_the_storage_cannot_be_read() {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::Read);
    let fresh = tab.fresh();
    assert_eq!(tab.answered(1, TokenAnswer::Tokens(fresh)), [Output::Read]);
    let outputs = tab.handle(Input::Refused(Operation::Read));
    assert_eq!(tab.storage.tokens, Some(fresh));
    let announced = Output::Announce {
        tokens: Some(fresh),
        kept: Kept::Stored,
    };
    assert_eq!(outputs, [announced, Output::Read, token(1, 2)]);
}

#[test]
fn a_grant_that_is_gone_ends_no_session_if_the_storage_cannot_be_read() {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.answered(1, TokenAnswer::GrantGone), [Output::Read]);
    let refused = Input::Refused(Operation::Read);
    assert_eq!(tab.handle(refused), [failed(1, Reason::Storage)]);
    tab.stalls = None;
    assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
    assert_eq!(tab.storage.session, Some(SessionId(1)));
}

#[test]
fn an_answer_to_another_attempt_is_discarded_and_the_request_continues() {
    let mut tab = tab();
    tab.send(1);
    let answer = TokenAnswer::Tokens(tab.fresh());
    for (generation, attempt) in [(1, 2), (7, 1)] {
        let input = Input::Answered {
            generation: Generation(generation),
            attempt,
            answer,
        };
        assert_eq!(tab.handle(input), [Output::Discard(Generation(2))]);
    }
    let outputs = tab.answered(1, answer);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn a_tab_waits_for_a_claim_until_its_tokens_can_no_longer_arrive() {
    for limits in [Limits::WEB_STORAGE, Limits::ADAPTER, Limits::MEMORY] {
        // After a claim within the window: sent at the last moment, responded to at the last moment, then a read and
        // a write.
        let stored = limits.send_by + limits.timeout + limits.storage + limits.storage;
        assert_eq!(limits.lasts(), limits.window + stored);
        // Settling ends before `send_by`, with time left to write the records.
        assert!(limits.send_by > limits.window + limits.settle);
    }
    assert_eq!(Limits::WEB_STORAGE.lasts(), 34_150.0);
    assert_eq!(Limits::ADAPTER.lasts(), 47_000.0);
}

#[test]
fn of_two_tabs_that_claim_at_once_the_first_finds_its_claim_overwritten() {
    for limits in [Limits::WEB_STORAGE, Limits::ADAPTER] {
        assert!(limits.settle > limits.window);
    }
    // No other tab writes there.
    assert_eq!(Limits::MEMORY.settle, 0.0);
}

/// Another tab signs in as another user.
fn sign_in_elsewhere(tab: &mut Tab) -> Vec<Output> {
    let bob = TokenFacts {
        session: SessionId(2),
        ..tokens(9, tab.now, HOUR)
    };
    tab.storage = Stored {
        session: Some(bob.session),
        tokens: Some(bob),
        intent: None,
    };
    tab.handle(Input::Changed)
}

fn is_sent(output: &Output) -> bool {
    matches!(output, Output::Send { .. })
}

#[test]
fn the_failure_of_a_request_does_not_concern_a_sign_in_elsewhere() {
    for answer in [
        TokenAnswer::Failed { retry_after: None },
        TokenAnswer::NoAnswer,
    ] {
        let mut tab = tab();
        tab.send(1);
        let outputs = sign_in_elsewhere(&mut tab);
        assert!(outputs.contains(&Output::Abort), "{outputs:?}");
        assert!(outputs.contains(&token(1, 9)), "{outputs:?}");
        assert_eq!(tab.refresh(2), []);
        assert_eq!(tab.answered(1, answer), []);
        let outputs = tab.pass(LIMITS.settle);
        assert!(outputs.iter().any(is_sent), "{outputs:?}");
        let intent = tab.storage.intent.map(|intent| intent.generation);
        assert_eq!(intent, Some(Generation(9)));
    }
}

#[test]
fn the_failure_of_a_request_after_a_sign_out_elsewhere_leaves_nothing_stored() {
    for answer in [
        TokenAnswer::Failed { retry_after: None },
        TokenAnswer::NoAnswer,
    ] {
        let mut tab = tab();
        tab.send(1);
        tab.storage = Stored::default();
        let outputs = tab.handle(Input::Changed);
        assert!(outputs.contains(&failed(1, Reason::SignedOut)));
        assert_eq!(tab.answered(1, answer), []);
        assert_eq!(tab.storage, Stored::default());
    }
}

#[test]
fn a_sign_out_elsewhere_ends_a_refresh_that_is_about_to_send() {
    let mut tab = tab();
    tab.refresh(1);
    tab.stalls = stalled!(Output::WriteIntent(_));
    tab.pass(LIMITS.settle);
    tab.storage = Stored::default();
    let outputs = tab.handle(Input::Changed);
    assert!(outputs.contains(&failed(1, Reason::SignedOut)));
    let outputs = tab.handle(Input::Done(Operation::WriteIntent));
    // What the write has left is removed.
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
}

#[test]
fn a_sign_in_elsewhere_ends_a_refresh_that_is_about_to_send() {
    let mut tab = tab();
    tab.refresh(1);
    tab.stalls = stalled!(Output::WriteIntent(_));
    tab.pass(LIMITS.settle);
    sign_in_elsewhere(&mut tab);
    assert_eq!(tab.refresh(2), []);
    tab.stalls = None;
    let outputs = tab.handle(Input::Done(Operation::WriteIntent));
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
    // The refresh of the new session has begun.
    let intent = tab.storage.intent.map(|intent| intent.generation);
    assert_eq!(intent, Some(Generation(9)));
}

#[test]
fn a_sign_out_during_the_write_of_a_claim_leaves_no_claim() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::WriteIntent(_));
    tab.refresh(1);
    tab.handle(Input::SignOut);
    let outputs = tab.handle(Input::Done(Operation::WriteIntent));
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
}

#[test]
fn tokens_that_are_written_after_a_sign_in_elsewhere_do_not_replace_it() {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::WriteTokens(_));
    let fresh = tab.fresh();
    tab.answered(1, TokenAnswer::Tokens(fresh));
    let outputs = sign_in_elsewhere(&mut tab);
    assert!(outputs.contains(&token(1, 9)), "{outputs:?}");
    let outputs = tab.handle(done(Output::WriteTokens(fresh)));
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
    let current = tab.machine.current().flatten();
    assert_eq!(current.map(|tokens| tokens.session), Some(SessionId(2)));
}

#[test]
fn a_read_that_finds_the_new_tokens_before_their_write_has_ended_changes_nothing() {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::WriteTokens(_));
    let fresh = tab.fresh();
    tab.answered(1, TokenAnswer::Tokens(fresh));
    tab.storage.tokens = Some(fresh);
    tab.handle(Input::Changed);
    let outputs = tab.go_on(Output::WriteTokens(fresh));
    assert!(
        !outputs
            .iter()
            .any(|output| matches!(output, Output::Sweep(_)))
    );
    assert_eq!(tab.machine.current(), Some(Some(fresh)));
}
