//! How a response body is read, in the browser.

use crate::support::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

const P: &str = r#"{ "projectId": "p" }"#;

fn script() -> Script {
    Script::of(include_str!("scripts/bodies.js"))
}

/// Makes `fetch` respond with the stream that the script's function of that name creates.
fn fetch_stream(script: &Script, name: &str, args: &[JsValue]) {
    fetch(&script.call(name, args));
}

#[wasm_bindgen_test]
async fn a_body_that_is_not_read_is_cancelled() {
    let script = script();
    script.fetch("tooLong");
    call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(script.get("letGo"), true);
}

#[wasm_bindgen_test]
async fn plain_objects_of_mocks_are_read() {
    let api = api(P);
    let script = script();
    for answer in ["mockWithText", "mockWithJson", "mockWithHeadersThatThrow"] {
        script.fetch(answer);
        let result = call(&api, "clearSSO", "[]").await.unwrap();
        assert_eq!(json(&result), r#"{"x":1}"#);
    }
}

#[wasm_bindgen_test]
async fn an_endless_body_is_read_up_to_the_limit_and_cancelled() {
    let script = script();
    for size in [1_000, 65_536, 4_999_999, 6_000_000] {
        fetch_stream(&script, "endless", &[size.into()]);
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        assert!(sdk_error(&error, "response").contains("over 5 MB"));
        let read = get(&script.get("seen"), "bytes").as_f64().unwrap();
        assert!(read > 5e6 && read <= 5e6 + f64::from(size), "{read}");
        assert_eq!(get(&script.get("seen"), "cancelled"), true);
    }
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn a_body_may_have_five_million_bytes_and_no_more() {
    let script = script();
    for (length, fits) in [(5_000_000, true), (5_000_001, false)] {
        fetch_stream(&script, "long", &[length.into(), 1_000_000.into()]);
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(result.is_ok(), fits, "{length}");
        assert_eq!(get(&script.get("seen"), "cancelled"), !fits);
    }
}

#[wasm_bindgen_test]
async fn a_character_may_be_split_between_two_chunks() {
    let body = r#"{"a":"é日本語😀"}"#;
    let script = script();
    for size in 1..=body.len() {
        fetch_stream(&script, "chunked", &[body.into(), size.into()]);
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), body, "{size}");
    }
}

#[wasm_bindgen_test]
async fn an_announced_length_over_the_limit_is_refused_without_reading() {
    let script = script();
    fetch_stream(&script, "announced", &["5000001".into()]);
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert!(sdk_error(&error, "response").contains("over 5 MB"));
    assert_eq!(json(&script.get("seen")), r#"{"bytes":0,"cancelled":true}"#);
    for length in ["5000000", "0", "many"] {
        fetch_stream(&script, "announced", &[length.into()]);
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), r#"{"code":200}"#, "{length}");
    }
}

#[wasm_bindgen_test]
async fn an_error_whose_body_is_too_long_is_an_api_error_with_the_status() {
    let script = script();
    script.fetch("endlessError");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"502","status":502}"#);
    assert_eq!(get(&script.get("seen"), "cancelled"), true);
}

#[wasm_bindgen_test]
async fn a_response_of_another_realm_is_read() {
    let api = api(P);
    let script = script();
    fetch(&script.call("foreign", &[r#"{"x":"é"}"#.into(), 200.into()]));
    let result = call(&api, "clearSSO", "[]").await.unwrap();
    assert_eq!(json(&result), r#"{"x":"é"}"#);
    let body = r#"{"error":{"code":"1"}}"#;
    fetch(&script.call("foreign", &[body.into(), 422.into()]));
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    assert_eq!(
        json(&error),
        r#"{"code":"1","status":422,"requestId":"r-1"}"#
    );
}

#[wasm_bindgen_test]
async fn a_mock_with_only_json_can_respond_with_an_error() {
    let api = api(P);
    let script = script();
    script.fetch("mockWithError");
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"1","status":422}"#);
    script.fetch("mockWithWrongJson");
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "response");
}

#[wasm_bindgen_test]
async fn a_fetch_may_return_a_response_without_a_native_promise() {
    let script = script();
    for answer in ["response", "mock", "thenable", "promiseWithAnotherThen"] {
        set_global("fetch", &script.function(answer));
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), r#"{"x":1}"#, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn chunks_that_are_not_bytes_count_as_a_truncated_body() {
    let script = script();
    for chunks in ["inTexts", "inBytesAndText", "inMockedBytes", "inNothing"] {
        script.fetch(chunks);
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        assert!(
            sdk_error(&error, "response").contains("cut off"),
            "{chunks}"
        );
    }
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn a_promise_that_cannot_be_awaited_counts_as_no_response() {
    let script = script();
    for promise in ["thenThrows", "constructorThrows"] {
        set_global("fetch", &script.function(promise));
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        sdk_error(&error, "network");
    }
    assert_eq!(pending(), 0);
}
