use super::*;
use crate::session::records::{CallerId, Stage};
use proptest::prelude::*;

/// Matches the outputs that the storage of a tab leaves without an answer.
macro_rules! stalled {
    ($output:pat) => {
        Some(|output: &Output| matches!(output, $output))
    };
}

/// Generates any variant of an enum. The patterns have to be exhaustive: a new variant does not compile without a row.
macro_rules! any_variant {
    ($type:ty: $($variant:pat => $strategy:expr,)+) => {{
        let _ = |value: $type| match value {
            $($variant => (),)+
        };
        prop_oneof![$($strategy),+]
    }};
}

mod callers;
mod claims;
mod keeping;
mod sign_out_refresh;
mod turns;
mod view;

const HOUR: f64 = 3_600_000.0;

/// A tab whose storage works immediately, unless `refuses` or `stalls` says otherwise.
struct Tab {
    machine: Machine,
    now: Now,
    storage: Stored,
    refuses: bool,
    /// The tokens that could not be stored.
    memory: Option<TokenFacts>,
    /// The operation that the storage does not perform: `handle` returns its output instead.
    stalls: Option<fn(&Output) -> bool>,
    /// The answer to a request for the Web Lock; `None` while another tab holds it.
    lock: Option<Input>,
    /// How many times the lock was released.
    releases: u32,
}

fn tokens(generation: u64, now: Now, life: f64) -> TokenFacts {
    TokenFacts {
        session: SessionId(1),
        generation: Generation(generation),
        ends_at: now.wall + life,
        life,
        refreshable: true,
    }
}

impl Tab {
    fn new(life: f64) -> Self {
        let now = Now {
            monotonic: 0.0,
            wall: 1_700_000_000_000.0,
        };
        let storage = Stored {
            session: Some(SessionId(1)),
            tokens: Some(tokens(1, now, life)),
            intent: None,
        };
        let machine = Machine::new(Holder(1), Limits::WEB_STORAGE);
        let mut tab = Self {
            machine,
            now,
            storage,
            refuses: false,
            memory: None,
            stalls: None,
            lock: Some(Input::LockRefused),
            releases: 0,
        };
        tab.handle(Input::Woken);
        tab
    }

    /// Passes an input, answers for the storage and the lock, and returns the other outputs, without timers.
    fn handle(&mut self, input: Input) -> Vec<Output> {
        let mut shown = Vec::new();
        for output in self.machine.handle(input, self.now) {
            self.releases += u32::from(output == Output::ReleaseLock);
            match self.answer(output) {
                Some(answer) => shown.extend(self.handle(answer)),
                None => shown.push(output),
            }
        }
        shown.retain(|output| !matches!(output, Output::Timer(_) | Output::ReleaseLock));
        shown
    }

    fn answer(&mut self, output: Output) -> Option<Input> {
        match output {
            Output::RequestLock => return self.lock,
            Output::KeepInMemory(tokens) => self.memory = Some(tokens),
            _ => {}
        }
        let operation = output.operation()?;
        if self.stalls.is_some_and(|stalls| stalls(&output)) {
            return None;
        }
        let is_of_tokens = matches!(
            operation,
            Operation::WriteTokens(..) | Operation::WriteSession(..)
        );
        if self.refuses && is_of_tokens {
            return Some(Input::Refused(operation));
        }
        match output {
            Output::Read => return Some(Input::Stored(self.found())),
            Output::WriteIntent(intent) => self.storage.intent = Some(intent),
            Output::WriteTokens(tokens) | Output::WriteSession(tokens) => {
                self.storage.session = Some(tokens.session);
                self.storage.tokens = Some(tokens);
            }
            Output::Remove(_) => self.storage = Stored::default(),
            _ => {}
        }
        Some(Input::Done(operation))
    }

    /// What a read finds: the session in memory, unless the storage has one.
    fn found(&self) -> Stored {
        match self.memory {
            Some(tokens) if self.storage.session.is_none() => Stored {
                session: Some(tokens.session),
                tokens: Some(tokens),
                intent: self.storage.intent,
            },
            _ => self.storage,
        }
    }

    /// Lets the storage perform the operation that it stalled.
    fn go_on(&mut self, stalled: Output) -> Vec<Output> {
        self.stalls = None;
        let input = self.answer(stalled).unwrap();
        self.handle(input)
    }

    fn pass(&mut self, ms: f64) -> Vec<Output> {
        self.now.monotonic += ms;
        self.now.wall += ms;
        self.handle(Input::Due)
    }

    fn ask(&mut self, caller: u32) -> Vec<Output> {
        let by = self.now.monotonic + 100_000.0;
        self.handle(Input::TokenAsked {
            caller: CallerId(caller),
            by,
        })
    }

    fn refresh(&mut self, caller: u32) -> Vec<Output> {
        let by = self.now.monotonic + 100_000.0;
        self.handle(Input::RefreshAsked {
            caller: CallerId(caller),
            by,
        })
    }

    /// Requests a refresh and lets the claim settle.
    fn send(&mut self, caller: u32) -> Vec<Output> {
        let mut outputs = self.refresh(caller);
        outputs.extend(self.pass(Limits::WEB_STORAGE.settle));
        outputs
    }

    fn answered(&mut self, attempt: u8, answer: TokenAnswer) -> Vec<Output> {
        self.handle(Input::Answered {
            generation: Generation(1),
            attempt,
            answer,
        })
    }

    fn fresh(&self) -> TokenFacts {
        tokens(2, self.now, HOUR)
    }
}

fn sent(attempt: u8) -> Output {
    Output::Send {
        generation: Generation(1),
        attempt,
    }
}

fn give(caller: u32, reply: Reply) -> Output {
    Output::Give {
        caller: CallerId(caller),
        reply,
    }
}

fn token(caller: u32, generation: u64) -> Output {
    give(caller, Reply::Token(Generation(generation)))
}

fn failed(caller: u32, reason: Reason) -> Output {
    give(caller, Reply::Failed(reason))
}

/// An intent record of another tab.
fn foreign(tab: &Tab, attempt: u8, stage: Stage, lasts: f64) -> Intent {
    Intent {
        generation: Generation(1),
        attempt,
        holder: Holder(9),
        serial: 1,
        locked: false,
        stage,
        at: tab.now.wall,
        lasts,
        failures: 1,
    }
}

/// The storage has performed what this output asks for.
fn done(output: Output) -> Input {
    Input::Done(output.operation().unwrap())
}

/// The storage has refused what this output asks for.
fn refused(output: Output) -> Input {
    Input::Refused(output.operation().unwrap())
}

#[test]
fn a_valid_token_is_returned_at_once_and_refreshed_early() {
    let mut tab = Tab::new(20_000.0);
    assert_eq!(tab.ask(1), [token(1, 1)]);
    tab.pass(14_000.0);
    assert_eq!(tab.pass(0.0), []);
    assert_eq!(tab.ask(2), [token(2, 1)]);
    assert_eq!(tab.pass(200.0), [], "not before the last quarter");
    tab.pass(1_000.0);
    assert_eq!(tab.ask(3), [token(3, 1)]);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.settle), [sent(1)]);
    assert_eq!(tab.ask(4), [token(4, 1)], "while the refresh runs");
    tab.answered(1, TokenAnswer::Failed { retry_after: None });
    assert_eq!(tab.ask(5), [token(5, 1)], "after it failed");
}

#[test]
fn a_caller_with_an_expired_token_waits_for_the_refresh() {
    let mut tab = Tab::new(20_000.0);
    tab.pass(20_000.0);
    assert_eq!(tab.ask(1), []);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.settle), [sent(1)]);
    let fresh = tab.fresh();
    let outputs = tab.answered(1, TokenAnswer::Tokens(fresh));
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert_eq!(tab.storage.tokens, Some(fresh));
}

#[test]
fn a_tab_waits_for_a_slow_request_of_another() {
    let mut tab = Tab::new(HOUR);
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Sending, 34_000.0));
    assert_eq!(tab.refresh(1), []);
    assert_eq!(tab.pass(12_500.0), []);
    tab.storage.tokens = Some(tab.fresh());
    let outputs = tab.handle(Input::Changed);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
}

#[test]
fn a_clock_set_forward_does_not_shorten_the_wait() {
    let mut tab = Tab::new(f64::INFINITY);
    tab.storage.intent = Some(foreign(&tab, 1, Stage::Sending, 34_000.0));
    assert_eq!(tab.refresh(1), []);
    tab.now.wall += HOUR;
    assert_eq!(tab.handle(Input::Changed), []);
    assert_eq!(tab.pass(33_999.0), []);
    assert_eq!(tab.pass(1.0), [Output::Ping]);
}

#[test]
fn after_a_lost_response_there_is_one_more_attempt_but_no_third() {
    let mut tab = Tab::new(10_000.0);
    assert_eq!(tab.send(1), [sent(1)]);
    assert_eq!(
        tab.answered(1, TokenAnswer::NoAnswer),
        [failed(1, Reason::Failed)]
    );
    tab.pass(1_000.0);
    assert_eq!(tab.refresh(2), [Output::Ping]);
    assert_eq!(
        tab.handle(Input::Pinged(false)),
        [failed(2, Reason::Failed)]
    );
    assert_eq!(tab.refresh(9), [failed(9, Reason::Paused)]);
    tab.pass(2_000.0);
    assert_eq!(tab.refresh(3), [Output::Ping]);
    assert_eq!(tab.handle(Input::Pinged(true)), []);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.settle), [sent(2)]);
    tab.answered(2, TokenAnswer::NoAnswer);
    tab.pass(5_000.0);
    assert_eq!(tab.refresh(4), [failed(4, Reason::Exhausted)]);
    tab.pass(10_000.0);
    let outputs = tab.ask(5);
    assert!(outputs.contains(&give(5, Reply::Nobody)), "{outputs:?}");
    assert_eq!(tab.machine.current(), Some(None));
}

#[test]
fn a_request_that_times_out_counts_as_one_without_a_response() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    let outputs = tab.pass(30_000.0);
    assert_eq!(outputs, [Output::Abort, failed(1, Reason::Failed)]);
    assert_eq!(tab.storage.intent.map(|intent| intent.attempt), Some(1));
}

#[test]
fn a_request_that_was_not_sent_does_not_count_as_an_attempt() {
    let mut tab = Tab::new(HOUR);
    for caller in 0..6 {
        assert_eq!(tab.send(caller), [sent(1)]);
        tab.answered(1, TokenAnswer::NotSent);
        tab.pass(60_000.0);
    }
}

#[test]
fn retry_after_is_obeyed_here_and_in_another_tab() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    let retry_after = Some(120.0);
    tab.answered(1, TokenAnswer::Failed { retry_after });
    let mut other = Tab::new(HOUR);
    other.storage = tab.storage;
    for tab in [&mut tab, &mut other] {
        assert_eq!(tab.refresh(2), [failed(2, Reason::Paused)]);
        tab.pass(119_000.0);
        assert_eq!(tab.refresh(3), [failed(3, Reason::Paused)]);
        tab.pass(1_100.0);
        assert_eq!(tab.send(4), [sent(1)]);
    }
}

#[test]
fn a_grant_that_is_gone_ends_the_session() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    let outputs = tab.answered(1, TokenAnswer::GrantGone);
    assert!(outputs.contains(&failed(1, Reason::Failed)), "{outputs:?}");
    assert_eq!(tab.storage.session, None);
}

#[test]
fn a_grant_that_is_gone_keeps_newer_tokens() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    tab.storage.tokens = Some(tab.fresh());
    let outputs = tab.answered(1, TokenAnswer::GrantGone);
    assert!(outputs.contains(&token(1, 2)), "{outputs:?}");
    assert_eq!(tab.storage.session, Some(SessionId(1)));
}

#[test]
fn an_answer_after_the_sign_out_is_discarded() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    let outputs = tab.handle(Input::SignOut);
    assert!(outputs.contains(&Output::Abort), "{outputs:?}");
    assert!(outputs.contains(&failed(1, Reason::SignedOut)));
    assert!(outputs.contains(&Output::SignOutEnded(true)), "{outputs:?}");
    let fresh = tab.fresh();
    assert_eq!(
        tab.answered(1, TokenAnswer::Tokens(fresh)),
        [Output::Discard(Generation(2))]
    );
    assert_eq!(tab.storage, Stored::default());
}

#[test]
fn an_answer_after_another_tabs_sign_out_is_discarded() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    tab.storage = Stored::default();
    let fresh = tab.fresh();
    let outputs = tab.answered(1, TokenAnswer::Tokens(fresh));
    assert!(
        outputs.contains(&Output::Discard(Generation(2))),
        "{outputs:?}"
    );
    assert_eq!(tab.machine.current(), Some(None));
}

#[test]
fn a_session_that_cannot_be_stored_lives_in_memory() {
    let mut tab = Tab::new(HOUR);
    tab.refuses = true;
    let bob = TokenFacts {
        session: SessionId(2),
        ..tab.fresh()
    };
    let outputs = tab.handle(Input::SignedIn(bob));
    assert!(outputs.contains(&Output::KeepInMemory(bob)), "{outputs:?}");
    assert!(outputs.contains(&Output::Announce {
        tokens: Some(bob),
        kept: Kept::InMemory
    }));
    assert_eq!(tab.storage.session, None, "the old session is gone");
}

#[test]
fn a_sign_in_fails_if_the_old_session_cannot_be_removed() {
    let mut tab = Tab::new(HOUR);
    let bob = TokenFacts {
        session: SessionId(2),
        ..tab.fresh()
    };
    let now = tab.now;
    tab.machine.handle(Input::SignedIn(bob), now);
    tab.machine.handle(refused(Output::WriteSession(bob)), now);
    let unstored = Removal::Unstored(bob.generation);
    let outputs = tab.machine.handle(refused(Output::Remove(unstored)), now);
    assert!(
        outputs.contains(&Output::SignInEnded(SignInOutcome::Refused)),
        "{outputs:?}"
    );
}

#[test]
fn a_refused_access_token_is_not_returned_again() {
    let mut tab = Tab::new(f64::INFINITY);
    assert_eq!(tab.ask(1), [token(1, 1)]);
    tab.handle(Input::Unauthorized(Generation(1)));
    assert_eq!(tab.ask(2), []);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.settle), [sent(1)]);
}

#[test]
fn a_late_refusal_of_the_old_token_does_not_make_the_refused_one_good() {
    let mut tab = Tab::new(f64::INFINITY);
    tab.send(1);
    tab.answered(1, TokenAnswer::Tokens(tab.fresh()));
    tab.handle(Input::Unauthorized(Generation(2)));
    tab.handle(Input::Unauthorized(Generation(1)));
    assert_eq!(tab.ask(2), []);
    let outputs = tab.pass(Limits::WEB_STORAGE.settle);
    let sent = Output::Send {
        generation: Generation(2),
        attempt: 1,
    };
    assert_eq!(outputs, [sent]);
}

#[test]
fn a_tab_that_was_frozen_claims_again() {
    let mut tab = Tab::new(HOUR);
    assert_eq!(tab.refresh(1), []);
    assert_eq!(tab.pass(20_000.0), []);
    assert_eq!(tab.pass(Limits::WEB_STORAGE.settle), [sent(1)]);
}

#[test]
fn a_page_that_is_unloaded_lets_the_next_one_send_at_once() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    tab.handle(Input::Leaving);
    let mut next = Tab::new(HOUR);
    next.storage = tab.storage;
    assert_eq!(next.refresh(1), [Output::Ping]);
    next.handle(Input::Pinged(true));
    assert_eq!(next.pass(Limits::WEB_STORAGE.settle), [sent(2)]);
}

#[test]
fn a_storage_that_hangs_fails_the_callers() {
    let mut tab = Tab::new(HOUR);
    let (caller, by) = (CallerId(1), f64::NAN);
    tab.machine
        .handle(Input::TokenAsked { caller, by }, tab.now);
    let later = Now {
        monotonic: 1_000.0,
        ..tab.now
    };
    let outputs = tab.machine.handle(Input::Due, later);
    assert!(outputs.contains(&failed(1, Reason::Storage)), "{outputs:?}");
}

#[test]
fn only_a_refresh_fails_if_nobody_is_signed_in() {
    let mut tab = Tab::new(HOUR);
    tab.handle(Input::SignOut);
    assert_eq!(tab.ask(1), [give(1, Reply::Nobody)]);
    assert_eq!(tab.refresh(2), [failed(2, Reason::SignedOut)]);
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        0.0..1e5_f64,
        Just(f64::NAN),
        Just(f64::INFINITY)
    ]
}

fn any_tokens() -> impl Strategy<Value = TokenFacts> {
    (0..3u64, 0..3u64, any_number(), any_number(), any::<bool>()).prop_map(
        |(session, generation, ends_at, life, refreshable)| TokenFacts {
            session: SessionId(session),
            generation: Generation(generation),
            ends_at,
            life,
            refreshable,
        },
    )
}

fn any_stage() -> impl Strategy<Value = Stage> {
    any_variant! { Stage:
        Stage::Claimed => Just(Stage::Claimed),
        Stage::Sending => Just(Stage::Sending),
        Stage::Over => Just(Stage::Over),
    }
}

fn any_intent() -> impl Strategy<Value = Intent> {
    let (numbers, locked) = ((any_number(), any_number()), any::<bool>());
    (numbers, 0..4u8, locked, any_stage(), 0..3u64).prop_map(
        |((at, lasts), attempt, locked, stage, holder)| Intent {
            generation: Generation(1),
            attempt,
            holder: Holder(holder),
            serial: 1,
            locked,
            stage,
            at,
            lasts,
            failures: u32::MAX,
        },
    )
}

/// Mostly records that belong together, as the machine does nothing about others.
fn any_stored() -> impl Strategy<Value = Stored> {
    let together = proptest::bool::weighted(0.75);
    let records = (any_session(), any_tokens(), any_intent());
    (together, records, any::<[bool; 3]>()).prop_map(
        |(together, (session, tokens, intent), has)| {
            if together {
                let (session, generation) = (Some(tokens.session), tokens.generation);
                let intent = Intent {
                    generation,
                    ..intent
                };
                Stored {
                    session,
                    tokens: Some(tokens),
                    intent: has[2].then_some(intent),
                }
            } else {
                Stored {
                    session: has[0].then_some(session),
                    tokens: has[1].then_some(tokens),
                    intent: has[2].then_some(intent),
                }
            }
        },
    )
}

fn any_session() -> impl Strategy<Value = SessionId> {
    (0..3u64).prop_map(SessionId)
}

fn any_generation() -> impl Strategy<Value = Generation> {
    (0..3u64).prop_map(Generation)
}

fn any_removal() -> impl Strategy<Value = Removal> {
    any_variant! { Removal:
        Removal::SignedOut(_) => proptest::option::of(any_session()).prop_map(Removal::SignedOut),
        Removal::Unstored(_) => any_generation().prop_map(Removal::Unstored),
        Removal::Ended(_) => any_session().prop_map(Removal::Ended),
    }
}

fn any_operation() -> impl Strategy<Value = Operation> {
    let written = || (any_session(), any_generation());
    any_variant! { Operation:
        Operation::Read => Just(Operation::Read),
        Operation::WriteIntent => Just(Operation::WriteIntent),
        Operation::WriteTokens(..) =>
            written().prop_map(|(session, tokens)| Operation::WriteTokens(session, tokens)),
        Operation::WriteSession(..) =>
            written().prop_map(|(session, tokens)| Operation::WriteSession(session, tokens)),
        Operation::Remove(_) => any_removal().prop_map(Operation::Remove),
    }
}

fn any_answer() -> impl Strategy<Value = TokenAnswer> {
    any_variant! { TokenAnswer:
        TokenAnswer::Tokens(_) => any_tokens().prop_map(TokenAnswer::Tokens),
        TokenAnswer::GrantGone => Just(TokenAnswer::GrantGone),
        TokenAnswer::Failed { .. } => proptest::option::of(any_number())
            .prop_map(|retry_after| TokenAnswer::Failed { retry_after }),
        TokenAnswer::NoAnswer => Just(TokenAnswer::NoAnswer),
        TokenAnswer::NotSent => Just(TokenAnswer::NotSent),
    }
}

/// One of a few, so that a caller that gives up is often one that waits.
fn any_caller() -> impl Strategy<Value = CallerId> {
    (0..8u32).prop_map(CallerId)
}

/// An input that leads through a refresh.
fn refresh_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        (any_caller(), any_number()).prop_map(|(caller, by)| Input::RefreshAsked { caller, by }),
        any_stored().prop_map(Input::Stored),
        Just(Input::LockRefused),
        Just(Input::Done(Operation::WriteIntent)),
    ]
}

fn any_input() -> impl Strategy<Value = Input> {
    let asks = || (any_caller(), any_number());
    any_variant! { Input:
        Input::Woken => Just(Input::Woken),
        Input::Due => Just(Input::Due),
        Input::Changed => Just(Input::Changed),
        Input::Stored(_) => any_stored().prop_map(Input::Stored),
        Input::Done(_) => any_operation().prop_map(Input::Done),
        Input::Refused(_) => any_operation().prop_map(Input::Refused),
        Input::LookAsked { .. } => asks().prop_map(|(caller, by)| Input::LookAsked { caller, by }),
        Input::TokenAsked { .. } =>
            asks().prop_map(|(caller, by)| Input::TokenAsked { caller, by }),
        Input::RefreshAsked { .. } =>
            asks().prop_map(|(caller, by)| Input::RefreshAsked { caller, by }),
        Input::GaveUp(_) => any_caller().prop_map(Input::GaveUp),
        Input::LockGot => Just(Input::LockGot),
        Input::LockRefused => Just(Input::LockRefused),
        Input::LockLost => Just(Input::LockLost),
        Input::Answered { .. } => (0..3u8, any_answer()).prop_map(|(attempt, answer)| {
            Input::Answered { generation: Generation(1), attempt, answer }
        }),
        Input::Pinged(_) => any::<bool>().prop_map(Input::Pinged),
        Input::Unauthorized(_) => Just(Input::Unauthorized(Generation(1))),
        Input::SignedIn(_) => any_tokens().prop_map(Input::SignedIn),
        Input::SignOut => Just(Input::SignOut),
        Input::Leaving => Just(Input::Leaving),
    }
}

/// Mostly one that leads through a refresh: inputs of any kind hardly ever do.
fn mostly_refresh_input() -> impl Strategy<Value = Input> {
    prop_oneof![1 => any_input(), 4 => refresh_input()]
}

/// Often short enough for a claim to count.
fn any_wait() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..50.0_f64, 0.0..5_000.0_f64]
}

proptest! {
    #[test]
    fn every_waiter_gets_one_reply_unless_it_gives_up(
        inputs in proptest::collection::vec((mostly_refresh_input(), any_wait(), any_number()), 1..60),
    ) {
        let mut machine = Machine::new(Holder(1), Limits::WEB_STORAGE);
        let mut now = Now { monotonic: 0.0, wall: 0.0 };
        let mut waiting = Vec::new();
        for (input, ms, wall) in inputs.into_iter().chain([(Input::Due, 1e12, 0.0)]) {
            match input {
                Input::LookAsked { caller, .. }
                | Input::TokenAsked { caller, .. }
                | Input::RefreshAsked { caller, .. } => waiting.push(caller),
                Input::GaveUp(caller) => waiting.retain(|waits| *waits != caller),
                _ => {}
            }
            now = Now { monotonic: now.monotonic + ms, wall };
            for output in machine.handle(input, now) {
                if let Output::Give { caller, .. } = output {
                    let at = waiting.iter().position(|waits| *waits == caller);
                    prop_assert!(at.is_some(), "{caller:?} does not wait");
                    if let Some(at) = at {
                        waiting.swap_remove(at);
                    }
                }
            }
        }
        prop_assert_eq!(waiting, []);
    }
}

#[test]
fn a_valid_token_is_returned_even_if_a_refresh_fails() {
    let mut tab = Tab::new(HOUR);
    tab.send(1);
    // As with an adapter: the result of this read has not arrived yet.
    let by = tab.now.monotonic + 100_000.0;
    let asked = Input::TokenAsked {
        caller: CallerId(2),
        by,
    };
    tab.machine.handle(asked, tab.now);
    let answer = TokenAnswer::Failed { retry_after: None };
    let outputs = tab.answered(1, answer);
    let replies: Vec<_> = outputs.iter().filter_map(reply).collect();
    assert_eq!(
        replies,
        [
            (CallerId(1), Reply::Failed(Reason::Failed)),
            (CallerId(2), Reply::Token(Generation(1)))
        ]
    );
}

#[test]
fn asking_who_is_signed_in_waits_only_for_the_storage() {
    let mut tab = Tab::new(HOUR);
    let by = tab.now.monotonic + 100_000.0;
    let look = Input::LookAsked {
        caller: CallerId(1),
        by,
    };
    let outputs = tab.handle(look);
    let replies: Vec<_> = outputs.iter().filter_map(reply).collect();
    assert_eq!(replies, [(CallerId(1), Reply::Seen)]);
    tab.machine.handle(look, tab.now);
    let outputs = tab.pass(Limits::WEB_STORAGE.storage);
    let replies: Vec<_> = outputs.iter().filter_map(reply).collect();
    assert_eq!(replies, [(CallerId(1), Reply::Failed(Reason::Storage))]);
}

fn reply(output: &Output) -> Option<(CallerId, Reply)> {
    match output {
        Output::Give { caller, reply } => Some((*caller, *reply)),
        _ => None,
    }
}

#[test]
fn a_sign_out_with_nobody_signed_in_notifies_nobody() {
    let mut tab = Tab::new(HOUR);
    let is_news = |outputs: &[Output]| {
        outputs
            .iter()
            .any(|it| matches!(it, Output::Announce { .. }))
    };
    assert!(is_news(&tab.handle(Input::SignOut)));
    let outputs = tab.handle(Input::SignOut);
    assert!(!is_news(&outputs), "{outputs:?}");
    assert!(outputs.contains(&Output::SignOutEnded(true)));
}
