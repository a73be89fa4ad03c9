//! Tests of the steps of a silent sign-in.

use core::cell::Cell;

use super::*;
use crate::oauth::steps::tests::{Log, Page, Value, api, run, text, with_code, wrong_state};

/// A page whose service answers the question for a session.
struct Browser {
    log: Log,
    page: Cell<Option<Page>>,
    answer: Result<SsoSession<Value>, Value>,
    /// How many times somebody signs out while the service answers.
    sign_outs_meanwhile: u32,
    sign_outs: Cell<u32>,
    read: Result<SignInAnswer<Value>, Value>,
}

impl Browser {
    fn new(answer: Result<SsoSession<Value>, Value>) -> Self {
        let page = Page {
            own_state: "own",
            url: Ok(with_code("own")),
            ..Page::new([Ok("tokens")])
        };
        Self {
            log: page.log.clone(),
            page: Cell::new(Some(page)),
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

impl SilentEffects for Browser {
    type SignIn = Page;
    type Value = Value;

    async fn ask(&self) -> Result<Value, Value> {
        self.log.add(&["ask"]);
        let sign_outs = self.sign_outs.get() + self.sign_outs_meanwhile;
        self.sign_outs.set(sign_outs);
        Ok(text("answer"))
    }

    fn meaning(&self, answer: Result<Value, Value>) -> Result<SsoSession<Value>, Value> {
        assert_eq!(answer, Ok(text("answer")));
        self.answer.clone()
    }

    fn sign_outs(&self) -> u32 {
        self.sign_outs.get()
    }

    fn begin(&self) -> Page {
        self.log.add(&["begin"]);
        self.page.take().unwrap()
    }

    fn read(&self, response: Value) -> Result<SignInAnswer<Value>, Value> {
        assert_eq!(response, text("response"));
        self.read.clone()
    }
}

fn address() -> Result<SsoSession<Value>, Value> {
    Ok(SsoSession::Address(text("response")))
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
fn without_a_session_or_without_oauth_nobody_is_signed_in() {
    for (answer, ended) in [
        (Ok(SsoSession::NotVisible), Ok(Silent::SignedOut)),
        (
            Ok(SsoSession::Code(text("response"))),
            Ok(Silent::Code(text("response"))),
        ),
        (Err(api("500")), Err(api("500"))),
    ] {
        let browser = Browser::new(answer);
        assert_eq!(run(sign_in(&browser)), ended);
        assert_eq!(browser.log.take(), ["ask"]);
    }
}

#[test]
fn a_sign_out_meanwhile_stops_the_sign_in() {
    let browser = Browser {
        sign_outs_meanwhile: 1,
        ..Browser::new(address())
    };
    let changed = wrong_state(CHANGED_DURING_SIGN_IN);
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
fn a_sign_in_that_fails_says_why() {
    let page = Page {
        url: Err(api("unreadable")),
        ..Page::new([])
    };
    let browser = Browser {
        log: page.log.clone(),
        page: Cell::new(Some(page)),
        ..Browser::new(address())
    };
    assert_eq!(run(sign_in(&browser)), Err(api("unreadable")));
    assert_eq!(browser.log.take(), ["ask", "begin", "read"]);
}
