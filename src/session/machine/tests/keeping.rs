//! Sign-in, sign-out and new tokens, on a storage that is slow or fails.

use super::*;

const STORAGE: f64 = Limits::WEB_STORAGE.storage;

/// A tab that has been open for a while.
fn tab() -> Tab {
    let mut tab = Tab::new(HOUR);
    tab.pass(5_000.0);
    tab
}

/// The tokens of another user's sign-in.
fn bob(tab: &Tab) -> TokenFacts {
    TokenFacts {
        session: SessionId(2),
        ..tab.fresh()
    }
}

/// A tab whose new tokens wait for a stalled storage.
fn storing() -> (Tab, TokenFacts) {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = stalled!(Output::WriteTokens(_));
    let fresh = tab.fresh();
    let outputs = tab.answered(1, TokenAnswer::Tokens(fresh));
    assert_eq!(outputs, [Output::WriteTokens(fresh)]);
    (tab, fresh)
}

/// A tab whose sign-in waits for a stalled storage.
fn signing_in() -> (Tab, TokenFacts) {
    let mut tab = tab();
    tab.stalls = stalled!(Output::WriteSession(_));
    let bob = bob(&tab);
    let outputs = tab.handle(Input::SignedIn(bob));
    assert_eq!(outputs, [Output::WriteSession(bob)]);
    (tab, bob)
}

/// A tab whose sign-in waits for a stalled storage, as the removal of the sign-out before it does.
fn signing_in_after_a_sign_out() -> (Tab, TokenFacts) {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Remove(_) | Output::WriteSession(_));
    tab.handle(Input::SignOut);
    let bob = bob(&tab);
    tab.handle(Input::SignedIn(bob));
    (tab, bob)
}

/// A tab whose sign-in could not be stored, and is in memory.
fn in_memory() -> (Tab, TokenFacts) {
    let (mut tab, bob) = signing_in();
    let outputs = tab.handle(refused(Output::WriteSession(bob)));
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    (tab, bob)
}

/// The removal of the old session, because the tokens of a sign-in could not be stored.
fn unstored(tokens: TokenFacts) -> Output {
    Output::Remove(Removal::Unstored(tokens.generation))
}

/// The removal of a sign-out.
fn signed_out(session: u64) -> Output {
    Output::Remove(Removal::SignedOut(Some(SessionId(session))))
}

#[test]
fn a_sign_in_that_is_not_written_in_time_lives_in_memory() {
    let (mut tab, bob) = signing_in();
    assert_eq!(tab.pass(STORAGE - 1.0), []);
    let outputs = tab.pass(1.0);
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    assert!(outputs.contains(&Output::SignInEnded(SignInOutcome::InMemory)));
}

#[test]
fn a_sign_in_that_is_written_too_late_does_not_count_as_stored() {
    let (mut tab, bob) = signing_in();
    tab.stalls = stalled!(Output::Remove(_));
    assert_eq!(
        tab.handle(refused(Output::WriteSession(bob))),
        [unstored(bob)]
    );
    assert_eq!(tab.handle(done(Output::WriteSession(bob))), []);
    let outputs = tab.go_on(unstored(bob));
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    let outputs = tab.handle(done(Output::WriteSession(bob)));
    assert_eq!(outputs, [Output::Sweep(bob.session)]);
}

#[test]
fn the_removal_of_the_old_session_has_its_own_time_limit() {
    let (mut tab, bob) = signing_in();
    tab.stalls = stalled!(Output::Remove(_));
    tab.pass(500.0);
    assert_eq!(
        tab.handle(refused(Output::WriteSession(bob))),
        [unstored(bob)]
    );
    assert_eq!(tab.pass(STORAGE - 1.0), []);
    let outputs = tab.pass(1.0);
    assert!(outputs.contains(&Output::SignInEnded(SignInOutcome::Refused)));
}

#[test]
fn a_late_write_of_a_refresh_does_not_end_a_sign_in() {
    for end in [done, refused] {
        let (mut tab, fresh) = storing();
        let bob = bob(&tab);
        tab.stalls = stalled!(Output::WriteSession(_));
        let outputs = tab.handle(Input::SignedIn(bob));
        assert_eq!(outputs, [Output::WriteSession(bob)]);
        let late = tab.handle(end(Output::WriteTokens(fresh)));
        let is_of_the_sign_in =
            |output: &Output| matches!(output, Output::SignInEnded(_) | Output::Remove(_));
        assert!(!late.iter().any(is_of_the_sign_in), "{late:?}");
        let outputs = tab.go_on(Output::WriteSession(bob));
        assert!(outputs.contains(&Output::SignInEnded(SignInOutcome::Stored)));
    }
}

#[test]
fn the_end_of_a_sign_in_does_not_end_the_next_one() {
    for (end, swept) in [(done as fn(Output) -> Input, true), (refused, false)] {
        let (mut tab, bob) = signing_in();
        let carol = TokenFacts {
            session: SessionId(3),
            generation: Generation(3),
            ..bob
        };
        let outputs = tab.handle(Input::SignedIn(carol));
        assert_eq!(outputs, [Output::WriteSession(carol)]);
        let outputs = tab.handle(end(Output::WriteSession(bob)));
        assert_eq!(outputs.contains(&Output::Sweep(bob.session)), swept);
        assert_eq!(outputs.len(), usize::from(swept), "{outputs:?}");
        let outputs = tab.go_on(Output::WriteSession(carol));
        assert!(outputs.contains(&Output::SignInEnded(SignInOutcome::Stored)));
        assert_eq!(tab.machine.current(), Some(Some(carol)));
        let outputs = tab.handle(end(Output::WriteSession(bob)));
        assert_eq!(outputs.contains(&Output::Sweep(bob.session)), swept);
    }
}

#[test]
fn a_refresh_that_is_written_late_does_not_count_for_the_next_one() {
    for end in [done, refused] {
        let (mut tab, second) = storing();
        tab.go_on(Output::WriteTokens(second));
        tab.pass(HOUR);
        tab.stalls = stalled!(Output::WriteTokens(_));
        tab.refresh(5);
        tab.pass(Limits::WEB_STORAGE.settle);
        let third = TokenFacts {
            generation: Generation(3),
            ..second
        };
        let answer = Input::Answered {
            generation: second.generation,
            attempt: 1,
            answer: TokenAnswer::Tokens(third),
        };
        assert!(tab.handle(answer).contains(&Output::WriteTokens(third)));
        assert_eq!(tab.handle(end(Output::WriteTokens(second))), []);
        assert_eq!(tab.machine.current(), Some(Some(second)));
        tab.go_on(Output::WriteTokens(third));
        assert_eq!(tab.machine.current(), Some(Some(third)));
    }
}

#[test]
fn a_refresh_of_a_session_in_memory_stays_there() {
    let (mut tab, bob) = in_memory();
    tab.stalls = None;
    tab.refresh(1);
    tab.pass(Limits::WEB_STORAGE.settle);
    let newer = TokenFacts {
        generation: Generation(3),
        ..bob
    };
    let outputs = tab.handle(Input::Answered {
        generation: bob.generation,
        attempt: 1,
        answer: TokenAnswer::Tokens(newer),
    });
    assert!(
        outputs.contains(&Output::KeepInMemory(newer)),
        "{outputs:?}"
    );
    assert_eq!(tab.machine.current(), Some(Some(newer)));
    assert_eq!(tab.storage.session, None);
}

#[test]
fn the_storage_is_read_again_after_a_late_operation() {
    let (mut tab, fresh) = storing();
    let bob = bob(&tab);
    tab.stalls = stalled!(Output::WriteSession(_) | Output::Read);
    tab.handle(Input::SignedIn(bob));
    assert_eq!(tab.handle(done(Output::WriteTokens(fresh))), [Output::Read]);

    let (mut tab, bob) = signing_in();
    tab.stalls = stalled!(Output::Remove(_));
    tab.handle(refused(Output::WriteSession(bob)));
    tab.pass(STORAGE);
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.handle(done(unstored(bob))), [Output::Read]);
}

#[test]
fn while_a_sign_in_is_written_nobody_gets_the_previous_token() {
    let (mut tab, bob) = signing_in();
    assert_eq!(tab.ask(1), []);
    let outputs = tab.go_on(Output::WriteSession(bob));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn while_refreshed_tokens_are_written_the_previous_ones_are_returned() {
    let (mut tab, fresh) = storing();
    assert_eq!(tab.ask(2), [token(2, 1)]);
    let look = Input::LookAsked {
        caller: CallerId(3),
        by: f64::INFINITY,
    };
    assert_eq!(tab.handle(look), [give(3, Reply::Seen)]);
    // Those who need the new tokens wait for them.
    assert_eq!(tab.refresh(4), []);
    let outputs = tab.go_on(Output::WriteTokens(fresh));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert!(outputs.contains(&token(4, 2)), "{outputs:?}");
}

#[test]
fn while_refreshed_tokens_are_written_an_expired_one_is_not_returned() {
    let (mut tab, fresh) = storing();
    tab.handle(Input::Unauthorized(Generation(1)));
    assert_eq!(tab.ask(2), []);
    let outputs = tab.go_on(Output::WriteTokens(fresh));
    assert!(outputs.contains(&token(2, 2)), "{outputs:?}");
}

#[test]
fn a_read_while_a_refused_session_is_removed_does_not_count() {
    let (mut tab, fresh) = storing();
    tab.stalls = stalled!(Output::Remove(_));
    let write = Output::WriteTokens(fresh).operation().unwrap();
    let outputs = tab.handle(Input::Refused(write));
    let removal = Removal::Ended(fresh.session);
    assert!(outputs.contains(&Output::Remove(removal)), "{outputs:?}");
    tab.storage = Stored::default();
    let outputs = tab.handle(Input::Changed);
    assert!(
        !outputs
            .iter()
            .any(|output| matches!(output, Output::Announce { .. }))
    );
    tab.stalls = None;
    let outputs = tab.handle(Input::Done(Operation::Remove(removal)));
    assert!(
        outputs.contains(&Output::KeepInMemory(fresh)),
        "{outputs:?}"
    );
}

#[test]
fn a_read_from_before_a_sign_in_does_not_count() {
    let mut tab = tab();
    tab.stalls = stalled!(Output::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    let (old, bob) = (tab.storage, bob(&tab));
    let outputs = tab.handle(Input::SignedIn(bob));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert_eq!(tab.handle(Input::Stored(old)), [Output::Read]);
    assert_eq!(tab.machine.current(), Some(Some(bob)));
}

#[test]
fn a_sign_out_ends_when_the_storage_is_cleared_or_fails() {
    let mut slow = tab();
    slow.stalls = stalled!(Output::Remove(_));
    assert!(slow.handle(Input::SignOut).contains(&signed_out(1)));
    assert_eq!(slow.pass(STORAGE - 1.0), []);
    assert_eq!(slow.pass(1.0), [Output::SignOutEnded(false)]);
    assert_eq!(slow.handle(done(signed_out(1))), []);

    let mut refusing = tab();
    refusing.stalls = stalled!(Output::Remove(_));
    refusing.handle(Input::SignOut);
    let outputs = refusing.handle(refused(signed_out(1)));
    assert_eq!(outputs, [Output::SignOutEnded(false)]);
}

#[test]
fn the_end_of_a_sign_out_does_not_end_the_next_sign_in() {
    for (input, is_done) in [(done(signed_out(1)), true), (refused(signed_out(1)), false)] {
        let (mut tab, bob) = signing_in_after_a_sign_out();
        assert_eq!(tab.handle(input), [Output::SignOutEnded(is_done)]);
        let outputs = tab.go_on(Output::WriteSession(bob));
        assert!(outputs.contains(&Output::SignInEnded(SignInOutcome::Stored)));
    }
}

#[test]
fn the_end_of_a_sign_out_does_not_end_a_sign_in_that_is_being_cleared() {
    for (input, is_done) in [(done(signed_out(1)), true), (refused(signed_out(1)), false)] {
        let (mut tab, bob) = signing_in_after_a_sign_out();
        assert_eq!(
            tab.handle(refused(Output::WriteSession(bob))),
            [unstored(bob)]
        );
        assert_eq!(tab.handle(input), [Output::SignOutEnded(is_done)]);
        let outputs = tab.handle(done(unstored(bob)));
        assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    }
}

#[test]
fn a_sign_out_waits_for_its_own_removal_not_for_an_earlier_one() {
    let (mut tab, _) = signing_in_after_a_sign_out();
    assert!(tab.handle(Input::SignOut).contains(&signed_out(2)));
    assert_eq!(tab.handle(done(signed_out(1))), []);
    assert_eq!(
        tab.handle(refused(signed_out(2))),
        [Output::SignOutEnded(false)]
    );
}

#[test]
fn a_sign_out_overtakes_a_sign_in_that_is_being_written() {
    let overtaken = Output::SignInEnded(SignInOutcome::Overtaken);
    let (mut tab, _) = signing_in();
    assert!(tab.handle(Input::SignOut).contains(&overtaken));
    // The tokens of a refresh have no sign-in that could end.
    let (mut tab, _) = storing();
    assert!(!tab.handle(Input::SignOut).contains(&overtaken));
}

#[test]
fn a_sign_out_during_a_sign_in_also_ends_the_previous_session() {
    let (mut tab, bob) = signing_in();
    let alice = tab.storage;
    tab.stalls = stalled!(Output::Remove(_) | Output::Read);
    tab.handle(Input::SignOut);
    tab.handle(Input::Changed);
    for found in [
        alice,
        Stored {
            session: Some(bob.session),
            tokens: Some(bob),
            intent: None,
        },
    ] {
        let outputs = tab.handle(Input::Stored(found));
        assert!(
            !outputs
                .iter()
                .any(|output| matches!(output, Output::Announce { .. }))
        );
        assert_eq!(tab.machine.current(), Some(None));
        tab.handle(Input::Changed);
    }
}

#[test]
fn a_refresh_token_whose_successor_could_not_be_stored_is_not_sent_again() {
    let (mut tab, fresh) = storing();
    tab.stalls = stalled!(Output::Remove(_));
    let removal = Output::Remove(Removal::Ended(fresh.session));
    assert_eq!(tab.handle(refused(Output::WriteTokens(fresh))), [removal]);
    let mut other = Tab::new(HOUR);
    other.storage = tab.storage;
    assert_eq!(other.refresh(1), [failed(1, Reason::Exhausted)]);
}

#[test]
fn new_tokens_that_are_neither_stored_nor_cleared_live_in_memory() {
    let (mut tab, fresh) = storing();
    tab.stalls = stalled!(Output::Remove(_));
    tab.handle(refused(Output::WriteTokens(fresh)));
    assert_eq!(tab.handle(done(Output::WriteTokens(fresh))), []);
    let ended = Removal::Ended(fresh.session);
    let outputs = tab.handle(refused(Output::Remove(ended)));
    assert!(
        outputs.contains(&Output::KeepInMemory(fresh)),
        "{outputs:?}"
    );
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn new_tokens_that_arrive_expired_fail_the_waiters_and_cause_a_pause() {
    let mut tab = tab();
    tab.send(1);
    let over = tokens(2, tab.now, 0.0);
    let outputs = tab.answered(1, TokenAnswer::Tokens(over));
    assert!(outputs.contains(&failed(1, Reason::Over)), "{outputs:?}");
    // New tokens do not end this pause: the next refresh would return expired ones, too.
    assert_eq!(tab.ask(2), [failed(2, Reason::Paused)]);
}

#[test]
fn tokens_that_are_written_after_the_sign_out_are_removed() {
    let (mut tab, fresh) = storing();
    let outputs = tab.handle(Input::SignOut);
    assert!(outputs.contains(&failed(1, Reason::SignedOut)));
    let outputs = tab.handle(done(Output::WriteTokens(fresh)));
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
}
