//! How the body of an answer is read, in the browser.

mod support;

use support::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const P: &str = "({ projectId: 'p' })";

/// A `fetch` that answers with a stream: an expression of `streams`.
fn fetch_stream(stream: &str) {
    run_script(include_str!("support/streams.js"));
    fetch_of(&js(&["streams.", stream].concat()));
}

fn seen() -> JsValue {
    js("streams.seen()")
}

#[wasm_bindgen_test]
async fn a_body_that_is_not_read_is_let_go() {
    js("globalThis.let_go = false");
    fetch(
        "return new Response(new ReadableStream({ cancel() { globalThis.let_go = true } }), \
         { headers: { 'content-length': '5000001' } })",
    );
    call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(js("let_go"), true);
}

#[wasm_bindgen_test]
async fn plain_objects_of_mocks_are_read() {
    let api = api(P);
    for answer in [
        "return { status: 200, text: async () => '{\"x\":1}' }",
        "return { status: 200, ok: true, json: async () => ({ x: 1 }) }",
        "return { status: 200, text: () => '{\"x\":1}', headers: { get() { throw 1 } } }",
    ] {
        fetch(answer);
        let result = call(&api, "clearSSO", "[]").await.unwrap();
        assert_eq!(json(&result), r#"{"x":1}"#);
    }
}

#[wasm_bindgen_test]
async fn a_body_without_end_is_read_up_to_the_limit_and_cancelled() {
    for size in [1_000, 65_536, 4_999_999, 6_000_000] {
        fetch_stream(&format!("endless({size})"));
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        assert!(sdk_error(&error, "response").contains("over 5 MB"));
        let read = get(&seen(), "bytes").as_f64().unwrap();
        assert!(read > 5e6 && read <= 5e6 + f64::from(size), "{read}");
        assert_eq!(get(&seen(), "cancelled"), true);
    }
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn a_body_may_have_five_million_bytes_and_no_more() {
    for (length, fits) in [(5_000_000, true), (5_000_001, false)] {
        fetch_stream(&format!("long({length}, 1_000_000)"));
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(result.is_ok(), fits, "{length}");
        assert_eq!(get(&seen(), "cancelled"), !fits);
    }
}

#[wasm_bindgen_test]
async fn a_character_may_be_cut_between_two_chunks() {
    let body = r#"{"a":"é日本語😀"}"#;
    for size in 1..=body.len() {
        fetch_stream(&format!("chunked('{body}', {size})"));
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), body, "{size}");
    }
}

#[wasm_bindgen_test]
async fn an_announced_length_over_the_limit_is_refused_without_reading() {
    fetch_stream("announced('5000001')");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert!(sdk_error(&error, "response").contains("over 5 MB"));
    assert_eq!(json(&seen()), r#"{"bytes":0,"cancelled":true}"#);
    for length in ["5000000", "0", "many"] {
        fetch_stream(&format!("announced('{length}')"));
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), r#"{"code":200}"#, "{length}");
    }
}

#[wasm_bindgen_test]
async fn an_error_whose_body_is_too_long_is_an_api_error_with_the_status() {
    run_script(include_str!("support/streams.js"));
    fetch("const { body } = streams.endless(65_536)(); return new Response(body, { status: 502 })");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"502","status":502}"#);
    assert_eq!(get(&seen(), "cancelled"), true);
}

#[wasm_bindgen_test]
async fn a_response_of_another_realm_is_read() {
    let api = api(P);
    run_script(include_str!("support/realm.js"));
    fetch_of(&js("foreign('{\"x\":\"é\"}', 200)"));
    let result = call(&api, "clearSSO", "[]").await.unwrap();
    assert_eq!(json(&result), r#"{"x":"é"}"#);
    fetch_of(&js("foreign('{\"error\":{\"code\":\"1\"}}', 422)"));
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    assert_eq!(
        json(&error),
        r#"{"code":"1","status":422,"requestId":"r-1"}"#
    );
}

#[wasm_bindgen_test]
async fn a_mock_with_json_alone_can_answer_with_an_error() {
    let api = api(P);
    fetch("return { status: 422, json: async () => ({ error: { code: '1' } }) }");
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"1","status":422}"#);
    fetch("return { status: 200, json: async () => { throw new SyntaxError('secret') } }");
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "response");
}

#[wasm_bindgen_test]
async fn a_fetch_that_gives_no_promise_is_an_answer() {
    for answer in [
        "new Response('{\"x\":1}')",
        "({ status: 200, text: () => '{\"x\":1}' })",
        "({ then(done) { done(new Response('{\"x\":1}')) } })",
        "Object.assign(Promise.resolve(new Response('{\"x\":1}')), { then() { throw 1 } })",
    ] {
        js(&["globalThis.fetch = () => ", answer].concat());
        let result = call(&api(P), "clearSSO", "[]").await;
        assert_eq!(json(&result.unwrap()), r#"{"x":1}"#, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn chunks_that_are_no_bytes_are_a_body_that_is_cut_off() {
    for chunks in [
        "'{\"a\":', '1}'",
        "new Uint8Array([32]), '{}'",
        "{ byteLength: 1, length: 9 }, new Uint8Array([32])",
        "null, undefined",
    ] {
        fetch(&format!(
            "const chunks = [{chunks}]; return {{ status: 200, body: {{ getReader: () => ({{ \
             read: async () => ({{ done: !chunks.length, value: chunks.shift() }}), \
             cancel: async () => undefined }}) }} }}"
        ));
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        assert!(
            sdk_error(&error, "response").contains("cut off"),
            "{chunks}"
        );
    }
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn a_promise_that_cannot_be_waited_for_is_no_answer() {
    for promise in [
        "({ get then() { throw 1 } })",
        "Object.defineProperty(Promise.resolve(), 'constructor', { get() { throw 1 } })",
    ] {
        js(&["globalThis.fetch = () => ", promise].concat());
        let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
        sdk_error(&error, "network");
    }
    assert_eq!(pending(), 0);
}
