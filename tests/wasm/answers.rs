//! How a call interprets a response, in the browser.

use std::slice;

use crate::support::*;
use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

const P: &str = r#"{ "projectId": "p" }"#;

fn script() -> Script {
    Script::of(include_str!("scripts/answers.js"))
}

#[wasm_bindgen_test]
async fn json_is_returned_unchanged() {
    answers(
        200,
        r#"{"login_url":"u","n":12345678901,"a":[null,{"b":true}]}"#,
    );
    let result = call(&api(P), "login", r#"[{ "credentials": {} }]"#)
        .await
        .unwrap();
    assert_eq!(
        json(&result),
        r#"{"login_url":"u","n":12345678901,"a":[null,{"b":true}]}"#
    );
}

#[wasm_bindgen_test]
async fn every_shape_of_a_sign_in_response_is_returned() {
    let api = api(P);
    for shape in [
        r#"{"login_url":"https://g/?token=t"}"#,
        r#"{"login_url":"https://g/?code=c&state=s"}"#,
        r#"{"ask_fields":[{"name":"email","step":0}],"login_url":"https://g/","token":"t"}"#,
        r#"{"login_url":"https://g/?challenge_id=c","challenge_id":"c"}"#,
        r#"{"url":"https://g/?challenge_id=c","challenge_id":"c"}"#,
    ] {
        answers(200, shape);
        for name in ["signup", "login", "loginWithPhoneCode", "oneTapLogin"] {
            let result = call(&api, name, some_arguments(name)).await.unwrap();
            assert_eq!(json(&result), shape, "{name}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_empty_success_is_the_status_or_an_empty_list() {
    answers(204, "");
    let api = api(P);
    let result = call(&api, "logout", r#"["t", "all"]"#).await.unwrap();
    assert_eq!(json(&result), r#"{"code":204}"#);
    let result = call(&api, "getAskFields", r#"["t"]"#).await.unwrap();
    assert_eq!(json(&result), "[]");
    let error = call(&api, "getConfirmCode", some_arguments("getConfirmCode")).await;
    sdk_error(&error.unwrap_err(), "response");
}

#[wasm_bindgen_test]
async fn an_error_of_the_service_is_an_api_error_with_all_its_fields() {
    script().fetch("tooManyRequests");
    let error = call(&api(P), "login", r#"[{ "credentials": {} }]"#).await;
    let error = error.unwrap_err();
    assert_eq!(
        json(&error),
        r#"{"code":"3","description":"why","details":{"operation_id":"o"},"status":429,"retryAfter":7,"requestId":"r-1"}"#
    );
    assert_eq!(text(&error, "name"), "APIError");
    assert_eq!(text(&error, "message"), "3");
    assert!(error.is_instance_of::<js_sys::Error>());
}

#[wasm_bindgen_test]
async fn fields_of_the_wrong_type_in_an_error_of_the_service_are_ignored() {
    answers(422, r#"{"error":{"code":"","description":{"a":1}}}"#);
    let error = call(&api(P), "login", r#"[{ "credentials": {} }]"#).await;
    assert_eq!(json(&error.unwrap_err()), r#"{"code":"422","status":422}"#);
}

#[wasm_bindgen_test]
async fn an_error_that_is_null_is_not_an_error() {
    answers(200, r#"{"error":null,"x":1}"#);
    let result = call(&api(P), "login", r#"[{ "credentials": {} }]"#).await;
    assert_eq!(json(&result.unwrap()), r#"{"error":null,"x":1}"#);
}

#[wasm_bindgen_test]
async fn html_of_a_broken_proxy_is_an_api_error_with_the_status() {
    answers(502, "<html>password=secret</html>");
    let args = r#"[{ "credentials": { "password": "secret" } }]"#;
    let error = call(&api(P), "login", args).await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"502","status":502}"#);
}

#[wasm_bindgen_test]
async fn a_success_that_cannot_be_used_is_a_response_error() {
    let api = api(P);
    let script = script();
    for answer in [
        "html",
        "halfAnObject",
        "brokenStream",
        "tooLong",
        "announcedTooLong",
        "withoutStatus",
        "number",
    ] {
        script.fetch(answer);
        let error = call(&api, "clearSSO", "[]").await.unwrap_err();
        let message = sdk_error(&error, "response");
        assert!(!message.contains("secret") && !json(&error).contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn an_error_has_the_name_of_its_cause_and_does_not_list_it() {
    script().fetch("typeError");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(text(&error, "cause"), "TypeError");
    assert_eq!(json(&error), r#"{"kind":"network"}"#);
}

#[wasm_bindgen_test]
async fn a_missing_response_is_a_network_error_that_shows_nothing_of_the_request() {
    let api = api(P);
    let script = script();
    for answer in [
        "failedToFetch",
        "text",
        "nothing",
        "nameThrows",
        "undefined",
        "proxy",
    ] {
        script.fetch(answer);
        let error = call(&api, "clearSSO", "[]").await.unwrap_err();
        let message = sdk_error(&error, "network");
        assert!(message.contains("CORS") && !message.contains("secret"));
        assert!(!text(&error, "cause").contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_at_once_is_a_network_error() {
    set_global("fetch", &script().function("typeError"));
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "network");
}

#[wasm_bindgen_test]
async fn without_fetch_a_call_rejects_with_kind_environment() {
    set_global("fetch", &JsValue::UNDEFINED);
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert!(sdk_error(&error, "environment").contains("fetch"));
}

#[wasm_bindgen_test]
async fn a_request_that_the_browser_stops_rejects_with_kind_aborted() {
    script().fetch("stopped");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "aborted");
}

#[wasm_bindgen_test]
async fn a_contact_to_confirm_is_a_result() {
    for status in [200, 422] {
        let body =
            r#"{"error":{"code":"003-011","description":"d","details":{"operation_id":"o"}}}"#;
        answers(status, body);
        let result = call(&api(P), "ask", some_arguments("ask")).await.unwrap();
        assert_eq!(json(&result), body);
    }
}

#[wasm_bindgen_test]
async fn a_long_poll_that_timed_out_is_a_result_even_without_a_body() {
    let api = api(P);
    let body = r#"{"error":{"code":"010-050","description":"d"}}"#;
    answers(408, body);
    let args = some_arguments("getConfirmCode");
    assert_eq!(
        json(&call_with(&api, "getConfirmCode", &args).await.unwrap()),
        body
    );
    answers(408, "");
    let result = call(&api, "getConfirmCode", args).await.unwrap();
    assert_eq!(text(&get(&result, "error"), "code"), "010-050");
}

#[wasm_bindgen_test]
async fn the_captcha_header_leads_to_the_captcha_error_code() {
    for (header, code) in [("1", "003-338"), ("0", "003-038")] {
        fetch(&script().call("captchaEnabled", &[header.into()]));
        let error = call(&api(P), "login", r#"[{ "credentials": {} }]"#).await;
        assert_eq!(text(&error.unwrap_err(), "code"), code);
    }
}

#[wasm_bindgen_test]
async fn an_error_of_a_token_endpoint_has_its_code_and_description() {
    let api = api(r#"{ "projectId": "p", "clientId": 42 }"#);
    for (body, error) in [
        (
            r#"{"error":"invalid_grant","error_description":"too late"}"#,
            r#"{"code":"invalid_grant","description":"too late","status":400}"#,
        ),
        (
            r#"{"error":"invalid_grant","error_description":5}"#,
            r#"{"code":"invalid_grant","status":400}"#,
        ),
        (r#"{"error":""}"#, r#"{"code":"400","status":400}"#),
        (r#"{"error":true}"#, r#"{"code":"400","status":400}"#),
    ] {
        answers(400, body);
        for name in ["exchangeCode", "refresh", "login"] {
            let rejected = call(&api, name, some_arguments(name)).await.unwrap_err();
            assert_eq!(json(&rejected), error, "{name}");
            assert_eq!(text(&rejected, "name"), "APIError");
        }
    }
}

#[wasm_bindgen_test]
async fn retry_after_is_whole_seconds_or_a_date_and_anything_else_is_ignored() {
    let api = api(P);
    let script = script();
    for (header, seconds) in [
        ("120".into(), Some(120.0)),
        ("0".into(), Some(0.0)),
        (script.call("soon", &[]), Some(90.0)),
        ("Sun, 06 Nov 1994 08:49:37 GMT".into(), Some(0.0)),
        ("0.5".into(), None),
        ("1, 2".into(), None),
        ("-5".into(), None),
        ("soon".into(), None),
        ("".into(), None),
    ] {
        fetch(&script.call("retryAfter", slice::from_ref(&header)));
        let error = call(&api, "login", r#"[{ "credentials": {} }]"#)
            .await
            .unwrap_err();
        let has = Object::has_own::<JsValue>(error.unchecked_ref(), &"retryAfter".into());
        assert_eq!(has, seconds.is_some(), "{header:?}");
        let told = get(&error, "retryAfter").as_f64();
        let near = told.unwrap_or_default() - seconds.unwrap_or_default();
        // An HTTP date has no fractions of a second.
        assert!((0.0..=1.0).contains(&near), "{header:?}: {told:?}");
    }
}
