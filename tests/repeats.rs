//! Attempts, rounds and the waits between them, in the browser.

mod support;

use support::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const P: &str = "({ projectId: 'p' })";

#[wasm_bindgen_test]
async fn a_read_is_repeated_and_a_change_is_not() {
    let twice = "return sent.length < 3 ? new Response('', { status: 503, \
                 headers: { 'retry-after': '0' } }) : new Response('[]')";
    let api = api(P);
    fetch(twice);
    call(&api, "getAskFields", "['t']").await.unwrap();
    assert_eq!(sent(), 3);
    for name in ["login", "getConfirmCode", "clearSSO", "logout"] {
        fetch(twice);
        let error = call(&api, name, some_arguments(name)).await.unwrap_err();
        assert_eq!(get(&error, "status"), 503, "{name}");
        assert_eq!(sent(), 1, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_limit_and_a_final_answer_end_the_repeating() {
    let fails = "return new Response('', { status: 429, headers: { 'retry-after': '0' } })";
    for (options, attempts) in [
        ("({ projectId: 'p' })", 3),
        ("({ projectId: 'p', timeout: 0 })", 3),
        ("({ projectId: 'p', retry: { limit: 1 } })", 2),
        ("({ projectId: 'p', retry: false })", 1),
    ] {
        fetch(fails);
        let error = call(&api(options), "getAskFields", "['t']").await;
        assert_eq!(get(&error.unwrap_err(), "retryAfter"), 0);
        assert_eq!(sent(), attempts);
    }
    answers(404, "");
    call(&api(P), "getAskFields", "['t']").await.unwrap_err();
    assert_eq!(sent(), 1);
    fetch("return new Response('', { status: 503, headers: { 'retry-after': '31' } })");
    let error = call(&api(P), "getAskFields", "['t']").await.unwrap_err();
    assert_eq!((get(&error, "retryAfter"), sent()), (31.into(), 1));
}

#[wasm_bindgen_test]
async fn hooks_count_the_attempts() {
    fetch("throw new TypeError('offline')");
    js("globalThis.told = []");
    let api = api(
        "({ projectId: 'p', retry: { limit: 1 }, onResponse: (r) => told.push(r.attempt, r.status) })",
    );
    call(&api, "getAskFields", "['t']").await.unwrap_err();
    assert_eq!(json(&js("told")), "[1,0,2,0]");
}

#[wasm_bindgen_test]
async fn waiting_goes_on_until_the_link_is_opened() {
    fetch(
        "return [new Response('{\"error\":{\"code\":\"010-050\"}}', { status: 408 }), \
         new Response('', { status: 503 }), new Response('{\"code\":\"42\"}')][sent.length - 1]",
    );
    let args = "[{ login: 'A@b', operation_id: 'o' }]";
    let result = call(&api(P), "waitForConfirmCode", args).await.unwrap();
    assert_eq!(json(&result), r#"{"code":"42"}"#);
    assert_eq!(sent(), 3);
    assert_eq!(last("url.endsWith('login=a%40b&operation_id=o')"), true);
}

/// Waits for the link by a clock on which a pause takes no time and a round 20 ms, and which has no
/// end; `waits` is what it was asked for, `told` the statuses that a hook was told.
async fn wait_by_a_fast_clock() -> Result<JsValue, JsValue> {
    js(
        "(() => { globalThis.waits = []; globalThis.told = []; globalThis.clock = setTimeout; \
        globalThis.setTimeout = (f, ms, ...more) => { waits.push(ms); \
        return ms > 25000 ? 0 : clock(f, ms < 25000 ? 0 : 20, ...more) } })()",
    );
    let api = api("({ projectId: 'p', onResponse: (r) => told.push(r.status) })");
    let args = "[{ login: 'a', operation_id: 'o' }]";
    let result = call(&api, "waitForConfirmCode", args).await;
    js("globalThis.setTimeout = clock");
    result
}

#[wasm_bindgen_test]
async fn a_round_without_an_answer_is_followed_by_another() {
    fetch("return sent.length < 2 ? new Promise(() => {}) : new Response('{\"code\":\"42\"}')");
    let result = wait_by_a_fast_clock().await.unwrap();
    assert_eq!(json(&result), r#"{"code":"42"}"#);
    assert_eq!(json(&js("told")), "[0,200]");
}

#[wasm_bindgen_test]
async fn what_a_round_that_is_over_says_late_is_not_the_next_ones() {
    // The first is given up before its text comes, which is while the second is waited for.
    fetch(
        "const round = sent.length; const [status, text] = round < 2 ? \
         [200, '{\"error\":{\"code\":\"003-061\"}}'] : [422, '{\"error\":{}}']; \
         return { status, text: () => new Promise((resolve) => round < 2 ? \
         globalThis.late = () => resolve(text) : \
         (late(), Promise.resolve().then(() => resolve(text)))) }",
    );
    let error = wait_by_a_fast_clock().await.unwrap_err();
    assert_eq!(text(&error, "code"), "422");
}

#[wasm_bindgen_test]
async fn rounds_that_fail_are_further_and_further_apart() {
    fetch(
        "return sent.length < 7 ? { status: 503, text: async () => '' } \
         : { status: 200, text: async () => '{\"code\":\"42\"}' }",
    );
    js("(() => { globalThis.random = Math.random; Math.random = () => 0.5 })()");
    let result = wait_by_a_fast_clock().await;
    js("Math.random = random");
    result.unwrap();
    // A second after the last start, and 0.15, 0.3, 0.6, 1.2, 2.4, 4.8 s more.
    let pauses = js("waits.filter((ms) => ms < 25000).map((ms) => Math.round(ms / 1000))");
    assert_eq!(json(&pauses), "[1,1,2,2,3,6]");
}

#[wasm_bindgen_test]
async fn waiting_ends_with_a_final_error_its_time_or_its_signal() {
    let api = api(P);
    answers(422, r#"{"error":{"code":"003-061"}}"#);
    let args = "[{ login: 'a', operation_id: 'o' }]";
    let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
    assert_eq!(text(&error, "code"), "003-061");
    answers(408, "");
    for args in [
        "[{ login: 'a', operation_id: 'o', timeout: 50 }]",
        "[{ login: 'a', operation_id: 'o', timeout: 60000 }, { timeout: 50 }]",
    ] {
        let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
        sdk_error(&error, "timeout");
    }
    let args = "[{ login: 'a', operation_id: 'o', signal: AbortSignal.timeout(50) }]";
    let error = call(&api, "waitForConfirmCode", args).await.unwrap_err();
    assert_eq!(text(&error, "name"), "TimeoutError");
}
