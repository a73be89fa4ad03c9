//! Tests of the steps of a redirect callback.

use core::cell::{Cell, RefCell};

use super::*;
use crate::error::ErrorKind;
use crate::oauth::steps::codes::SentCodes;
use crate::oauth::steps::tests::{
    EMPTY, Flow, Page, Value, api, flow, offline, open, run, text, used_up, with_challenge,
    with_code, with_state, with_token, wrong_state,
};

const NO_STATE: &str = "the URL has no state";
const UNKNOWN: &str = "the state is unknown, too old, or was used";
const ISSUER: &str = "iss is not the issuer that the options name";

/// A tab that a user has come back to. A reload keeps the tab, its mark and its session, but not what the page
/// remembered.
struct Tab {
    page: Page,
    found: RefCell<Result<LoginUrl<Value>, Value>>,
    href: Cell<&'static str>,
    mark: RefCell<Mark<Value>>,
    mode: Mode,
    issuers: [Option<&'static str>; 2],
    /// Why the storage of the flows, or that of the session, cannot be read.
    flow_failure: Option<Value>,
    look_failure: Option<Value>,
}

/// The URL after it was cleaned.
const CLEAN: &str = "https://app.example/";

impl Tab {
    fn new(page: Page, found: LoginUrl<Value>) -> Self {
        Self {
            page,
            found: RefCell::new(Ok(found)),
            href: Cell::new("https://app.example/?original"),
            mark: RefCell::new(Mark {
                clean: None,
                original: None,
            }),
            mode: Mode::Oauth,
            issuers: [None, None],
            flow_failure: None,
            look_failure: None,
        }
    }

    fn handled(&self) -> Result<Finished<Value>, Unfinished<Value>> {
        run(handle(&self.page, self))
    }

    /// Reloads the page, at its cleaned URL.
    fn reload_clean(&self) {
        self.href.set(CLEAN);
        *self.found.borrow_mut() = Ok(EMPTY);
        self.reload();
    }

    fn reload(&self) {
        self.page.codes.replace(SentCodes::empty());
        self.page.challenged.take();
        self.log();
    }

    fn log(&self) -> Vec<String> {
        self.page.log.take()
    }

    /// Returns what was sent, or changed anything but the page's address.
    fn sent(&self) -> Vec<String> {
        let is_read = |done: &String| {
            ["read", "find", "clean", "forget", "look"]
                .iter()
                .any(|word| done.starts_with(word))
        };
        let mut log = self.log();
        log.retain(|done| !is_read(done));
        log
    }
}

impl CallbackEffects for Tab {
    type Value = Value;
    type Flow = Flow;

    fn read_url(&self) -> Result<LoginUrl<Value>, Value> {
        self.page.log.add(&["read"]);
        self.found.borrow().clone()
    }

    async fn flow(&self, state: &str) -> Result<Option<Flow>, Value> {
        self.page.log.add(&["find", state]);
        if let Some(failure) = &self.flow_failure {
            return Err(failure.clone());
        }
        let flows = self.page.flows.borrow();
        Ok(flows.iter().find(|flow| flow.state == state).cloned())
    }

    fn clean_page(&self) {
        self.page.log.add(&["clean page"]);
    }

    fn href(&self) -> Value {
        text(self.href.get())
    }

    fn clean_href(&self) -> Value {
        text(CLEAN)
    }

    fn issuers(&self) -> [Option<String>; 2] {
        self.issuers.map(|issuer| issuer.map(String::from))
    }

    fn mode(&self) -> Mode {
        self.mode
    }

    async fn mark(&self) -> Mark<Value> {
        self.page.log.add(&["read mark"]);
        self.mark.borrow().clone()
    }

    async fn set_mark(&self, mark: Mark<Value>) {
        self.page.log.add(&["mark"]);
        self.mark.replace(mark);
    }

    fn forget_result(&self) {
        self.page.log.add(&["forget"]);
    }

    async fn is_signed_in(&self) -> Result<bool, Value> {
        self.page.log.add(&["look"]);
        match &self.look_failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(self.page.session.borrow().is_some()),
        }
    }

    fn shown(&self) -> Value {
        text(self.page.session.borrow().unwrap())
    }
}

fn page(response: Result<&'static str, Unfinished<Value>>) -> Page {
    Page::new([response]).with(flow("state"))
}

/// A tab with a pending sign-in that came back with a code.
fn tab(response: Result<&'static str, Unfinished<Value>>) -> Tab {
    Tab::new(page(response), with_code("state"))
}

fn tokens() -> Result<Finished<Value>, Unfinished<Value>> {
    Ok(Finished::Tokens(text("tokens")))
}

fn refused(reason: &'static str) -> Result<Finished<Value>, Unfinished<Value>> {
    Err(open(wrong_state(reason)))
}

#[test]
fn a_callback_takes_its_steps_in_this_order() {
    let tab = tab(Ok("tokens"));
    assert_eq!(tab.handled(), tokens());
    let expected = [
        "read",
        "find state",
        "clean page",
        "read mark",
        "exchange code verifier",
        "sign in tokens",
        "end state",
        "mark",
    ];
    assert_eq!(tab.log(), expected);
    assert_eq!(tab.page.challenged_state(), None);
}

#[test]
fn the_pages_url_is_cleaned_even_if_it_or_the_flow_cannot_be_read() {
    let twice: Value = SdkError::new(ErrorKind::Response, "twice").into();
    let unreadable = tab(Ok("unused"));
    *unreadable.found.borrow_mut() = Err(twice.clone());
    assert_eq!(unreadable.handled(), Err(open(twice)));
    assert_eq!(unreadable.log(), ["read", "clean page"]);

    let blocked: Value = SdkError::environment("blocked").into();
    let flows = Tab {
        flow_failure: Some(blocked.clone()),
        ..tab(Ok("unused"))
    };
    assert_eq!(flows.handled(), Err(open(blocked)));
    assert_eq!(flows.log(), ["read", "find state", "clean page"]);
}

/// Whatever else a URL has, with a `state` that nobody here sent, it changes nothing.
#[test]
fn an_unknown_state_is_refused_before_anything_else_is_trusted() {
    let error = LoginUrl {
        error: Some("access_denied".into()),
        ..with_code("other")
    };
    let token = LoginUrl {
        state: Some("other".into()),
        ..with_token()
    };
    for found in [
        with_code("other"),
        with_challenge("other"),
        with_state("other"),
        error,
        token,
    ] {
        for mode in [Mode::Oauth, Mode::Jwt] {
            let tab = Tab {
                mode,
                issuers: [Some("https://a.example"), Some("https://b.example")],
                ..Tab::new(page(Ok("unused")), found.clone())
            };
            tab.page.challenged.set(Some(flow("challenged")));
            assert_eq!(tab.handled(), refused(UNKNOWN), "{found:?}");
            assert_eq!(tab.sent(), [""; 0]);
            assert_eq!(tab.page.pending(), ["state"]);
            assert_eq!(tab.page.challenged_state(), Some("challenged"));
        }
    }
}

#[test]
fn a_code_without_a_state_is_refused_and_not_sent() {
    let found = LoginUrl {
        state: None,
        ..with_code("")
    };
    for mode in [Mode::Oauth, Mode::Jwt] {
        let tab = Tab {
            mode,
            ..Tab::new(page(Ok("unused")), found.clone())
        };
        assert_eq!(tab.handled(), refused(NO_STATE));
        assert_eq!(tab.log(), ["read", "clean page", "read mark"]);
    }
}

#[test]
fn the_issuer_is_checked_before_the_code_is_sent() {
    let named = Some("https://a.example");
    for (issuer, is_it) in [
        (named, true),
        (Some("https://b.example"), false),
        (None, false),
    ] {
        let tab = Tab {
            issuers: [named, issuer],
            ..tab(Ok("tokens"))
        };
        tab.page.challenged.set(Some(flow("challenged")));
        match is_it {
            true => assert_eq!(tab.handled(), tokens()),
            false => {
                assert_eq!(tab.handled(), refused(ISSUER));
                assert_eq!(tab.page.challenged_state(), Some("challenged"));
                assert_eq!(tab.sent(), [""; 0]);
                assert_eq!(tab.page.pending(), ["state"]);
            }
        }
    }
}

#[test]
fn an_error_in_the_url_takes_precedence_over_a_code() {
    let found = LoginUrl {
        error: Some("access_denied".into()),
        ..with_code("state")
    };
    let tab = Tab::new(page(Ok("unused")), found);
    assert_eq!(tab.handled(), Err(open(api("access_denied"))));
    assert_eq!(tab.sent(), [""; 0]);
    assert_eq!(tab.page.pending(), ["state"]);
}

#[test]
fn a_second_factor_keeps_the_flow_for_complete_login() {
    let found = LoginUrl {
        challenge: Some(text("challenge")),
        ..with_code("state")
    };
    let tab = Tab::new(page(Ok("unused")), found);
    let challenge = Ok(Finished::Challenge(text("challenge")));
    assert_eq!(tab.handled(), challenge);
    assert_eq!(tab.sent(), ["mark"]);
    assert_eq!(tab.page.pending(), ["state"]);
    assert_eq!(tab.page.challenged_state(), Some("state"));
    // After a reload, the user can still pass it.
    tab.reload();
    assert_eq!(tab.handled(), challenge);
    assert_eq!(tab.page.challenged_state(), Some("state"));
}

#[test]
fn another_callback_replaces_the_second_factor_of_the_previous_one() {
    let tab = tab(Err(open(offline())));
    tab.page.challenged.set(Some(flow("challenged")));
    assert_eq!(tab.handled(), Err(open(offline())));
    assert_eq!(tab.page.challenged_state(), None);
}

#[test]
fn a_callback_that_got_no_response_can_be_handled_again() {
    let tab = tab(Err(open(offline())));
    assert_eq!(tab.handled(), Err(open(offline())));
    assert_eq!(tab.sent(), ["exchange code verifier"]);
    assert_eq!(tab.page.pending(), ["state"]);
    tab.page.responses.borrow_mut().push_back(Ok("tokens"));
    assert_eq!(tab.handled(), tokens());
}

#[test]
fn a_callback_whose_failure_is_final_is_not_handled_again() {
    let lasting = Flow {
        is_lasting: true,
        ..flow("state")
    };
    // The `state` of an instance outlasts the failure, its code does not.
    for flow in [flow("state"), lasting] {
        let page = Page::new([Err(used_up(api("010-023")))]).with(flow);
        let tab = Tab::new(page, with_code("state"));
        assert_eq!(tab.handled(), Err(used_up(api("010-023"))));
        assert_eq!(tab.sent(), ["exchange code verifier", "end state", "mark"]);
        // Somebody else may be signed in by now.
        tab.page.session.replace(Some("others"));
        tab.reload();
        assert_eq!(tab.handled(), refused(UNKNOWN));
        assert_eq!(tab.sent(), [""; 0]);
        tab.reload_clean();
        assert_eq!(tab.handled(), refused(NO_STATE));
        assert_eq!(tab.sent(), [""; 0]);
    }
}

#[test]
fn a_session_that_changes_after_the_exchange_ends_the_callback() {
    let tab = tab(Ok("tokens"));
    tab.page.failure.set(Some(wrong_state("changed")));
    assert_eq!(tab.handled(), Err(used_up(wrong_state("changed"))));
    assert_eq!(tab.mark.borrow().clean, None);
    assert!(tab.mark.borrow().original.is_some());
    assert!(tab.page.pending().is_empty());
}

/// The `state` of an instance is good for more than one callback, but a code only for one.
#[test]
fn a_code_that_the_page_has_sent_is_not_sent_again_from_another_url() {
    let lasting = Flow {
        is_lasting: true,
        ..flow("state")
    };
    let tab = Tab::new(Page::new([Ok("tokens")]).with(lasting), with_code("state"));
    assert_eq!(tab.handled(), tokens());
    let mark = tab.mark.borrow().clone();
    tab.log();
    tab.href.set("https://app.example/?replayed");
    assert_eq!(tab.handled(), refused("the code was used"));
    assert_eq!(tab.sent(), [""; 0]);
    assert_eq!(*tab.mark.borrow(), mark);
}

#[test]
fn a_repeat_resolves_to_the_tokens_of_the_session() {
    for is_clean in [true, false] {
        for (mode, result) in [
            (Mode::Oauth, Finished::Tokens(text("newer"))),
            (Mode::Jwt, Finished::Token(text("newer"))),
        ] {
            let tab = Tab {
                mode,
                ..tab(Ok("tokens"))
            };
            assert_eq!(tab.handled(), tokens());
            match is_clean {
                true => tab.reload_clean(),
                false => tab.reload(),
            }
            tab.page.session.replace(Some("newer"));
            assert_eq!(tab.handled(), Ok(result));
            let log = tab.log();
            let expected = ["clean page", "read mark", "forget", "look"];
            assert_eq!(log[log.len() - 4..], expected);
        }
    }
}

#[test]
fn a_repeat_is_refused_if_nobody_is_signed_in_any_more() {
    let tab = tab(Ok("tokens"));
    assert_eq!(tab.handled(), tokens());
    tab.page.session.take();
    tab.reload();
    assert_eq!(tab.handled(), refused(UNKNOWN));
    tab.reload_clean();
    assert_eq!(tab.handled(), refused(NO_STATE));
    assert_eq!(tab.sent(), [""; 0]);
}

#[test]
fn a_repeat_of_another_url_is_refused() {
    let tab = tab(Ok("tokens"));
    assert_eq!(tab.handled(), tokens());
    tab.reload();
    tab.href.set("https://app.example/?other");
    assert_eq!(tab.handled(), refused(UNKNOWN));
    tab.reload_clean();
    tab.href.set("https://app.example/other");
    assert_eq!(tab.handled(), refused(NO_STATE));
}

#[test]
fn a_repeat_whose_session_cannot_be_read_rejects_with_the_reason() {
    let blocked: Value = SdkError::environment("blocked").into();
    let tab = Tab {
        look_failure: Some(blocked.clone()),
        ..tab(Ok("tokens"))
    };
    assert_eq!(tab.handled(), tokens());
    tab.reload();
    assert_eq!(tab.handled(), Err(open(blocked)));
}

#[test]
fn a_url_without_sign_in_parameters_has_nothing_to_handle() {
    for (mode, error) in [
        (Mode::Oauth, SdkError::state(NO_STATE)),
        (Mode::Jwt, NOTHING),
    ] {
        let tab = Tab {
            mode,
            ..Tab::new(Page::new([]), EMPTY)
        };
        // Whoever is signed in did not come back from a sign-in.
        tab.page.session.replace(Some("tokens"));
        assert_eq!(tab.handled(), Err(open(error.into())));
        assert_eq!(tab.log(), ["read", "clean page", "read mark", "forget"]);
    }
}

/// The token is still valid, and without OAuth, no `state` protects it.
#[test]
fn a_url_with_a_token_is_handled_again_and_only_its_cleaned_form_is_recorded() {
    let tab = Tab {
        mode: Mode::Jwt,
        ..Tab::new(Page::new([]), with_token())
    };
    for _ in 0..2 {
        assert_eq!(tab.handled(), Ok(Finished::Token(text("token"))));
        assert_eq!(tab.sent(), ["sign in token", "mark"]);
    }
    let mark = Mark {
        clean: Some(text(CLEAN)),
        original: None,
    };
    assert_eq!(*tab.mark.borrow(), mark);
    tab.reload_clean();
    assert_eq!(tab.handled(), Ok(Finished::Token(text("token"))));
    assert_eq!(tab.sent(), [""; 0]);
}
