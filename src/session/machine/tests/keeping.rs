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
fn bob(tab: &Tab) -> Tokens {
    Tokens {
        session: SessionId(2),
        ..tab.fresh()
    }
}

/// A tab whose new tokens wait for a stalled storage.
fn storing() -> (Tab, Tokens) {
    let mut tab = tab();
    tab.send(1);
    tab.stalls = Some(Operation::WriteTokens);
    let fresh = tab.fresh();
    let outputs = tab.answered(1, Answer::Tokens(fresh));
    assert_eq!(outputs, [Output::WriteTokens(fresh)]);
    (tab, fresh)
}

/// A tab whose sign-in waits for a stalled storage.
fn signing_in() -> (Tab, Tokens) {
    let mut tab = tab();
    let bob = bob(&tab);
    tab.stalls = Some(Operation::WriteSession(bob.session));
    let outputs = tab.handle(Input::SignedIn(bob));
    assert_eq!(outputs, [Output::WriteSession(bob)]);
    (tab, bob)
}

#[test]
fn a_sign_in_that_is_not_written_in_time_lives_in_memory() {
    let (mut tab, bob) = signing_in();
    assert_eq!(tab.pass(STORAGE - 1.0), []);
    let outputs = tab.pass(1.0);
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    assert!(outputs.contains(&Output::SignInEnded(SignIn::InMemory)));
}

#[test]
fn a_sign_in_that_is_written_after_it_was_given_up_is_not_taken_for_stored() {
    let (mut tab, bob) = signing_in();
    tab.stalls = Some(Operation::Remove);
    let writing = Operation::WriteSession(bob.session);
    assert_eq!(tab.handle(Input::Refused(writing)), [Output::Remove]);
    assert_eq!(tab.handle(Input::Done(writing)), []);
    let outputs = tab.go_on(Output::Remove);
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
}

#[test]
fn the_removal_of_the_old_session_has_its_own_time() {
    let (mut tab, bob) = signing_in();
    tab.stalls = Some(Operation::Remove);
    tab.pass(500.0);
    let refused = Input::Refused(Operation::WriteSession(bob.session));
    assert_eq!(tab.handle(refused), [Output::Remove]);
    assert_eq!(tab.pass(STORAGE - 1.0), []);
    let outputs = tab.pass(1.0);
    assert!(outputs.contains(&Output::SignInEnded(SignIn::Refused)));
}

#[test]
fn tokens_of_a_refresh_are_not_taken_for_those_of_a_sign_in() {
    for end in [Input::Done, Input::Refused] {
        let (mut tab, _) = storing();
        let bob = bob(&tab);
        tab.stalls = Some(Operation::WriteSession(bob.session));
        let outputs = tab.handle(Input::SignedIn(bob));
        assert_eq!(outputs, [Output::WriteSession(bob)]);
        assert_eq!(tab.handle(end(Operation::WriteTokens)), []);
        let outputs = tab.go_on(Output::WriteSession(bob));
        assert!(outputs.contains(&Output::SignInEnded(SignIn::Stored)));
    }
}

#[test]
fn the_end_of_a_sign_in_is_not_that_of_the_sign_in_after_it() {
    for (end, swept) in [
        (Input::Done as fn(Operation) -> Input, true),
        (Input::Refused, false),
    ] {
        let (mut tab, bob) = signing_in();
        let carol = Tokens {
            session: SessionId(3),
            generation: Generation(3),
            ..bob
        };
        tab.stalls = Some(Operation::WriteSession(carol.session));
        let outputs = tab.handle(Input::SignedIn(carol));
        assert_eq!(outputs, [Output::WriteSession(carol)]);
        let outputs = tab.handle(end(Operation::WriteSession(bob.session)));
        assert_eq!(outputs.contains(&Output::Sweep(bob.session)), swept);
        assert_eq!(outputs.len(), usize::from(swept), "{outputs:?}");
        let outputs = tab.go_on(Output::WriteSession(carol));
        assert!(outputs.contains(&Output::SignInEnded(SignIn::Stored)));
        assert_eq!(tab.machine.current(), Some(Some(carol)));
    }
}

#[test]
fn while_a_sign_in_is_written_nobody_gets_the_token_of_the_one_before() {
    let (mut tab, bob) = signing_in();
    assert_eq!(tab.ask(1), []);
    let outputs = tab.go_on(Output::WriteSession(bob));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn what_was_read_before_a_sign_in_does_not_count() {
    let mut tab = tab();
    tab.stalls = Some(Operation::Read);
    assert_eq!(tab.ask(1), [Output::Read]);
    let (old, bob) = (tab.storage, bob(&tab));
    let outputs = tab.handle(Input::SignedIn(bob));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert_eq!(tab.handle(Input::Stored(old)), [Output::Read]);
    assert_eq!(tab.machine.current(), Some(Some(bob)));
}

#[test]
fn a_sign_out_ends_when_the_storage_is_cleared_or_says_that_it_cannot_be() {
    let mut slow = tab();
    slow.stalls = Some(Operation::Remove);
    assert!(slow.handle(Input::SignOut).contains(&Output::Remove));
    assert_eq!(slow.pass(STORAGE - 1.0), []);
    assert_eq!(slow.pass(1.0), [Output::SignOutEnded(false)]);
    assert_eq!(slow.handle(Input::Done(Operation::Remove)), []);

    let mut refused = tab();
    refused.stalls = Some(Operation::Remove);
    refused.handle(Input::SignOut);
    let outputs = refused.handle(Input::Refused(Operation::Remove));
    assert_eq!(outputs, [Output::SignOutEnded(false)]);
}

#[test]
fn the_end_of_a_sign_out_is_not_that_of_the_sign_in_after_it() {
    for (input, is_done) in [
        (Input::Done(Operation::Remove), true),
        (Input::Refused(Operation::Remove), false),
    ] {
        let mut tab = tab();
        tab.stalls = Some(Operation::Remove);
        tab.handle(Input::SignOut);
        let bob = bob(&tab);
        tab.stalls = Some(Operation::WriteSession(bob.session));
        tab.handle(Input::SignedIn(bob));
        assert_eq!(tab.handle(input), [Output::SignOutEnded(is_done)]);
        let outputs = tab.go_on(Output::WriteSession(bob));
        assert!(outputs.contains(&Output::SignInEnded(SignIn::Stored)));
    }
}

#[test]
fn a_refresh_token_whose_successor_could_not_be_stored_is_not_sent_again() {
    let (mut tab, _) = storing();
    tab.stalls = Some(Operation::Remove);
    let refused = Input::Refused(Operation::WriteTokens);
    assert_eq!(tab.handle(refused), [Output::Remove]);
    let mut other = Tab::new(HOUR);
    other.storage = tab.storage;
    assert_eq!(other.refresh(1), [failed(1, Reason::Exhausted)]);
}

#[test]
fn new_tokens_that_are_neither_stored_nor_cleared_live_in_memory() {
    let (mut tab, fresh) = storing();
    tab.stalls = Some(Operation::Remove);
    tab.handle(Input::Refused(Operation::WriteTokens));
    assert_eq!(tab.handle(Input::Done(Operation::WriteTokens)), []);
    let outputs = tab.handle(Input::Refused(Operation::Remove));
    assert!(
        outputs.contains(&Output::KeepInMemory(fresh)),
        "{outputs:?}"
    );
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn new_tokens_that_are_over_when_they_come_fail_and_are_followed_by_a_pause() {
    let mut tab = tab();
    tab.send(1);
    let over = tokens(2, tab.now, 0.0);
    let outputs = tab.answered(1, Answer::Tokens(over));
    assert!(outputs.contains(&failed(1, Reason::Over)), "{outputs:?}");
    // New tokens do not end this pause: the next refresh would return expired ones, too.
    assert_eq!(tab.ask(2), [failed(2, Reason::Paused)]);
}

#[test]
fn tokens_that_are_written_after_the_sign_out_are_swept_away() {
    let (mut tab, _) = storing();
    let outputs = tab.handle(Input::SignOut);
    assert!(outputs.contains(&failed(1, Reason::SignedOut)));
    let outputs = tab.handle(Input::Done(Operation::WriteTokens));
    assert_eq!(outputs, [Output::Sweep(SessionId(1))]);
}
