//! Single sign-on, in the browser.

use crate::support::*;
use wasm_bindgen_test::*;

const P: &str = r#"{ "projectId": "p" }"#;

#[wasm_bindgen_test]
async fn the_code_of_a_session_is_read_from_its_url() {
    answers(200, r#"{"login_url":"https://g/cb?code=c%201&state=s"}"#);
    let result = call(&api(P), "checkUserAuthSSO", "[]").await.unwrap();
    assert_eq!(
        json(&result),
        r#"{"login_url":"https://g/cb?code=c%201&state=s","code":"c 1","state":"s"}"#
    );
    answers(200, r#"{"login_url":"https://g/?code=other","code":"own"}"#);
    let result = call(&api(P), "checkUserAuthSSO", "[]").await.unwrap();
    assert_eq!(text(&result, "code"), "own");
}

#[wasm_bindgen_test]
async fn a_redirect_without_navigation_returns_its_url() {
    let api = api(r#"{ "projectId": "p", "payload": "x", "callbackUrl": "https://c/" }"#);
    let script = Script::of(include_str!("scripts/sso.js"));
    // Browsers return an opaque redirect; runtimes without origins return the 302.
    for answer in ["opaque", "found"] {
        script.fetch(answer);
        let args = r#"["https://g/", { "navigate": false }]"#;
        let result = call(&api, "userAuthSSOWithRedirect", args).await.unwrap();
        assert_eq!(
            json(&result),
            r#"{"code":302,"url":"https://login.xsolla.com/api/jwt/sso/redirect?projectId=p&login_url=https%3A%2F%2Fg%2F&payload=x"}"#
        );
        assert!(!last_url().contains("payload"));
    }
}

#[wasm_bindgen_test]
async fn a_redirect_that_is_not_checked_sends_nothing() {
    answers(401, "");
    let args = r#"[null, { "navigate": false, "check": false }]"#;
    let result = call(&api(P), "userAuthSSOWithRedirect", args)
        .await
        .unwrap();
    assert_eq!(get(&result, "code"), 302);
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn without_a_session_there_is_no_redirect() {
    answers(401, r#"{"error":{"code":"003-040"}}"#);
    let error = call(&api(P), "userAuthSSOWithRedirect", "[]").await;
    assert_eq!(get(&error.unwrap_err(), "status"), 401);
    answers(200, "{}");
    let error = call(&api(P), "userAuthSSOWithRedirect", "[]").await;
    sdk_error(&error.unwrap_err(), "response");
}
