//! Attempts, long-poll rounds and the waits between them, in the browser.

use crate::support::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

const P: &str = r#"{ "projectId": "p" }"#;

fn script() -> Script {
    Script::of(include_str!("scripts/repeats.js"))
}

#[wasm_bindgen_test]
async fn a_read_is_repeated_and_a_change_is_not() {
    let script = script();
    let api = api(P);
    script.fetch("fineAfterTwo");
    call(&api, "getAskFields", r#"["t"]"#).await.unwrap();
    assert_eq!(sent(), 3);
    for name in ["login", "getConfirmCode", "clearSSO", "logout"] {
        script.fetch("fineAfterTwo");
        let error = call(&api, name, some_arguments(name)).await.unwrap_err();
        assert_eq!(get(&error, "status"), 503, "{name}");
        assert_eq!(sent(), 1, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_limit_or_a_final_response_ends_the_repeats() {
    let script = script();
    for (options, attempts) in [
        (r#"{ "projectId": "p" }"#, 3),
        (r#"{ "projectId": "p", "timeout": 0 }"#, 3),
        (r#"{ "projectId": "p", "retry": { "limit": 1 } }"#, 2),
        (r#"{ "projectId": "p", "retry": false }"#, 1),
    ] {
        script.fetch("tooMany");
        let error = call(&api(options), "getAskFields", r#"["t"]"#).await;
        assert_eq!(get(&error.unwrap_err(), "retryAfter"), 0);
        assert_eq!(sent(), attempts);
    }
    answers(404, "");
    call(&api(P), "getAskFields", r#"["t"]"#).await.unwrap_err();
    assert_eq!(sent(), 1);
    script.fetch("tooLate");
    let error = call(&api(P), "getAskFields", r#"["t"]"#).await.unwrap_err();
    assert_eq!((get(&error, "retryAfter"), sent()), (31.into(), 1));
}

#[wasm_bindgen_test]
async fn hooks_count_the_attempts() {
    let script = script();
    script.fetch("offline");
    let api = api(script.call("withHook", &[]));
    call(&api, "getAskFields", r#"["t"]"#).await.unwrap_err();
    assert_eq!(json(&script.get("told")), "[1,0,2,0]");
}

#[wasm_bindgen_test]
async fn waiting_continues_until_the_link_is_opened() {
    script().fetch("confirmedLater");
    let args = r#"[{ "login": "A@b", "operation_id": "o" }]"#;
    let result = call(&api(P), "waitForConfirmCode", args).await.unwrap();
    assert_eq!(json(&result), r#"{"code":"42"}"#);
    assert_eq!(sent(), 3);
    assert!(last_url().ends_with("login=a%40b&operation_id=o"));
}

/// Calls `waitForConfirmCode` with a fast clock: a pause takes no time, a round times out after
/// 20 ms, and the whole wait never does. The script records the delays of the timers and the
/// statuses that the hook was called with.
async fn wait_by_a_fast_clock(script: &Script) -> Result<JsValue, JsValue> {
    script.call("hurry", &[]);
    let api = api(script.call("withStatusHook", &[]));
    let args = r#"[{ "login": "a", "operation_id": "o" }]"#;
    let result = call(&api, "waitForConfirmCode", args).await;
    script.call("hurryNoMore", &[]);
    result
}

#[wasm_bindgen_test]
async fn a_round_without_an_answer_is_followed_by_another() {
    let script = script();
    script.fetch("confirmedInTheSecondRound");
    let result = wait_by_a_fast_clock(&script).await.unwrap();
    assert_eq!(json(&result), r#"{"code":"42"}"#);
    assert_eq!(json(&script.get("told")), "[0,200]");
}

#[wasm_bindgen_test]
async fn a_late_response_of_a_finished_round_does_not_count_for_the_next() {
    let script = script();
    script.fetch("firstTextLate");
    let error = wait_by_a_fast_clock(&script).await.unwrap_err();
    assert_eq!(text(&error, "code"), "422");
}

#[wasm_bindgen_test]
async fn failed_rounds_are_further_and_further_apart() {
    let script = script();
    script.fetch("confirmedAfterSix");
    script.call("throwNoDice", &[]);
    let result = wait_by_a_fast_clock(&script).await;
    script.call("throwDice", &[]);
    result.unwrap();
    // A second from the start of the last round, plus 0.15, 0.3, 0.6, 1.2, 2.4 and 4.8 s, rounded.
    let pauses = script.call("pauses", &[]);
    assert_eq!(json(&pauses), "[1,1,2,2,3,6]");
}

#[wasm_bindgen_test]
async fn waiting_ends_with_a_final_error_a_timeout_or_a_signal() {
    let api = api(P);
    answers(422, r#"{"error":{"code":"003-061"}}"#);
    let args = r#"[{ "login": "a", "operation_id": "o" }]"#;
    let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
    assert_eq!(text(&error, "code"), "003-061");
    answers(408, "");
    for args in [
        r#"[{ "login": "a", "operation_id": "o", "timeout": 50 }]"#,
        r#"[{ "login": "a", "operation_id": "o", "timeout": 60000 }, { "timeout": 50 }]"#,
    ] {
        let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
        sdk_error(&error, "timeout");
    }
    let args = script().call("untilTheSignal", &[]);
    let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
    assert_eq!(text(&error, "name"), "TimeoutError");
}
