//! The options of an instance, in the browser.

use crate::support::*;
use js_sys::{Array, Object, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

const VALUES: &str = include_str!("../../src/values.json");

fn script() -> Script {
    Script::of(include_str!("scripts/options.js"))
}

/// Returns the error message for options: JSON, or the name of a script's function that makes them.
fn refused(options: &str) -> String {
    let error = try_api(&script().value(options)).err().unwrap();
    sdk_error(&error, "config")
}

#[wasm_bindgen_test]
fn anything_but_an_object_is_refused() {
    for options in ["undefined", "null", r#""p""#, "5", "[]", "aFunction"] {
        assert_eq!(refused(options), "options: must be an object");
    }
}

#[wasm_bindgen_test]
fn an_option_that_is_missing_or_wrong_is_named() {
    for (options, name) in [
        ("{}", "projectId"),
        (
            r#"{ "projectId": "" }"#,
            "projectId: is required and must not be empty",
        ),
        (r#"{ "projectId": 7 }"#, "projectId"),
        (r#"{ "projectId": "p", "fullLocale": 5 }"#, "fullLocale"),
        (r#"{ "projectId": "p", "payload": { "a": 1 } }"#, "payload"),
        (r#"{ "projectId": "p", "state": "1234567" }"#, "state"),
        ("clientIdThatIsNoNumber", "clientId"),
        ("bigInt", "clientId"),
        ("symbol", "scope"),
        (r#"{ "projectId": "p", "with_logout": 2 }"#, "with_logout"),
        (r#"{ "projectId": "p", "timeout": -1 }"#, "timeout"),
        (
            r#"{ "projectId": "p", "retry": { "limit": "x" } }"#,
            "retry",
        ),
        (r#"{ "projectId": "p", "onRequest": {} }"#, "onRequest"),
        (r#"{ "projectId": "p", "apiUrl": "ftp://x/" }"#, "apiUrl"),
        (
            r#"{ "projectId": "p", "apiUrl": "localhost:3000" }"#,
            "apiUrl: must begin with its scheme",
        ),
        (
            r#"{ "projectId": "p", "apiUrl": "https://u:p@x/" }"#,
            "apiUrl",
        ),
        (r#"{ "projectId": "p", "theme": "dark" }"#, "theme"),
    ] {
        let message = refused(options);
        assert!(message.starts_with(name), "{options}: {message}");
    }
}

#[wasm_bindgen_test]
fn options_that_cannot_be_read_are_refused() {
    for options in ["projectIdThrows", "proxyThrows", "circle", "circleOfLists"] {
        assert!(refused(options).starts_with("options"));
    }
}

#[wasm_bindgen_test]
fn each_property_is_read_once() {
    let script = script();
    api(script.call("counted", &[]));
    assert_eq!(script.get("reads"), 1.0);
}

#[wasm_bindgen_test]
fn an_inherited_option_is_ignored() {
    refused("inherited");
}

#[wasm_bindgen_test]
fn the_config_shows_defaults_given_values_and_the_mode() {
    let config =
        api(r#"{ "projectId": "p", "clientId": 5, "mine": [1, { "a": 2 }] }"#).get_config();
    let shown: Value = serde_json::from_str(&json(&config.unwrap())).unwrap();
    let values: Value = serde_json::from_str(VALUES).unwrap();
    let mut expected = values["defaults"].clone();
    expected["projectId"] = "p".into();
    expected["theme"] = values["defaultTheme"].clone();
    expected["clientId"] = 5.into();
    expected["mine"] = serde_json::json!([1, { "a": 2 }]);
    expected["is_oauth2"] = false.into();
    assert_eq!(shown, expected);
}

#[wasm_bindgen_test]
fn the_alias_of_redirect_uri_is_renamed() {
    let config = api(r#"{ "projectId": "p", "redirectUrl": "https://r/" }"#).get_config();
    let config = config.unwrap();
    assert_eq!(text(&config, "redirectUri"), "https://r/");
    assert!(get(&config, "redirectUrl").is_undefined());
}

#[wasm_bindgen_test]
fn changing_what_was_given_or_shown_changes_nothing() {
    let options = data(r#"{ "projectId": "p", "mine": { "a": 1 } }"#);
    let api = try_api(&options).unwrap();
    Reflect::set(&get(&options, "mine"), &"a".into(), &2.into()).unwrap();
    let shown = api.get_config().unwrap();
    Reflect::set(&get(&shown, "mine"), &"a".into(), &3.into()).unwrap();
    assert_eq!(json(&get(&api.get_config().unwrap(), "mine")), r#"{"a":1}"#);
}

#[wasm_bindgen_test]
fn an_object_of_a_class_is_kept_as_it_is() {
    let script = script();
    let config = api(script.call("withMine", &[])).get_config();
    let shown = Array::from(&get(&config.unwrap(), "mine")).get(0);
    assert_eq!(shown, script.get("mine"));
}

#[wasm_bindgen_test]
fn an_update_replaces_clears_or_leaves() {
    let api = api(
        r#"{ "projectId": "p", "payload": "a", "scope": "s", "list": [1, 2], "audience": "x" }"#,
    );
    let config = api.update_config(&script().call("changes", &[])).unwrap();
    assert_eq!(text(&config, "payload"), "b");
    assert_eq!(text(&config, "scope"), "s");
    assert_eq!(json(&get(&config, "list")), "[3]");
    assert!(get(&config, "audience").is_undefined());
}

#[wasm_bindgen_test]
fn a_failed_update_changes_nothing() {
    let api = api(r#"{ "projectId": "p", "payload": "a" }"#);
    let before = json(&api.get_config().unwrap());
    let script = script();
    for update in [
        r#"{ "fullLocale": "en", "payload": 5 }"#,
        r#"{ "projectId": null }"#,
        "lastThrows",
        "5",
    ] {
        let error = api.update_config(&script.value(update)).unwrap_err();
        sdk_error(&error, "config");
        assert_eq!(json(&api.get_config().unwrap()), before);
    }
}

#[wasm_bindgen_test]
async fn fetched_options_apply_only_where_they_are_allowed() {
    let api = api(r#"{ "projectId": "p", "payload": "a", "game_name": "mine", "mode": "kept" }"#);
    // Ignored: settings that would redirect a request, that have the wrong type, or that are empty.
    // Only `logo` counts.
    fetch_settings(
        r#"{ "projectId": "evil", "apiUrl": "https://evil.example/", "payload": "b", "clientId": 1, "redirectUrl": "https://evil.example/", "is_oauth2": true, "state": "12345678", "onRequest": {}, "timeout": -1, "enable_magic_link": "yes", "consentUrl": 5, "mode": null, "game_name": "", "logo": { "url": "l" } }"#,
    );
    let config = call(&api, "fetchConfig", "[]").await.unwrap();
    assert_eq!(json(&config), json(&api.get_config().unwrap()));
    assert_eq!(
        picked(&config, SETTINGS),
        r#"{"apiUrl":"https://login.xsolla.com/api","consentUrl":"https://consent-api.xsolla.com/v2/consent","projectId":"p","payload":"a","game_name":"mine","mode":"kept","logo":{"url":"l"},"geo_ip_country":"DE","is_oauth2":false}"#
    );
    answers(204, "");
    call(&api, "login", r#"[{ "credentials": {} }]"#)
        .await
        .unwrap();
    assert_eq!(
        last("url"),
        "https://login.xsolla.com/api/login?projectId=p&payload=a"
    );
    fetch_settings(r#"{ "enable_magic_link": false }"#);
    call(&api, "fetchConfig", "[]").await.unwrap();
    answers(204, "");
    let args = r#"[{ "email": "a@b", "link_url": "https://l/" }]"#;
    call(&api, "emailGetCode", args).await.unwrap();
    let body = data(&last("init.body").as_string().unwrap());
    assert_eq!(get(&body, "send_link"), false);
}

/// Makes `fetch` respond with these auth settings, and with a client in Germany to all other
/// requests.
fn fetch_settings(auth: &str) {
    fetch(&script().call("settings", &[data(auth)]));
}

/// What fetched settings might change.
const SETTINGS: &[&str] = &[
    "apiUrl",
    "consentUrl",
    "projectId",
    "payload",
    "clientId",
    "redirectUri",
    "state",
    "onRequest",
    "timeout",
    "enable_magic_link",
    "game_name",
    "mode",
    "logo",
    "geo_ip_country",
    "is_oauth2",
];

#[wasm_bindgen_test]
fn a_key_named_proto_is_an_option_like_any_other() {
    let api = api(r#"{ "projectId": "p", "__proto__": { "polluted": 1 } }"#);
    assert!(get(&Object::new(), "polluted").is_undefined());
    let config = api.get_config().unwrap();
    let names = Object::keys::<JsValue>(config.unchecked_ref());
    assert!(names.includes(&"__proto__".into(), 0));
}

#[wasm_bindgen_test]
async fn the_generated_state_is_shown_from_its_first_use_on_and_kept() {
    answers(204, "");
    let api = api(r#"{ "projectId": "p", "is_oauth2": true }"#);
    assert!(get(&api.get_config().unwrap(), "state").is_undefined());
    call(&api, "login", r#"[{ "credentials": {} }]"#)
        .await
        .unwrap();
    let state = text(&api.get_config().unwrap(), "state");
    assert!(state.len() == 32 && state.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let sent = last_parameter("state");
    assert_eq!(sent, state.as_str());
    // Passing the config back keeps the generated state.
    api.update_config(&api.get_config().unwrap()).unwrap();
    assert_eq!(text(&api.get_config().unwrap(), "state"), state);
    api.update_config(&data(r#"{ "state": "my own state" }"#))
        .unwrap();
    api.update_config(&data(r#"{ "state": null }"#)).unwrap();
    assert_eq!(text(&api.get_config().unwrap(), "state"), state);
}

#[wasm_bindgen_test]
async fn a_call_with_its_own_options_shares_the_generated_state() {
    answers(200, r#"{"url":"u"}"#);
    let api = api(r#"{ "projectId": "p", "is_oauth2": true }"#);
    let args = r#"["google", { "scope": "email" }]"#;
    call(&api, "getSocialLink", args).await.unwrap();
    let first = last_parameter("state");
    call(&api, "getSocialLink", r#"["google"]"#).await.unwrap();
    assert_eq!(first.as_string().unwrap().len(), 32);
    assert_eq!(last_parameter("state"), first);
}

#[wasm_bindgen_test]
async fn an_updated_option_is_in_the_next_oauth_query() {
    answers(200, "{}");
    let api = api(r#"{ "projectId": "p", "is_oauth2": true, "scope": "one" }"#);
    for scope in ["one", "two"] {
        api.update_config(&data(&[r#"{ "scope": ""#, scope, r#"" }"#].concat()))
            .unwrap();
        call(&api, "login", r#"[{ "credentials": {} }]"#)
            .await
            .unwrap();
        assert_eq!(last_parameter("scope"), scope);
    }
}

#[wasm_bindgen_test]
async fn a_body_has_the_client_id_as_it_was_last_given() {
    answers(200, "{}");
    let api = api(r#"{ "projectId": "p", "clientId": 5 }"#);
    for (client_id, body) in [
        ("5", r#"{"client_id":5}"#),
        (r#""5""#, r#"{"client_id":"5"}"#),
    ] {
        api.update_config(&data(&[r#"{ "clientId": "#, client_id, " }"].concat()))
            .unwrap();
        call(&api, "oauth2ConsentValidate", r#"["t"]"#)
            .await
            .unwrap();
        assert_eq!(last("init.body"), body);
    }
}

#[wasm_bindgen_test]
async fn passing_the_config_back_with_one_change_changes_only_that() {
    answers(204, "");
    let api = api(
        r#"{ "projectId": "p", "clientId": 1, "responseType": "code", "redirectUri": "https://r/", "state": "12345678" }"#,
    );
    let config = api.get_config().unwrap();
    assert_eq!(get(&config, "is_oauth2"), true);
    Reflect::set(&config, &"redirectUri".into(), &JsValue::NULL).unwrap();
    // The mode is still automatic: without one of the four options, it turns off.
    assert_eq!(
        get(&api.update_config(&config).unwrap(), "is_oauth2"),
        false
    );
}

#[wasm_bindgen_test]
async fn a_relative_base_is_resolved_against_the_page() {
    answers(204, "");
    let api = api(r#"{ "projectId": "p", "apiUrl": "/login/api/" }"#);
    call(&api, "clearSSO", "[]").await.unwrap();
    let page = get(&js_sys::global(), "location");
    let expected = text(&page, "origin") + "/login/api/oauth2/clear_sso?projectId=p";
    assert_eq!(last_url(), expected);
}

#[wasm_bindgen_test]
async fn hooks_get_an_attempt_without_its_query() {
    answers(401, r#"{"error":{"code":"003-001"}}"#);
    let script = script();
    let api = api(script.call("withHooks", &[]));
    call(&api, "login", r#"[{ "credentials": {} }]"#)
        .await
        .unwrap_err();
    assert_eq!(
        json(&script.call("withoutTimes", &[])),
        r#"[{"method":"POST","path":"/login","attempt":1},{"method":"POST","path":"/login","attempt":1,"status":401,"code":"003-001"}]"#
    );
    let told = Array::from(&script.get("told"));
    assert!(get(&told.get(1), "ms").as_f64().unwrap() >= 0.0);
}

#[wasm_bindgen_test]
async fn a_hook_gets_the_code_of_an_error_that_is_a_result() {
    let script = script();
    let api = api(script.call("withResponseHook", &[]));
    let args = r#"[{ "login": "a@b.example", "operation_id": "o" }]"#;
    answers(408, r#"{"error":{"code":"010-050"}}"#);
    call(&api, "getConfirmCode", args).await.unwrap();
    answers(408, "");
    call(&api, "getConfirmCode", args).await.unwrap();
    answers(200, r#"{"code":"123456"}"#);
    call(&api, "getConfirmCode", args).await.unwrap();
    assert_eq!(
        json(&script.call("codes", &[])),
        r#"["010-050","010-050",null]"#
    );
}

#[wasm_bindgen_test]
async fn a_hook_that_cancels_after_the_response_does_not_change_the_outcome() {
    answers(200, r#"{"login_url":"https://a.example/?token=t"}"#);
    let script = script();
    let api = api(script.call("stopsInHook", &[]));
    let login = data(r#"{ "credentials": {} }"#);
    let args = script.call("stoppedBy", &[login]);
    let answer = call(&api, "login", args).await.unwrap();
    assert_eq!(text(&answer, "login_url"), "https://a.example/?token=t");
    // And nothing is retried.
    answers(503, "");
    let args = script.call("stoppedBy", &["t".into()]);
    call(&api, "getAskFields", args).await.unwrap_err();
    assert_eq!(sent(), 1);
}

#[wasm_bindgen_test]
fn each_member_of_an_option_is_read_once() {
    let script = script();
    api(script.call("partCounted", &[]));
    assert_eq!(json(&script.get("reads")), "1");
}

/// Records what is written to the console. A test that calls this ends with `console_again`.
fn keep_console() -> Script {
    let script = script();
    script.call("keepConsole", &[]);
    script
}

fn console_again(script: &Script) -> String {
    script.call("consoleAgain", &[]);
    json(&script.get("lines"))
}

#[wasm_bindgen_test]
async fn debug_logs_each_attempt_in_one_line_without_the_given_values() {
    let script = keep_console();
    let options = r#"{ "projectId": "secret", "debug": true, "retry": { "limit": 1 } }"#;
    let api = api(options);
    answers(401, r#"{"error":{"code":"003-001"}}"#);
    let args = r#"[{ "credentials": { "username": "secret", "password": "secret" } }]"#;
    call(&api, "login", args).await.unwrap_err();
    script.fetch("unavailable");
    call(&api, "getAskFields", r#"["secret"]"#)
        .await
        .unwrap_err();
    script.fetch("typeError");
    call(&api, "clearSSO", "[]").await.unwrap_err();
    script.call("forgetTimes", &[]);
    assert_eq!(
        console_again(&script),
        r#"["log xsolla-login-wasm: POST /login: 401 003-001, N ms","log xsolla-login-wasm: GET /users/me/ask: 503 503, N ms","log xsolla-login-wasm: GET /users/me/ask: 503 503, N ms, attempt 2","log xsolla-login-wasm: GET /oauth2/clear_sso: no response, N ms"]"#
    );
}

#[wasm_bindgen_test]
async fn without_debug_nothing_is_logged() {
    let script = keep_console();
    answers(204, "");
    call(&api(r#"{ "projectId": "p" }"#), "clearSSO", "[]")
        .await
        .unwrap();
    call(
        &api(r#"{ "projectId": "p", "debug": false }"#),
        "clearSSO",
        "[]",
    )
    .await
    .unwrap();
    assert_eq!(console_again(&script), "[]");
}

#[wasm_bindgen_test]
async fn a_console_that_throws_fails_no_call() {
    let script = keep_console();
    script.call("breakConsole", &[]);
    answers(204, "");
    let api = api(r#"{ "projectId": "p", "debug": true, "payLoad": "x" }"#);
    let answer = call(&api, "clearSSO", "[]").await;
    console_again(&script);
    assert!(answer.is_ok());
}

#[wasm_bindgen_test]
async fn a_name_that_is_probably_mistyped_is_reported_once() {
    let script = keep_console();
    answers(204, "");
    for _ in 0..2 {
        let api = api(
            r#"{ "projectId": "p", "calbackUrl": "x", "CustomStyle": "x", "session": { "Storage": "memory" }, "retry": { "limits": 1 }, "other": 1 }"#,
        );
        call(
            &api,
            "agreement",
            r#"[{ "token": "t", "isAccepted": true, "consentID": "c" }, { "timeOut": 5 }]"#,
        )
        .await
        .unwrap();
        call(&api, "login", r#"[{ "credential": { "username": "u" } }]"#)
            .await
            .unwrap_err();
        call(&api, "getSocialLink", r#"["google", { "payloads": "x" }]"#)
            .await
            .unwrap();
    }
    let expected = [
        ("option", "calbackUrl", "callbackUrl"),
        ("option", "CustomStyle", "customStyle"),
        ("option", "Storage", "storage"),
        ("option", "limits", "limit"),
        ("argument", "consentID", "consentId"),
        ("option", "timeOut", "timeout"),
        ("argument", "credential", "credentials"),
        ("option", "payloads", "payload"),
    ]
    .map(|(what, given, meant)| {
        format!("warn xsolla-login-wasm: unknown {what} '{given}': did you mean '{meant}'?")
    });
    assert_eq!(
        console_again(&script),
        serde_json::to_string(&expected).unwrap()
    );
}

#[wasm_bindgen_test]
async fn a_mistyped_name_is_not_reported_if_debug_is_false() {
    let script = keep_console();
    answers(204, "");
    let api = api(r#"{ "projectId": "p", "debug": false, "redirectURI": "x" }"#);
    call(&api, "clearSSO", r#"[{ "signals": null }]"#)
        .await
        .unwrap();
    api.update_config(&data(r#"{ "redirectURL": "x" }"#))
        .unwrap();
    assert_eq!(console_again(&script), "[]");
}

#[wasm_bindgen_test]
async fn a_hook_that_throws_fails_no_call() {
    answers(204, "");
    let api = api(script().call("hooksThrow", &[]));
    assert!(call(&api, "clearSSO", "[]").await.is_ok());
}
