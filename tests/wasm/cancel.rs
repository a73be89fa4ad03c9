//! Cancelling and timeouts, in the browser.

use crate::support::*;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;
use web_sys::AbortController;

fn script() -> Script {
    Script::of(include_str!("scripts/cancel.js"))
}

/// Returns call options with this signal.
fn with_signal(signal: &JsValue) -> JsValue {
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), signal).unwrap();
    options.into()
}

fn confirm(token: &JsValue) -> Array {
    let args = data(r#"{ "login": "a", "operation_id": "o" }"#);
    Reflect::set(&args, &"cancelToken".into(), token).unwrap();
    Array::of1(&args)
}

#[wasm_bindgen_test]
async fn an_abort_controller_and_its_signal_cancel_with_their_reason() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = AbortController::new().unwrap();
    for token in [controller.clone().into(), controller.signal().into()] {
        let token = confirm(&token);
        let promise = start(&api, "getConfirmCode", &token);
        script.call("abortSoon", &[controller.clone().into(), "mine".into()]);
        assert_eq!(promise.await.unwrap_err(), "mine");
    }
}

#[wasm_bindgen_test]
async fn a_signal_in_the_options_cancels_any_call_and_stops_the_request() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = AbortController::new().unwrap();
    let options = with_signal(&controller.signal());
    let args = Array::of2(&data(r#"{ "credentials": {} }"#), &options);
    let promise = start(&api, "login", &args);
    script.call("abortSoon", &[controller.into()]);
    let error = promise.await.unwrap_err();
    assert_eq!(text(&error, "name"), "AbortError");
    assert_eq!(last("init.signal.aborted"), true);
}

#[wasm_bindgen_test]
async fn an_axios_source_and_its_token_cancel_with_axios_own_object() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p" }"#);
    for bare in [false, true] {
        let source = script.call("oldAxios", &[]);
        let token = if bare {
            get(&source, "token")
        } else {
            source.clone()
        };
        let promise = start(&api, "getConfirmCode", &confirm(&token));
        script.call("cancelSoon", &[source, "enough".into()]);
        let error = promise.await.unwrap_err();
        assert_eq!(get(&error, "__CANCEL__"), true);
        assert_eq!(text(&error, "message"), "enough");
    }
}

#[wasm_bindgen_test]
async fn an_old_axios_token_gets_one_callback_however_many_calls_use_it() {
    let script = script();
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let source = script.call("oldAxiosCounted", &[]);
    for _ in 0..5 {
        start(&api, "getConfirmCode", &confirm(&source))
            .await
            .unwrap();
    }
    assert_eq!(script.get("thens"), 1);
}

#[wasm_bindgen_test]
async fn a_new_axios_token_is_unsubscribed_from() {
    let script = script();
    let api = api(r#"{ "projectId": "p" }"#);
    let token = script.call("newAxios", &[]);
    answers(200, r#"{"code":"1"}"#);
    let promise = start(&api, "getConfirmCode", &confirm(&token));
    assert_eq!(get(&script.get("listening"), "size"), 1);
    promise.await.unwrap();
    assert_eq!(get(&script.get("listening"), "size"), 0);
    script.fetch("waits");
    let promise = start(&api, "getConfirmCode", &confirm(&token));
    script.call("cancelAxios", &["enough".into()]);
    assert_eq!(promise.await.unwrap_err(), "enough");
    assert_eq!(get(&script.get("listening"), "size"), 0);
}

#[wasm_bindgen_test]
async fn a_token_that_cannot_be_unsubscribed_from_does_no_harm() {
    let script = script();
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let token = script.call("newAxiosThatKeeps", &[]);
    start(&api, "getConfirmCode", &confirm(&token))
        .await
        .unwrap();
    // Throws if the callback that it calls has been freed.
    script.call("cancelAxios", &["late".into()]);
}

#[wasm_bindgen_test]
async fn a_token_that_throws_on_unsubscribing_does_not_keep_the_other_listeners() {
    let script = script();
    answers(200, r#"{"code":"1"}"#);
    let args = confirm(&script.call("newAxios", &[]));
    args.push(&script.call("cannotBeLetGo", &[]));
    start(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args)
        .await
        .unwrap();
    assert_eq!(get(&script.get("listening"), "size"), 0);
}

#[wasm_bindgen_test]
async fn a_token_that_cannot_be_listened_to_leaves_no_listener_on_the_signal() {
    let script = script();
    answers(200, r#"{"code":"1"}"#);
    let args = confirm(&script.call("cannotBeListenedTo", &[]));
    args.push(&with_signal(&get(&script.call("counted", &[]), "signal")));
    let error = start(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args).await;
    sdk_error(&error.unwrap_err(), "argument");
    assert_eq!(script.get("listeners"), 0);
}

#[wasm_bindgen_test]
async fn a_signal_without_a_reason_cancels_with_an_abort_error() {
    let script = script();
    script.fetch("waits");
    let args = script.call("withoutReason", &[]);
    let error = call(&api(r#"{ "projectId": "p" }"#), "clearSSO", args).await;
    assert_eq!(text(&error.unwrap_err(), "name"), "AbortError");
}

#[wasm_bindgen_test]
async fn a_call_cancelled_in_advance_calls_no_hook_and_returns_no_url() {
    let script = script();
    answers(200, "{}");
    let api = api(script.call("tellsRequests", &[]));
    for (name, args) in [
        ("clearSSO", "abortedEarly"),
        ("userAuthSSOWithRedirect", "redirectAbortedEarly"),
    ] {
        let args = script.call(args, &[]);
        assert_eq!(call(&api, name, args).await.unwrap_err(), "early", "{name}");
    }
    assert_eq!(json(&script.get("told")), "[]");
}

#[wasm_bindgen_test]
async fn hooks_are_called_for_an_attempt_that_was_stopped() {
    let script = script();
    let api = api(script.call("tellsStatuses", &[]));
    for (args, name) in [
        (r#"[{ "timeout": 5 }]"#, "SDKError"),
        ("timeout", "TimeoutError"),
    ] {
        for answer in ["waits", "doesNotListen"] {
            script.fetch(answer);
            script.call("forget", &[]);
            let error = call(&api, "clearSSO", script.value(args))
                .await
                .unwrap_err();
            assert_eq!(text(&error, "name"), name);
            assert_eq!(json(&script.get("told")), "[[1,0]]", "{args} {answer}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_hook_that_cancels_its_call_keeps_it_from_being_sent() {
    let script = script();
    answers(204, "");
    let api = api(script.call("abortsInHook", &[]));
    let args = Array::of1(&with_signal(&get(&script.get("controller"), "signal")));
    let error = call(&api, "clearSSO", args).await.unwrap_err();
    assert_eq!(error, "by a hook");
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn cancelling_between_two_attempts_ends_them() {
    let script = script();
    script.fetch("repeatsLater");
    let api = api(script.call("abortsAfterHook", &[]));
    let options = with_signal(&get(&script.get("controller"), "signal"));
    let args = Array::of2(&"t".into(), &options);
    let error = call(&api, "getAskFields", args).await.unwrap_err();
    assert_eq!(error, "between");
    assert_eq!(json(&script.get("told")), "[1]");
}

#[wasm_bindgen_test]
async fn a_token_cancelled_in_advance_sends_nothing() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p" }"#);
    let axios = script.call("oldAxios", &[]);
    script.call("cancel", &[axios.clone(), "early".into()]);
    for token in [script.call("aborted", &["early".into()]), axios] {
        start(&api, "getConfirmCode", &confirm(&token))
            .await
            .unwrap_err();
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn a_token_whose_promise_has_resolved_cancels_every_call_that_gets_it() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p" }"#);
    let token = script.call("toldBefore", &[]);
    for _ in 0..3 {
        let error = start(&api, "getConfirmCode", &confirm(&token))
            .await
            .unwrap_err();
        assert_eq!(error, "told");
    }
}

#[wasm_bindgen_test]
async fn cancelling_while_the_body_is_read_rejects_the_call() {
    let script = script();
    script.fetch("bodyWithoutEnd");
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = AbortController::new().unwrap();
    let promise = start(&api, "getConfirmCode", &confirm(&controller));
    script.call("abortSoon", &[controller.into(), "in the body".into()]);
    assert_eq!(promise.await.unwrap_err(), "in the body");
}

#[wasm_bindgen_test]
async fn a_call_that_times_out_leaves_no_listener() {
    let script = script();
    script.fetch("waits");
    let api = api(r#"{ "projectId": "p", "timeout": 5 }"#);
    let options = with_signal(&get(&script.call("counted", &[]), "signal"));
    let error = start(&api, "clearSSO", &Array::of1(&options)).await;
    sdk_error(&error.unwrap_err(), "timeout");
    assert_eq!(script.get("listeners"), 0);
}

#[wasm_bindgen_test]
async fn cancelling_after_the_response_does_nothing_and_no_listener_remains() {
    let script = script();
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = script.call("counted", &[]);
    for _ in 0..3 {
        let result = start(&api, "getConfirmCode", &confirm(&controller)).await;
        assert_eq!(json(&result.unwrap()), r#"{"code":"1"}"#);
    }
    assert_eq!(script.get("listeners"), 0);
    AbortController::from(controller).abort();
}

#[wasm_bindgen_test]
async fn a_fetch_that_ignores_its_signal_does_not_delay_the_rejection() {
    let script = script();
    script.fetch("doesNotListen");
    let api = api(r#"{ "projectId": "p" }"#);
    let error = call(&api, "clearSSO", r#"[{ "timeout": 5 }]"#)
        .await
        .unwrap_err();
    sdk_error(&error, "timeout");
}

#[wasm_bindgen_test]
async fn the_timeout_covers_the_body() {
    let script = script();
    script.fetch("bodyWithoutEnd");
    let api = api(r#"{ "projectId": "p", "timeout": 20 }"#);
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "timeout");
}

#[wasm_bindgen_test]
async fn the_timeout_of_a_call_overrides_that_of_the_instance() {
    let script = script();
    script.fetch("slow");
    let api = api(r#"{ "projectId": "p", "timeout": 5 }"#);
    for timeout in [0.0, f64::INFINITY, 60000.0] {
        let options = Object::new();
        Reflect::set(&options, &"timeout".into(), &timeout.into()).unwrap();
        let args = Array::of1(&options);
        assert!(call(&api, "clearSSO", args).await.is_ok(), "{timeout}");
    }
    // Waiting for a link has its own timeout.
    let args = r#"[{ "login": "a", "operation_id": "o" }]"#;
    assert!(call(&api, "getConfirmCode", args).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_call_that_one_token_has_already_cancelled_does_not_listen_to_the_other() {
    let script = script();
    script.fetch("waits");
    let signal = script.call("countedMock", &[]);
    let args = confirm(&script.call("aborted", &["mine".into()]));
    args.push(&with_signal(&signal));
    let error = call_with(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args).await;
    assert_eq!(error.unwrap_err(), "mine");
    assert_eq!(script.get("listeners"), 0);
    assert_eq!(sent(), 0);
}
