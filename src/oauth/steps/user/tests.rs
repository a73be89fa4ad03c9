//! Tests of the steps of `getUser` and of a sign-out.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::*;
use crate::oauth::steps::tests::{Log, Value, api, offline, run, text, wrong_state};

type Tokens = (&'static str, Option<&'static str>);

/// Tokens with a refresh token, and tokens without.
const TOKENS: Tokens = ("access", Some("refresh"));
const SINGLE: Tokens = ("access", None);
const NEWER: Tokens = ("newer", Some("refresh 2"));

/// A session and a service that follow a script.
struct Script {
    log: Log,
    good: RefCell<VecDeque<Result<Option<Tokens>, Value>>>,
    users: RefCell<VecDeque<Result<Value, Value>>>,
    must_look: bool,
    look: Result<(), Value>,
    /// Whether somebody signs in while the storage is read.
    is_overtaken: bool,
    held: Cell<Option<Tokens>>,
    has_good: bool,
    attempt: Option<u8>,
    forgotten: Result<bool, Value>,
    ping: Result<bool, Value>,
    refreshed: Result<Tokens, (Value, TokenAnswer)>,
    told: Result<(), Value>,
    cleared: Result<(), Value>,
}

impl Script {
    /// Somebody is signed in, whose access token has ended, and everything succeeds.
    fn new() -> Self {
        Self {
            log: Log::default(),
            good: RefCell::default(),
            users: RefCell::default(),
            must_look: true,
            look: Ok(()),
            is_overtaken: false,
            held: Cell::new(Some(TOKENS)),
            has_good: false,
            attempt: Some(1),
            forgotten: Ok(true),
            ping: Ok(true),
            refreshed: Ok(NEWER),
            told: Ok(()),
            cleared: Ok(()),
        }
    }

    /// Somebody is signed in, whose access token is valid.
    fn good() -> Self {
        Self {
            must_look: false,
            has_good: true,
            attempt: None,
            ..Self::new()
        }
    }

    fn sign_out(&self) -> Result<(), Value> {
        run(sign_out(self, "all"))
    }
}

impl UserEffects for Script {
    type Value = Value;
    type CallError = Value;
    type Tokens = Tokens;
    type RefreshToken = &'static str;
    type Failure = (Value, TokenAnswer);
    type Begun = u32;

    fn refresh_token<'a>(&self, tokens: &'a Tokens) -> Option<&'a &'static str> {
        tokens.1.as_ref()
    }

    async fn good(&self) -> Result<Option<Tokens>, Value> {
        self.log.add(&["good"]);
        self.good.borrow_mut().pop_front().unwrap()
    }

    async fn user(&self, tokens: &Tokens) -> Result<Value, Value> {
        self.log.add(&["user", tokens.0]);
        self.users.borrow_mut().pop_front().unwrap()
    }

    fn status(&self, error: &Value) -> Option<u16> {
        match error {
            Value::Api(status) => status.parse().ok(),
            _ => None,
        }
    }

    fn unauthorized(&self, tokens: &Tokens) {
        self.log.add(&["unauthorized", tokens.0]);
    }

    fn begin_sign_out(&self) -> u32 {
        self.log.add(&["begin"]);
        7
    }

    fn must_look(&self) -> bool {
        self.must_look
    }

    async fn look(&self) -> Result<Option<Tokens>, Value> {
        self.log.add(&["look"]);
        self.look.clone().map(|()| self.held.get())
    }

    fn is_overtaken(&self, begun: u32) -> bool {
        assert_eq!(begun, 7);
        self.is_overtaken
    }

    fn held(&self) -> Option<Tokens> {
        self.held.get()
    }

    fn has_good(&self) -> bool {
        self.has_good && self.held.get().is_some()
    }

    fn sign_out_attempt(&self) -> Option<u8> {
        self.held.get().and(self.attempt)
    }

    async fn forget_tokens(&self, begun: u32) -> Result<bool, Value> {
        assert_eq!(begun, 7);
        self.log.add(&["forget"]);
        self.held.take();
        self.forgotten.clone()
    }

    async fn ping(&self) -> Result<bool, Value> {
        self.log.add(&["ping"]);
        self.ping.clone()
    }

    async fn refresh(&self, token: &&'static str) -> Result<Tokens, (Value, TokenAnswer)> {
        self.log.add(&["send", token]);
        self.refreshed.clone()
    }

    async fn log_out(&self, tokens: &Tokens, which: &'static str) -> Result<(), Value> {
        self.log.add(&["log out", which, tokens.0]);
        self.told.clone()
    }

    async fn clear_sso(&self) -> Result<(), Value> {
        self.log.add(&["clear sso"]);
        self.cleared.clone()
    }
}

/// Asks for the user. `good` and `users`: what the session and the service say, in order.
fn user<const G: usize, const U: usize>(
    good: [Result<Option<Tokens>, Value>; G],
    users: [Result<Value, Value>; U],
) -> (Result<Value, Value>, Vec<String>) {
    let script = Script {
        good: RefCell::new(good.into()),
        users: RefCell::new(users.into()),
        ..Script::new()
    };
    let found = run(of_session(&script));
    (found, script.log.take())
}

#[test]
fn the_user_is_requested_once_with_a_valid_token() {
    for answer in [Ok(text("user")), Err(api("500")), Err(offline())] {
        let (found, log) = user([Ok(Some(TOKENS))], [answer.clone()]);
        assert_eq!(found, answer);
        assert_eq!(log, ["good", "user access"]);
    }
}

#[test]
fn a_refused_token_is_refreshed_and_the_request_is_repeated_once() {
    for answer in [Ok(text("user")), Err(api("401")), Err(api("500"))] {
        let good = [Ok(Some(TOKENS)), Ok(Some(NEWER))];
        let (found, log) = user(good, [Err(api("401")), answer.clone()]);
        assert_eq!(found, answer);
        let expected = [
            "good",
            "user access",
            "unauthorized access",
            "good",
            "user newer",
        ];
        assert_eq!(log, expected);
    }
}

#[test]
fn without_a_refresh_token_the_refusal_is_returned() {
    let (found, log) = user([Ok(Some(SINGLE))], [Err(api("401"))]);
    assert_eq!(found, Err(api("401")));
    assert_eq!(log, ["good", "user access", "unauthorized access"]);
}

#[test]
fn a_failed_refresh_returns_the_first_refusal() {
    for second in [Err(offline()), Ok(None)] {
        let (found, log) = user([Ok(Some(TOKENS)), second], [Err(api("401"))]);
        assert_eq!(found, Err(api("401")));
        assert_eq!(log, ["good", "user access", "unauthorized access", "good"]);
    }
}

#[test]
fn without_a_session_no_user_is_requested() {
    let nobody = wrong_state("nobody is signed in");
    for (good, error) in [(Ok(None), nobody), (Err(offline()), offline())] {
        let (found, log) = user([good], []);
        assert_eq!(found, Err(error));
        assert_eq!(log, ["good"]);
    }
}

#[test]
fn a_sign_out_deletes_the_tokens_before_it_calls_the_service() {
    let script = Script::good();
    assert_eq!(script.sign_out(), Ok(()));
    assert_eq!(script.log.take(), ["begin", "forget", "log out all access"]);
}

#[test]
fn the_cookie_is_deleted_if_the_service_refuses_the_token() {
    for cleared in [Ok(()), Err(offline())] {
        let script = Script {
            told: Err(api("401")),
            cleared: cleared.clone(),
            ..Script::good()
        };
        assert_eq!(script.sign_out(), cleared);
        let expected = ["begin", "forget", "log out all access", "clear sso"];
        assert_eq!(script.log.take(), expected);
    }
}

#[test]
fn an_expired_token_is_refreshed_after_the_tokens_are_deleted() {
    let script = Script::new();
    assert_eq!(script.sign_out(), Ok(()));
    let expected = [
        "begin",
        "look",
        "forget",
        "send refresh",
        "log out all newer",
    ];
    assert_eq!(script.log.take(), expected);
}

#[test]
fn a_second_attempt_pings_first() {
    for (ping, result, then) in [
        (Ok(true), Ok(()), &["send refresh", "log out all newer"][..]),
        (Ok(false), Ok(()), &["clear sso"]),
        (Err(offline()), Err(offline()), &[]),
    ] {
        let script = Script {
            attempt: Some(2),
            ping,
            ..Script::new()
        };
        assert_eq!(script.sign_out(), result);
        let log = script.log.take();
        assert_eq!(log[..4], ["begin", "look", "forget", "ping"]);
        assert_eq!(log[4..], *then);
    }
}

#[test]
fn a_refresh_token_that_may_not_be_sent_is_not_sent() {
    let without_refresh_token = Script {
        held: Cell::new(Some(SINGLE)),
        ..Script::new()
    };
    let not_allowed = Script {
        attempt: None,
        ..Script::new()
    };
    // Another tab may have sent it meanwhile.
    let slow = Script {
        forgotten: Ok(false),
        ..Script::new()
    };
    for script in [without_refresh_token, not_allowed, slow] {
        assert_eq!(script.sign_out(), Ok(()));
        assert_eq!(script.log.take(), ["begin", "look", "forget", "clear sso"]);
    }
}

/// Nobody knows then whether another tab has sent the refresh token.
#[test]
fn the_refresh_token_is_not_sent_if_the_storage_cannot_be_read_or_cleared() {
    let blocked: Value = SdkError::environment("blocked").into();
    let unread = Script {
        look: Err(blocked.clone()),
        ..Script::new()
    };
    assert_eq!(unread.sign_out(), Ok(()));
    assert_eq!(unread.log.take(), ["begin", "look", "forget", "clear sso"]);
    let uncleared = Script {
        forgotten: Err(blocked.clone()),
        ..Script::new()
    };
    assert_eq!(uncleared.sign_out(), Err(blocked));
    let expected = ["begin", "look", "forget", "clear sso"];
    assert_eq!(uncleared.log.take(), expected);
}

#[test]
fn if_the_grant_is_gone_only_the_cookie_is_cleared() {
    let script = Script {
        refreshed: Err((api("invalid_grant"), TokenAnswer::GrantGone)),
        ..Script::new()
    };
    assert_eq!(script.sign_out(), Ok(()));
    let expected = ["begin", "look", "forget", "send refresh", "clear sso"];
    assert_eq!(script.log.take(), expected);
}

#[test]
fn any_other_failure_of_the_refresh_is_returned() {
    let failed = TokenAnswer::Failed { retry_after: None };
    for answer in [TokenAnswer::NotSent, TokenAnswer::NoAnswer, failed] {
        let script = Script {
            refreshed: Err((offline(), answer)),
            ..Script::new()
        };
        assert_eq!(script.sign_out(), Err(offline()));
        let expected = ["begin", "look", "forget", "send refresh"];
        assert_eq!(script.log.take(), expected);
    }
}

#[test]
fn a_sign_out_that_a_sign_in_overtakes_sends_nothing() {
    let unread: Value = SdkError::environment("unread").into();
    for look in [Ok(()), Err(unread)] {
        let script = Script {
            is_overtaken: true,
            look,
            ..Script::new()
        };
        assert_eq!(script.sign_out(), Ok(()));
        assert_eq!(script.log.take(), ["begin", "look"]);
        assert_eq!(script.held.get(), Some(TOKENS));
    }
}

#[test]
fn if_nobody_is_signed_in_the_storage_is_cleared_and_the_service_is_not_called() {
    let blocked: Value = SdkError::environment("blocked").into();
    let unread: Value = SdkError::environment("unread").into();
    for (look, forgotten, result) in [
        (Ok(()), Ok(true), Ok(())),
        (Ok(()), Err(blocked.clone()), Err(blocked.clone())),
        (Err(unread.clone()), Ok(true), Err(unread.clone())),
        (Err(unread.clone()), Err(blocked), Err(unread)),
    ] {
        let script = Script {
            held: Cell::new(None),
            look,
            forgotten,
            ..Script::new()
        };
        assert_eq!(script.sign_out(), result);
        assert_eq!(script.log.take(), ["begin", "look", "forget"]);
    }
}

#[test]
fn a_storage_that_cannot_be_cleared_is_reported_after_the_service_is_called() {
    let blocked: Value = SdkError::environment("blocked").into();
    for told in [Ok(()), Err(offline())] {
        let script = Script {
            forgotten: Err(blocked.clone()),
            told,
            ..Script::good()
        };
        assert_eq!(script.sign_out(), Err(blocked.clone()));
        assert_eq!(script.log.take(), ["begin", "forget", "log out all access"]);
    }
}

#[test]
fn a_failure_of_the_service_is_returned() {
    for script in [Script::good(), Script::new()] {
        let script = Script {
            told: Err(offline()),
            ..script
        };
        assert_eq!(script.sign_out(), Err(offline()));
    }
}
