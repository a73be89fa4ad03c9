//! Tests of the steps that finish a sign-in.

use super::*;
use crate::oauth::steps::tests::{
    EMPTY, Flow, Page, Value, api, flow, offline, open, run, text, used_up, with_challenge,
    with_code, with_state, with_token, wrong_state,
};

const NONE: Option<Flow> = None;

type Ended = Result<Finished<Value>, Unfinished<Value>>;

fn finished(page: &Page, found: LoginUrl<Value>, flow: Option<Flow>) -> Ended {
    run(finish(page, found, flow))
}

/// Finishes a sign-in with the code `code` of the flow `state`.
fn finished_code(page: &Page) -> Ended {
    finished(page, with_code("state"), Some(flow("state")))
}

fn nothing() -> Unfinished<Value> {
    open(NOTHING.into())
}

fn code_was_used() -> Unfinished<Value> {
    open(wrong_state("the code was used"))
}

#[test]
fn a_flow_ends_after_its_code_has_signed_the_user_in() {
    let page = Page::new([Ok("tokens")]);
    assert_eq!(finished_code(&page), Ok(Finished::Tokens(text("tokens"))));
    let expected = ["exchange code verifier", "sign in tokens", "end state"];
    assert_eq!(page.log.take(), expected);
}

#[test]
fn a_failed_flow_ends_only_if_the_failure_is_final() {
    for (failure, is_ended) in [(used_up(api("010-023")), true), (open(offline()), false)] {
        let page = Page::new([Err(failure.clone())]).with(flow("state"));
        assert_eq!(finished_code(&page), Err(failure));
        assert_eq!(page.pending().is_empty(), is_ended);
        let log = page.log.take();
        assert_eq!(log.first().unwrap(), "exchange code verifier");
        assert_eq!(log.len(), 1 + usize::from(is_ended));
    }
}

#[test]
fn a_session_that_changes_after_the_exchange_is_a_final_failure() {
    let page = Page::new([Ok("tokens")]).with(flow("state"));
    page.failure.set(Some(wrong_state("changed")));
    assert_eq!(finished_code(&page), Err(used_up(wrong_state("changed"))));
    let expected = ["exchange code verifier", "sign in tokens", "end state"];
    assert_eq!(page.log.take(), expected);
    assert_eq!(finished_code(&page), Err(code_was_used()));
}

#[test]
fn a_code_is_sent_once_per_page() {
    for response in [Ok("tokens"), Err(used_up(api("010-023")))] {
        let page = Page::new([response]).with(flow("state"));
        let _ = finished_code(&page);
        page.log.take();
        let page = page.with(flow("other"));
        let again = finished(&page, with_code("other"), Some(flow("other")));
        assert_eq!(again, Err(code_was_used()));
        assert_eq!(page.log.take(), [""; 0]);
        assert_eq!(page.pending(), ["other"]);
    }
}

#[test]
fn a_code_that_was_not_used_up_is_sent_again() {
    let page = Page::new([Err(open(offline())), Ok("tokens")]);
    assert_eq!(finished_code(&page), Err(open(offline())));
    assert_eq!(finished_code(&page), Ok(Finished::Tokens(text("tokens"))));
    assert_eq!(finished_code(&page), Err(code_was_used()));
}

#[test]
fn an_invalid_code_is_neither_sent_nor_used_up() {
    let found = LoginUrl {
        code: Some(text("invalid")),
        ..with_state("state")
    };
    let page = Page::new([]);
    for _ in 0..2 {
        let refused = finished(&page, found.clone(), Some(flow("state"))).unwrap_err();
        let invalid = SdkError::argument("code", "is invalid");
        assert_eq!(refused, open(invalid.into()));
    }
    assert_eq!(page.log.take(), [""; 0]);
}

#[test]
fn a_code_without_a_flow_is_exchanged_without_a_verifier() {
    let page = Page::new([Ok("tokens")]);
    let tokens = Ok(Finished::Tokens(text("tokens")));
    assert_eq!(finished(&page, with_code("state"), NONE), tokens);
    assert_eq!(page.log.take(), ["exchange code alone", "sign in tokens"]);
}

#[test]
fn a_single_token_signs_in_and_ends_the_flow() {
    let page = Page::new([]);
    let end = finished(&page, with_token(), Some(flow("state")));
    assert_eq!(end, Ok(Finished::Token(text("token"))));
    assert_eq!(page.log.take(), ["sign in token", "end state"]);
}

#[test]
fn a_single_token_that_fails_leaves_the_flow_open() {
    let page = Page::new([]);
    page.failure.set(Some(wrong_state("changed")));
    let end = finished(&page, with_token(), Some(flow("state")));
    assert_eq!(end, Err(open(wrong_state("changed"))));
    assert_eq!(page.log.take(), ["sign in token"]);
    let unusable = LoginUrl {
        token: Some(text("")),
        ..EMPTY
    };
    let end = finished(&page, unusable, Some(flow("state")));
    assert_eq!(end, Err(nothing()));
    assert_eq!(page.log.take(), [""; 0]);
}

#[test]
fn an_error_takes_precedence_over_a_second_factor_and_that_over_a_code() {
    let challenge = LoginUrl {
        token: Some(text("token")),
        challenge: Some(text("challenge")),
        ..with_code("state")
    };
    let error = LoginUrl {
        error: Some("access_denied".into()),
        ..challenge.clone()
    };
    for (found, end) in [
        (error, Err(open(api("access_denied")))),
        (challenge, Ok(Finished::Challenge(text("challenge")))),
        (with_state("state"), Err(nothing())),
    ] {
        let page = Page::new([]);
        assert_eq!(finished(&page, found, Some(flow("state"))), end);
        assert_eq!(page.log.take(), [""; 0]);
    }
}

/// Completes the sign-in of a call whose result has this URL, after the callback of the flow `challenged` asked for a
/// second factor.
fn completed(page: &Page, challenge: Option<&str>) -> Result<Finished<Value>, Value> {
    page.challenged.set(Some(flow("challenged")));
    let answer = SignInAnswer::Address {
        url: text("url"),
        challenge: challenge.map(text),
    };
    run(complete(page, answer))
}

/// A page of an instance whose `state` is `own`, and the URL in the result of a call.
fn page(response: Result<&'static str, Unfinished<Value>>, url: LoginUrl<Value>) -> Page {
    Page {
        own_state: "own",
        url: Ok(url),
        ..Page::new([response])
    }
}

#[test]
fn the_answer_to_a_second_factor_ends_the_flow_of_its_callback() {
    let page = page(Ok("tokens"), with_code("challenged")).with(flow("challenged"));
    let tokens = Finished::Tokens(text("tokens"));
    assert_eq!(completed(&page, None), Ok(tokens));
    let expected = [
        "read",
        "exchange code verifier",
        "sign in tokens",
        "end challenged",
    ];
    assert_eq!(page.log.take(), expected);
    assert!(page.pending().is_empty());
    assert_eq!(page.challenged_state(), None);
}

#[test]
fn a_second_factor_can_be_answered_again_unless_the_failure_is_final() {
    for (failure, left) in [
        (open(offline()), Some("challenged")),
        (used_up(api("010-023")), None),
    ] {
        let page = page(Err(failure.clone()), with_code("challenged"));
        assert_eq!(completed(&page, None), Err(failure.error));
        assert_eq!(page.challenged_state(), left);
    }
}

#[test]
fn another_second_factor_can_be_answered_too() {
    let page = page(Ok("unused"), with_challenge("challenged"));
    let challenge = Finished::Challenge(text("challenge"));
    assert_eq!(completed(&page, None), Ok(challenge));
    assert_eq!(page.challenged_state(), Some("challenged"));
    assert_eq!(page.log.take(), ["read"]);
}

#[test]
fn the_result_of_a_call_leaves_the_second_factor_of_a_callback_open() {
    let token = Finished::Token(text("token"));
    let tokens = Finished::Tokens(text("tokens"));
    for (url, finished, exchange) in [
        (with_code("own"), tokens, Some("exchange code alone")),
        (with_token(), token, None),
    ] {
        let page = page(Ok("tokens"), url);
        assert_eq!(completed(&page, None), Ok(finished));
        assert_eq!(page.challenged_state(), Some("challenged"));
        let log = page.log.take();
        assert_eq!(log.first().unwrap(), "read");
        assert!(!log.iter().any(|done| done.starts_with("end")));
        assert!(exchange.is_none_or(|done| log[1] == done));
    }
}

#[test]
fn a_result_that_belongs_to_no_flow_is_refused_and_nothing_is_sent() {
    let error = LoginUrl {
        error: Some("access_denied".into()),
        ..with_state("other")
    };
    let without_state = LoginUrl {
        state: None,
        ..with_code("")
    };
    let wrong = wrong_state("the state is not the one that was sent");
    for url in [
        with_code("other"),
        with_challenge("other"),
        error,
        without_state,
    ] {
        let page = page(Ok("unused"), url);
        assert_eq!(completed(&page, None), Err(wrong.clone()));
        assert_eq!(page.log.take(), ["read"]);
        assert_eq!(page.challenged_state(), Some("challenged"));
    }
}

#[test]
fn the_second_factor_of_a_response_is_used_if_its_url_has_none() {
    for (url, challenge) in [
        (with_state("own"), "of the response"),
        (with_challenge("own"), "challenge"),
    ] {
        let page = page(Ok("unused"), url);
        let finished = completed(&page, Some("of the response"));
        assert_eq!(finished, Ok(Finished::Challenge(text(challenge))));
    }
}

#[test]
fn a_url_that_cannot_be_read_leaves_the_second_factor_open() {
    let unreadable: Value = SdkError::argument("url", "must be a URL").into();
    let page = Page {
        url: Err(unreadable.clone()),
        ..Page::new([])
    };
    assert_eq!(completed(&page, None), Err(unreadable));
    assert_eq!(page.challenged_state(), Some("challenged"));
}

#[test]
fn a_result_without_a_url_is_passed_on() {
    let page = Page::new([]);
    page.challenged.set(Some(flow("challenged")));
    let (fields, token) = (text("fields"), text("token"));
    let ask = SignInAnswer::Ask {
        fields: fields.clone(),
        token: token.clone(),
    };
    let ended = run(complete(&page, ask));
    assert_eq!(ended, Ok(Finished::Ask { fields, token }));
    let ended = run(complete(&page, SignInAnswer::Error(api("003-001"))));
    assert_eq!(ended, Err(api("003-001")));
    assert_eq!(page.log.take(), [""; 0]);
    assert_eq!(page.challenged_state(), Some("challenged"));
}
