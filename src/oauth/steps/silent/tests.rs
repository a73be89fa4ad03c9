//! Tests of the steps of a silent sign-in.

use core::cell::{Cell, RefCell};

use super::*;
use crate::oauth::steps::tests::{Log, Page, Value, api, run, text, with_code, wrong_state};

/// A page whose service answers the question for a session.
struct Browser {
    log: Log,
    page: RefCell<Option<Page>>,
    /// The response, which names its members, or an error, which is its status.
    answer: Result<Value, Value>,
    /// How many times somebody signs out while the service answers.
    sign_outs_meanwhile: u32,
    sign_outs: Cell<u32>,
    read: Result<SignInAnswer<Value>, Value>,
}

impl Browser {
    fn new(answer: Result<Value, Value>) -> Self {
        let page = Page {
            own_state: "own",
            url: Ok(with_code("own")),
            ..Page::new([Ok("tokens")])
        };
        Self {
            log: page.log.clone(),
            page: RefCell::new(Some(page)),
            answer,
            sign_outs_meanwhile: 0,
            sign_outs: Cell::new(3),
            read: Ok(SignInAnswer::Address {
                url: text("url"),
                challenge: None,
            }),
        }
    }
}

fn has(response: &Value, member: &str) -> bool {
    matches!(response, Value::Text(members) if members.contains(member))
}

impl SilentEffects for Browser {
    type Value = Value;
    type CallError = Value;

    async fn ask(&self) -> Result<Value, Value> {
        self.log.add(&["ask"]);
        let sign_outs = self.sign_outs.get() + self.sign_outs_meanwhile;
        self.sign_outs.set(sign_outs);
        self.answer.clone()
    }

    fn status(&self, error: &Value) -> Option<u16> {
        match error {
            Value::Api(status) => status.parse().ok(),
            _ => None,
        }
    }

    fn has_url(&self, response: &Value) -> bool {
        has(response, "login_url")
    }

    fn has_code(&self, response: &Value) -> bool {
        has(response, "code")
    }

    fn sign_outs(&self) -> u32 {
        self.sign_outs.get()
    }

    fn begin_sign_in(&self) -> impl SignInEffects<Value = Value> {
        self.log.add(&["begin"]);
        self.page.take().unwrap()
    }

    fn read_answer(&self, response: &Value) -> Result<SignInAnswer<Value>, Value> {
        assert_eq!(Ok(response), self.answer.as_ref());
        self.read.clone()
    }
}

/// The response of a project with OAuth: it has both members.
fn address() -> Result<Value, Value> {
    Ok(text("code login_url"))
}

#[test]
fn a_session_of_the_service_signs_the_user_in() {
    let browser = Browser::new(address());
    let ended = run(sign_in(&browser));
    let tokens = Finished::Tokens(text("tokens"));
    assert_eq!(ended, Ok(Silent::Finished(tokens)));
    let expected = [
        "ask",
        "begin",
        "read",
        "exchange code alone",
        "sign in tokens",
    ];
    assert_eq!(browser.log.take(), expected);
}

#[test]
fn an_outcome_without_a_sign_in_is_returned_even_after_a_sign_out() {
    let neither: Value = SdkError::new(
        ErrorKind::Response,
        "the service's response has neither code nor login_url",
    )
    .into();
    let offline: Value = SdkError::new(ErrorKind::Network, "offline").into();
    for (answer, ended) in [
        (Err(api("401")), Ok(Silent::SignedOut)),
        (Err(api("500")), Err(api("500"))),
        (Err(offline.clone()), Err(offline)),
        (Ok(text("code")), Ok(Silent::Code(text("code")))),
        (Ok(text("")), Err(neither)),
    ] {
        for sign_outs_meanwhile in [0, 1] {
            let browser = Browser {
                sign_outs_meanwhile,
                ..Browser::new(answer.clone())
            };
            assert_eq!(run(sign_in(&browser)), ended, "{answer:?}");
            assert_eq!(browser.log.take(), ["ask"]);
        }
    }
}

#[test]
fn a_sign_out_meanwhile_stops_the_sign_in() {
    let browser = Browser {
        sign_outs_meanwhile: 1,
        ..Browser::new(address())
    };
    let changed = wrong_state("the session changed during the sign-in");
    assert_eq!(run(sign_in(&browser)), Err(changed));
    assert_eq!(browser.log.take(), ["ask"]);
}

#[test]
fn a_response_that_cannot_be_read_stops_the_sign_in() {
    let browser = Browser {
        read: Err(api("unreadable")),
        ..Browser::new(address())
    };
    assert_eq!(run(sign_in(&browser)), Err(api("unreadable")));
    assert_eq!(browser.log.take(), ["ask", "begin"]);
}

#[test]
fn a_failed_sign_in_rejects_with_the_reason() {
    let page = Page {
        url: Err(api("unreadable")),
        ..Page::new([])
    };
    let browser = Browser {
        log: page.log.clone(),
        page: RefCell::new(Some(page)),
        ..Browser::new(address())
    };
    assert_eq!(run(sign_in(&browser)), Err(api("unreadable")));
    assert_eq!(browser.log.take(), ["ask", "begin", "read"]);
}
