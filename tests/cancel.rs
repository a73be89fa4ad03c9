//! Cancelling and timeouts, in the browser.

#[path = "support/old.rs"]
mod support;

use js_sys::Array;
use support::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A `fetch` that answers when its signal is aborted, with an error as browsers have it.
const WAITS: &str = "return new Promise((_, reject) => \
    init.signal.addEventListener('abort', () => reject(init.signal.reason)))";

/// The axios that the original bundles: a promise and no way to unsubscribe.
const OLD_AXIOS: &str = "(() => { let cancel; const token = {}; token.promise = \
    new Promise((resolve) => { cancel = (message) => { token.reason = \
    { message, __CANCEL__: true }; resolve(token.reason) } }); return { token, cancel } })()";

/// The shape of a token of a newer axios; `told` is who it would tell.
const NEW_AXIOS: &str = "(() => { globalThis.told = new Set(); \
    return { promise: new Promise(() => {}), subscribe: (f) => told.add(f), \
    unsubscribe: (f) => told.delete(f) } })()";

/// The options of a call that this signal can stop.
fn with_signal(signal: &JsValue) -> JsValue {
    let options = js("{}");
    js_sys::Reflect::set(&options, &"signal".into(), signal).unwrap();
    options
}

fn confirm(token: &JsValue) -> Array {
    let args = js(r#"{ "login": "a", "operation_id": "o" }"#);
    js_sys::Reflect::set(&args, &"cancelToken".into(), token).unwrap();
    Array::of1(&args)
}

fn run(function: &str, of: &JsValue) {
    let function: js_sys::Function = js(function).into();
    function.call1(&JsValue::UNDEFINED, of).unwrap();
}

#[wasm_bindgen_test]
async fn an_abort_controller_and_its_signal_cancel_with_their_reason() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = js("new AbortController()");
    for token in [controller.clone(), get(&controller, "signal")] {
        let token = confirm(&token);
        let promise = start(&api, "getConfirmCode", &token);
        run("(c) => setTimeout(() => c.abort('mine'))", &controller);
        assert_eq!(promise.await.unwrap_err(), "mine");
    }
}

#[wasm_bindgen_test]
async fn a_signal_in_the_options_cancels_any_call_and_stops_the_request() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = js("new AbortController()");
    let options = with_signal(&get(&controller, "signal"));
    let args = Array::of2(&js(r#"{ "credentials": {} }"#), &options);
    let promise = start(&api, "login", &args);
    run("(c) => setTimeout(() => c.abort())", &controller);
    let error = promise.await.unwrap_err();
    assert_eq!(text(&error, "name"), "AbortError");
    assert_eq!(last("init.signal.aborted"), true);
}

#[wasm_bindgen_test]
async fn an_axios_source_and_its_token_cancel_with_axios_own_object() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p" }"#);
    for bare in [false, true] {
        let source = js(OLD_AXIOS);
        let token = if bare {
            get(&source, "token")
        } else {
            source.clone()
        };
        let promise = start(&api, "getConfirmCode", &confirm(&token));
        run("(s) => setTimeout(() => s.cancel('enough'))", &source);
        let error = promise.await.unwrap_err();
        assert_eq!(get(&error, "__CANCEL__"), true);
        assert_eq!(text(&error, "message"), "enough");
    }
}

#[wasm_bindgen_test]
async fn an_old_axios_token_gets_one_callback_however_many_calls_use_it() {
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let source = js(OLD_AXIOS);
    run(
        "(s) => { const p = s.token.promise, then = p.then; globalThis.thens = 0; \
         p.then = (...a) => { thens++; return then.apply(p, a) } }",
        &source,
    );
    for _ in 0..5 {
        start(&api, "getConfirmCode", &confirm(&source))
            .await
            .unwrap();
    }
    assert_eq!(js("thens"), 1);
}

#[wasm_bindgen_test]
async fn a_new_axios_token_is_let_go_of() {
    let api = api(r#"{ "projectId": "p" }"#);
    let token = js(NEW_AXIOS);
    answers(200, r#"{"code":"1"}"#);
    let promise = start(&api, "getConfirmCode", &confirm(&token));
    assert_eq!(js("told.size"), 1);
    promise.await.unwrap();
    assert_eq!(js("told.size"), 0);
    fetch(WAITS);
    let promise = start(&api, "getConfirmCode", &confirm(&token));
    js("told.forEach((f) => f('enough'))");
    assert_eq!(promise.await.unwrap_err(), "enough");
    assert_eq!(js("told.size"), 0);
}

#[wasm_bindgen_test]
async fn a_token_that_does_not_let_go_does_no_harm() {
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let token = js(NEW_AXIOS);
    run("(t) => { t.unsubscribe = () => {} }", &token);
    start(&api, "getConfirmCode", &confirm(&token))
        .await
        .unwrap();
    // Throws, if what it calls is gone.
    js("told.forEach((f) => f('late'))");
}

#[wasm_bindgen_test]
async fn a_token_that_throws_when_it_is_let_go_of_keeps_no_other() {
    answers(200, r#"{"code":"1"}"#);
    let args = confirm(&js(NEW_AXIOS));
    args.push(&js(
        "({ signal: { aborted: false, addEventListener() {}, removeEventListener() { throw 1 } } })",
    ));
    start(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args)
        .await
        .unwrap();
    assert_eq!(js("told.size"), 0);
}

#[wasm_bindgen_test]
async fn a_token_that_cannot_be_listened_to_leaves_no_listener_on_the_signal() {
    answers(200, r#"{"code":"1"}"#);
    let args = confirm(&js("({ promise: { then() { throw 1 } } })"));
    args.push(&with_signal(&get(&counted(), "signal")));
    let error = start(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args).await;
    sdk_error(&error.unwrap_err(), "argument");
    assert_eq!(js("listeners"), 0);
}

#[wasm_bindgen_test]
async fn a_signal_that_gives_no_reason_cancels_with_an_abort_error() {
    fetch(WAITS);
    let args = "[{ signal: { aborted: true, addEventListener() {} } }]";
    let error = call(&api(r#"{ "projectId": "p" }"#), "clearSSO", args).await;
    assert_eq!(text(&error.unwrap_err(), "name"), "AbortError");
}

#[wasm_bindgen_test]
async fn a_call_cancelled_before_tells_no_hook_and_gives_no_address() {
    answers(200, "{}");
    js("globalThis.told = []");
    let api = api("({ projectId: 'p', onRequest: (r) => told.push(r) })");
    for (name, args) in [
        ("clearSSO", "[{ signal: AbortSignal.abort('early') }]"),
        (
            "userAuthSSOWithRedirect",
            "[null, { navigate: false, check: false, signal: AbortSignal.abort('early') }]",
        ),
    ] {
        assert_eq!(call(&api, name, args).await.unwrap_err(), "early", "{name}");
    }
    assert_eq!(json(&js("told")), "[]");
}

#[wasm_bindgen_test]
async fn hooks_are_told_of_an_attempt_that_was_stopped() {
    js("globalThis.told = []");
    let api = api("({ projectId: 'p', onResponse: (r) => told.push([r.attempt, r.status]) })");
    for (args, name) in [
        (r#"[{ "timeout": 5 }]"#, "SDKError"),
        ("[{ signal: AbortSignal.timeout(5) }]", "TimeoutError"),
    ] {
        for answer in [WAITS, "return new Promise(() => {})"] {
            fetch(answer);
            js("told = []");
            let error = call(&api, "clearSSO", args).await.unwrap_err();
            assert_eq!(text(&error, "name"), name);
            assert_eq!(json(&js("told")), "[[1,0]]", "{args} {answer}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_hook_that_cancels_its_call_keeps_it_from_being_sent() {
    answers(204, "");
    js("globalThis.controller = new AbortController()");
    let api = api("({ projectId: 'p', onRequest() { controller.abort('by a hook') } })");
    let args = "[{ signal: controller.signal }]";
    let error = call(&api, "clearSSO", args).await.unwrap_err();
    assert_eq!(error, "by a hook");
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn cancelling_between_two_attempts_ends_them() {
    fetch(
        "return { status: 503, headers: new Headers({ 'retry-after': '20' }), \
         text: async () => '' }",
    );
    js("(() => { globalThis.attempts = []; globalThis.controller = new AbortController() })()");
    let api = api(
        "({ projectId: 'p', onRequest: ({ attempt }) => { attempts.push(attempt); \
         setTimeout(() => controller.abort('between')) } })",
    );
    let args = "['t', { signal: controller.signal }]";
    let error = call(&api, "getAskFields", args).await.unwrap_err();
    assert_eq!(error, "between");
    assert_eq!(json(&js("attempts")), "[1]");
}

#[wasm_bindgen_test]
async fn a_token_cancelled_before_sends_nothing() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p" }"#);
    let axios = js(OLD_AXIOS);
    run("(s) => s.cancel('early')", &axios);
    for token in [js("AbortSignal.abort('early')"), axios] {
        start(&api, "getConfirmCode", &confirm(&token))
            .await
            .unwrap_err();
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn a_promise_that_told_before_cancels_each_call_that_gets_it() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p" }"#);
    let token = js("({ promise: Promise.resolve('told') })");
    for _ in 0..3 {
        let error = start(&api, "getConfirmCode", &confirm(&token))
            .await
            .unwrap_err();
        assert_eq!(error, "told");
    }
}

#[wasm_bindgen_test]
async fn cancelling_while_the_body_is_read_counts() {
    fetch("return new Response(new ReadableStream({ start(c) { globalThis.reading = true } }))");
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = js("new AbortController()");
    let promise = start(&api, "getConfirmCode", &confirm(&controller));
    run(
        "(c) => setTimeout(() => c.abort('in the body'))",
        &controller,
    );
    assert_eq!(promise.await.unwrap_err(), "in the body");
}

/// An AbortController; `listeners` is the number of those of its signal.
fn counted() -> JsValue {
    let controller = js("new AbortController()");
    run(
        "(c) => { globalThis.listeners = 0; const s = c.signal; \
         const add = s.addEventListener, remove = s.removeEventListener; \
         s.addEventListener = function (...a) { listeners++; return add.apply(this, a) }; \
         s.removeEventListener = function (...a) { listeners--; return remove.apply(this, a) } }",
        &controller,
    );
    controller
}

#[wasm_bindgen_test]
async fn a_call_whose_time_is_up_leaves_no_listener() {
    fetch(WAITS);
    let api = api(r#"{ "projectId": "p", "timeout": 5 }"#);
    let options = with_signal(&get(&counted(), "signal"));
    let error = start(&api, "clearSSO", &Array::of1(&options)).await;
    sdk_error(&error.unwrap_err(), "timeout");
    assert_eq!(js("listeners"), 0);
}

#[wasm_bindgen_test]
async fn cancelling_after_the_answer_does_nothing_and_no_listener_stays() {
    answers(200, r#"{"code":"1"}"#);
    let api = api(r#"{ "projectId": "p" }"#);
    let controller = counted();
    for _ in 0..3 {
        let result = start(&api, "getConfirmCode", &confirm(&controller)).await;
        assert_eq!(json(&result.unwrap()), r#"{"code":"1"}"#);
    }
    assert_eq!(js("listeners"), 0);
    run("(c) => c.abort()", &controller);
}

#[wasm_bindgen_test]
async fn a_fetch_that_does_not_listen_is_left_behind() {
    fetch("return new Promise(() => {})");
    let api = api(r#"{ "projectId": "p" }"#);
    let error = call(&api, "clearSSO", r#"[{ "timeout": 5 }]"#)
        .await
        .unwrap_err();
    sdk_error(&error, "timeout");
}

#[wasm_bindgen_test]
async fn the_timeout_covers_the_body() {
    fetch("return new Response(new ReadableStream({}))");
    let api = api(r#"{ "projectId": "p", "timeout": 20 }"#);
    let error = call(&api, "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "timeout");
}

#[wasm_bindgen_test]
async fn the_timeout_of_a_call_goes_before_that_of_the_instance() {
    fetch("return new Promise((resolve) => setTimeout(() => resolve(new Response('{}')), 30))");
    let api = api(r#"{ "projectId": "p", "timeout": 5 }"#);
    for timeout in ["0", "Infinity", "60000"] {
        let args = ["[{ timeout: ", timeout, " }]"].concat();
        assert!(call(&api, "clearSSO", &args).await.is_ok(), "{timeout}");
    }
    // The wait for a link has a time of its own.
    let args = r#"[{ "login": "a", "operation_id": "o" }]"#;
    assert!(call(&api, "getConfirmCode", args).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_call_that_one_token_has_cancelled_already_does_not_listen_to_the_other() {
    fetch(WAITS);
    js("globalThis.listeners = 0");
    let signal = js(
        "({ aborted: false, addEventListener: () => { listeners++ }, \
         removeEventListener: () => { listeners-- } })",
    );
    let args = confirm(&js("AbortSignal.abort('mine')"));
    args.push(&with_signal(&signal));
    let error = call_with(&api(r#"{ "projectId": "p" }"#), "getConfirmCode", &args).await;
    assert_eq!(error.unwrap_err(), "mine");
    assert_eq!(js("listeners"), 0);
    assert_eq!(sent(), 0);
}
