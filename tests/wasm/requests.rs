//! What is sent, and to which URL, in the browser.

use crate::support::*;
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;
use xsolla_login::calls::ALL;

const P: &str = r#"{ "projectId": "p" }"#;

fn script() -> Script {
    Script::of(include_str!("scripts/requests.js"))
}

#[wasm_bindgen_test]
async fn every_call_except_for_tokens_and_files_sends_cookies_and_follows_no_redirect() {
    answers(200, r#"{"x":1}"#);
    let api = api(r#"{ "projectId": "p", "challenge_id": "c", "clientId": 42 }"#);
    let methods = ALL.iter().filter(|(name, _)| get(&api, name).is_function());
    for (count, (name, call)) in methods.clone().enumerate() {
        let _ = crate::support::call(&api, name, some_arguments(name)).await;
        let policy = match *name {
            "userAuthSSOWithRedirect" => ["include", "manual", "no-store"],
            "exchangeCode" | "refresh" => ["omit", "error", "no-store"],
            _ => ["include", "error", "no-store"],
        };
        assert_eq!(
            json(&last_of([
                "init.credentials",
                "init.redirect",
                "init.cache"
            ])),
            ["[\"", &policy.join("\",\""), "\"]"].concat(),
            "{name}"
        );
        assert_eq!(last("init.method"), call.method.name(), "{name}");
        assert_eq!(sent() as usize, count + 1, "{name}");
    }
    // Not methods: the page that is only a URL, a flow's link, and the files of `fetchConfig`.
    assert_eq!(methods.count(), ALL.len() - 7);
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn a_file_is_requested_without_cookies_and_may_be_redirected_and_cached() {
    let script = script();
    script.fetch("lastFileFound");
    let api = api(r#"{ "projectId": "p" }"#);
    call(&api, "fetchConfig", "[]").await.unwrap_err();
    let sent = script.call("lines", &[requests().into()]);
    assert_eq!(
        Array::from(&sent).to_vec(),
        [
            "/xsolla-login-widget/projects/p/settings/auth GET omit follow default",
            "/xsolla-login-widget/projects/p/settings/socials/by_region GET omit follow default",
            "/xsolla-login-widget/projects/p/settings/widget GET omit follow default",
            "/api/client/details GET include error no-store",
            "/api/widget/ng/settings GET omit error no-store",
        ]
        .map(JsValue::from)
    );
}

#[wasm_bindgen_test]
async fn the_url_of_a_flow_is_returned_and_nothing_is_sent() {
    answers(204, "");
    let api = api(
        r#"{ "projectId": "p", "clientId": 42, "state": "12345678", "audience": "a", "payload": "{\"trackId\":\"t\"}", "with_logout": 1 }"#,
    );
    let flow = call(
        &api,
        "createAuthorizationUrl",
        r#"[{ "extra": { "x": "y z" } }]"#,
    )
    .await;
    let flow = flow.unwrap();
    let (url, state) = (text(&flow, "url"), text(&flow, "state"));
    let (before, after) = url.split_once(&state).unwrap();
    assert_eq!(
        before,
        "https://login.xsolla.com/api/oauth2/auth?projectId=p&audience=a&client_id=42&state="
    );
    let (before, after) = after.split_at("&response_type=code&trackId=t&code_challenge=".len());
    assert_eq!(before, "&response_type=code&trackId=t&code_challenge=");
    assert_eq!(after.split_at(43).1, "&code_challenge_method=S256&x=y+z");
    assert_eq!(text(&flow, "codeVerifier").len(), 43);
    // A flow has its own `state`, not the instance's.
    assert_eq!(text(&api.get_config().unwrap(), "state"), "12345678");
    assert_eq!(sent(), 0);
    assert_eq!(pending(), 0);
}

#[wasm_bindgen_test]
async fn the_link_of_a_flow_is_requested_with_its_own_state() {
    answers(200, r#"{"url":"https://social.example/"}"#);
    let api =
        api(r#"{ "projectId": "p", "clientId": 42, "is_oauth2": true, "state": "12345678" }"#);
    let args = r#"[{ "provider": "google" }]"#;
    let link = call(&api, "createAuthorizationUrl", args).await.unwrap();
    assert_eq!(text(&link, "url"), "https://social.example/");
    let state = last_parameter("state");
    assert_eq!(state, text(&link, "state"));
    assert_ne!(state, "12345678");
    let path = "/api/oauth2/social/google/login_url";
    assert_eq!(last_path(), path);
}

#[wasm_bindgen_test]
async fn a_call_that_needs_a_client_id_names_it_if_it_is_missing() {
    answers(200, "{}");
    let api = api(P);
    for (name, args) in [
        ("exchangeCode", r#"[{ "code": "c" }]"#),
        ("refresh", r#"[{ "refreshToken": "t" }]"#),
    ] {
        let error = call(&api, name, args).await.unwrap_err();
        assert!(sdk_error(&error, "argument").starts_with("clientId"));
    }
    let error = call(&api, "createAuthorizationUrl", "[]").await;
    assert!(sdk_error(&error.unwrap_err(), "argument").starts_with("clientId"));
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn a_file_is_requested_from_its_default_url_or_the_one_in_the_options() {
    let own = "https://cdn.xsolla.net/xsolla-login-widget/projects/p%20q/settings/auth";
    let script = script();
    script.call("stopTheClock", &[]);
    for (options, url) in [
        (r#"{ "projectId": "p q" }"#, own.to_owned()),
        (r#"{ "projectId": "p q", "settingsJSON": "" }"#, own.into()),
        (
            r#"{ "projectId": "p q", "disableCache": true }"#,
            [own, "?currTime=1700000000000"].concat(),
        ),
        (
            r#"{ "projectId": "p q", "disableCache": true, "settingsJSON": "https://files.example/mine.json?v=1" }"#,
            "https://files.example/mine.json?v=1".into(),
        ),
    ] {
        script.fetch("file");
        let api = api(options);
        let config = call(&api, "fetchConfig", "[]").await.unwrap();
        assert_eq!(text(&config, "error"), "is data");
        assert_eq!(get(&requests().get(0), "url"), url.as_str());
        assert_eq!(
            json(&get(&get(&requests().get(0), "init"), "headers")),
            "{}"
        );
    }
    script.call("startTheClock", &[]);
}

#[wasm_bindgen_test]
async fn values_changed_after_the_call_are_sent_as_they_were() {
    answers(204, "");
    let api = api(P);
    let args = Array::from(&data(r#"[{ "userInfo": { "username": "before" } }]"#));
    let promise = start(&api, "signup", &args);
    let user = get(&args.get(0), "userInfo");
    js_sys::Reflect::set(&user, &"username".into(), &"after".into()).unwrap();
    api.update_config(&data(r#"{ "projectId": "other" }"#))
        .unwrap();
    promise.await.unwrap();
    assert_eq!(last("init.body"), r#"{"username":"before"}"#);
    assert!(last_url().ends_with("?projectId=p"));
}

#[wasm_bindgen_test]
async fn typed_text_is_sent_unchanged() {
    answers(204, "");
    let api = api(r#"{ "projectId": "p", "customLabels": "\u0001B $& \u2028" }"#);
    let script = script();
    for name in ["login", "set", "oneTapLogin", "phoneGetCode"] {
        let typed = script.call("typed", &[name.into()]);
        call(&api, name, get(&typed, "args")).await.unwrap();
        assert_eq!(last("init.body"), get(&typed, "body"), "{name}");
    }
}

#[wasm_bindgen_test]
async fn options_of_one_call_apply_only_to_that_call() {
    answers(200, r#"{"url":"u"}"#);
    let api = api(r#"{ "projectId": "p", "callbackUrl": "https://c/" }"#);
    // They include the four OAuth options, which would turn OAuth mode on in an instance.
    let over = r#"{ "projectId": "other", "callbackUrl": null, "fullLocale": "de-DE", "is_oauth2": true, "apiUrl": "https://evil.example/", "redirectUrl": "https://r/", "clientId": 1, "responseType": "code", "state": "12345678" }"#;
    let args = [r#"["google", "#, over, "]"].concat();
    call(&api, "getSocialLink", args.as_str()).await.unwrap();
    assert_eq!(
        last("url"),
        "https://login.xsolla.com/api/social/google/login_url?projectId=p&locale=de_DE"
    );
    call(&api, "getSocialLink", r#"["google"]"#).await.unwrap();
    assert!(last_url().ends_with("?projectId=p&login_url=https%3A%2F%2Fc%2F"));
}

#[wasm_bindgen_test]
async fn no_call_stays_pending() {
    let api = api(P);
    for (status, body) in [(204, ""), (422, "{}"), (200, "<html>")] {
        answers(status, body);
        for name in [
            "login",
            "clearSSO",
            "userAuthSSOWithRedirect",
            "getConfirmCode",
        ] {
            let promise = start(&api, name, &some_arguments(name));
            assert_eq!(pending(), 1, "{name}");
            let _ = promise.await;
            assert_eq!(pending(), 0, "{name}");
        }
    }
    let script = script();
    for args in [
        "[5]",
        r#"[{ "signal": {} }]"#,
        r#"[{ "timeout": -1 }]"#,
        "aborted",
    ] {
        call(&api, "clearSSO", script.value(args))
            .await
            .unwrap_err();
        assert_eq!(pending(), 0, "{args}");
    }
    let args = script.call("scopeThrows", &[]);
    call(&api, "getSocialLink", args).await.unwrap_err();
    assert_eq!(pending(), 0);
}
