//! The arguments of a call, in the browser.

use crate::support::*;
use wasm_bindgen_test::*;

const P: &str = r#"{ "projectId": "p" }"#;

fn script() -> Script {
    Script::of(include_str!("scripts/arguments.js"))
}

#[wasm_bindgen_test]
async fn both_forms_of_a_call_send_the_same() {
    answers(204, "");
    let api = api(P);
    for (name, one, other) in [
        ("resendEmail", r#"["John"]"#, r#"[{ "username": "John" }]"#),
        ("reset", r#"["John"]"#, r#"[{ "username": "John" }]"#),
        ("getAskFields", r#"["t"]"#, r#"[{ "token": "t" }]"#),
        (
            "logout",
            r#"["t", "sso"]"#,
            r#"[{ "token": "t", "session": "sso" }]"#,
        ),
        (
            "set",
            r#"[{ "newPassword": "n", "code": 5, "user_id": 6 }]"#,
            r#"[{ "new_password": "n", "reset_code": 5, "user_id": 6 }]"#,
        ),
        (
            "userAuthSSOWithRedirect",
            r#"["https://g/", { "navigate": false }]"#,
            r#"[{ "loginUrl": "https://g/" }, { "navigate": false }]"#,
        ),
    ] {
        let _ = call(&api, name, one).await;
        let first = json(&last_of(["url", "init.headers", "init.body"]));
        let _ = call(&api, name, other).await;
        assert_eq!(
            json(&last_of(["url", "init.headers", "init.body"])),
            first,
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_wrong_argument_is_named_and_nothing_is_sent() {
    answers(204, "");
    let api = api(P);
    let script = script();
    for (name, args, named) in [
        ("signup", "[]", "userInfo"),
        ("signup", r#"[{ "userInfo": "x" }]"#, "userInfo"),
        ("login", r#"[{ "credentials": [] }]"#, "credentials"),
        (
            "login",
            r#"[{ "credentials": {}, "captchaData": 5 }]"#,
            "captchaData",
        ),
        ("login", "inherited", "credentials"),
        ("resendEmail", r#"[""]"#, "username"),
        ("resendEmail", "[5]", "username"),
        ("phoneGetCode", r#"[{ "phone_number": 5 }]"#, "phone_number"),
        (
            "phoneGetCode",
            r#"[{ "phone_number": "+1", "isOauth2": "yes" }]"#,
            "isOauth2",
        ),
        (
            "phoneGetCode",
            r#"[{ "phone_number": "+1", "link_url": 5 }]"#,
            "link_url",
        ),
        ("emailGetCode", "[{}]", "email"),
        ("getConfirmCode", r#"[{ "login": "a" }]"#, "operation_id"),
        (
            "getConfirmCode",
            r#"[{ "login": "a", "operation_id": "o", "cancelToken": "x" }]"#,
            "cancelToken",
        ),
        ("loginWithPhoneCode", "codeThatIsNoNumber", "code"),
        ("getAskFields", r#"["line\nbreak"]"#, "token"),
        ("ask", r#"[{ "token": "t" }]"#, "fields"),
        ("ask", r#"[{ "fields": {}, "token": "" }]"#, "token"),
        (
            "set",
            r#"[{ "new_password": "n", "reset_code": "c" }]"#,
            "user_id",
        ),
        (
            "userAuthSSOWithRedirect",
            r#"["javascript:alert(1)"]"#,
            "loginUrl",
        ),
        ("userAuthSSOWithRedirect", "checkOfZero", "check"),
        ("logout", r#"["t", "everything"]"#, "session"),
        ("logout", r#"["t"]"#, "session"),
        ("agreement", r#"[{ "token": "t" }]"#, "isAccepted"),
        (
            "pushConfirmCode",
            r#"[{ "state": "s", "action": "a" }]"#,
            "link_url",
        ),
        ("getSocialLink", "[]", "provider"),
        ("getSocialLink", r#"[".."]"#, "provider"),
        ("getSocialLink", r#"["google", 5]"#, "customOptions"),
        (
            "getSocialLink",
            r#"["google", { "state": "short" }]"#,
            "state",
        ),
        ("otpLogin", r#"[{ "code": "1" }]"#, "challenge_id"),
        (
            "otpLogin",
            r#"[{ "code": "1", "remember_me": "yes" }]"#,
            "remember_me",
        ),
        ("otpResendCode", "[]", "challenge_id"),
        ("oneTapLogin", r#"["t"]"#, "provider"),
        ("oauth2PostConsent", r#"["t"]"#, "approval"),
        ("oauth2PostConsent", r#"["t", null]"#, "approval"),
        (
            "waitForConfirmCode",
            r#"[{ "login": "a", "operation_id": "o", "timeout": -1 }]"#,
            "timeout",
        ),
        (
            "waitForConfirmCode",
            r#"[{ "login": "a", "operation_id": "o", "signal": 5 }]"#,
            "signal",
        ),
        ("clearSSO", "[5]", "options"),
        ("clearSSO", r#"[{ "signal": {} }]"#, "signal"),
        ("clearSSO", "controllerAsSignal", "signal"),
        ("clearSSO", "eventTargetAsSignal", "signal"),
        ("clearSSO", r#"[{ "timeout": -1 }]"#, "timeout"),
        ("clearSSO", r#"[{ "timeout": "5" }]"#, "timeout"),
        (
            "signup",
            r#"[{ "userInfo": {} }, { "captchaData": { "gen_time": "日" } }]"#,
            "gen_time",
        ),
    ] {
        let error = call(&api, name, script.value(args)).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        assert!(message.starts_with(named), "{name} {args}: {message}");
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn an_object_that_would_lose_its_contents_is_named_and_not_sent() {
    answers(204, "");
    let api = api(P);
    let script = script();
    for (name, args, named) in [
        ("login", "credentialsInFormData", "credentials"),
        ("login", "credentialsInPrivateFields", "credentials"),
        ("signup", "userInfoInSearchParams", "userInfo"),
        ("ask", "fieldsInMap", "fields"),
        ("createAuthorizationUrl", "extraInSearchParams", "extra"),
    ] {
        let error = call(&api, name, script.value(args)).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        let said = format!("{named}: must be a plain object with properties");
        assert!(message.starts_with(&said), "{name} {args}: {message}");
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn any_other_object_is_sent() {
    let api = api(P);
    let script = script();
    for (args, body) in [
        ("credentialsOfClass", r#"{"username":"ann"}"#),
        ("credentialsWithToJson", r#"{"username":"ann"}"#),
        ("credentialsOfProxy", r#"{"username":"ann"}"#),
        ("credentialsOfFrame", "{}"),
        ("credentialsWithoutPrototype", "{}"),
    ] {
        answers(200, r#"{"login_url":"https://g/"}"#);
        call(&api, "login", script.value(args)).await.unwrap();
        let sent = last("init.body").as_string();
        assert_eq!(sent.as_deref(), Some(body), "{args}");
    }
}

#[wasm_bindgen_test]
async fn the_first_wrong_argument_is_named_before_the_options() {
    answers(204, "");
    let api = api(P);
    let script = script();
    let must_be_object = "arguments: must be an object";
    let required = "credentials: is required and must be an object";
    for (name, args, said) in [
        ("login", r#"["ann", "x"]"#, must_be_object),
        ("login", r#"["", ""]"#, must_be_object),
        ("login", r#"["ann", {}]"#, must_be_object),
        ("login", "[5]", must_be_object),
        ("signup", "functionAndText", must_be_object),
        ("set", r#"["n", "c", "u"]"#, must_be_object),
        ("ask", "symbolAndNumber", must_be_object),
        ("phoneGetCode", r#"["+1", true]"#, must_be_object),
        // None of the arguments of `refresh` is required.
        ("refresh", r#"["a refresh token"]"#, must_be_object),
        ("login", r#"[null, "x"]"#, required),
        ("login", r#"[{}, "x"]"#, required),
        (
            "login",
            r#"[{ "credentials": {} }, "x"]"#,
            "options: must be",
        ),
        (
            "login",
            r#"[{ "credentials": {} }, ""]"#,
            "options: must be",
        ),
        ("resendEmail", r#"[5, "x"]"#, "username: must be a string"),
        (
            "resendEmail",
            r#"["ann", "x"]"#,
            "options: must be an object",
        ),
        ("logout", r#"[5, "all", "x"]"#, "token: must be a string"),
        ("login", "nothingAndSignalThrows", required),
        ("clearSSO", r#"["x"]"#, "options: must be an object"),
        (
            "getSocialLink",
            "circleOfOptions",
            "customOptions: must not be cyclic",
        ),
    ] {
        let error = call(&api, name, script.value(args)).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        assert!(message.starts_with(said), "{name} {args}: {message}");
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn an_argument_that_cannot_be_read_or_serialized_is_an_argument_error() {
    answers(204, "");
    let api = api(P);
    let script = script();
    for (name, args) in [
        ("login", "credentialsThrow"),
        ("login", "proxyThrows"),
        ("login", "bigInt"),
        ("login", "toJsonThrows"),
        ("login", "toJsonGivesNothing"),
        ("signup", "circle"),
        ("ask", "fieldThrows"),
        ("clearSSO", "signalThrows"),
        ("getSocialLink", "scopeThrows"),
        ("clearSSO", "listenerThrows"),
    ] {
        let error = call(&api, name, script.call(args, &[])).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        assert!(!message.contains("secret"), "{message}");
        assert!(!json(&error).contains("secret"));
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn phone_get_code_with_an_email_address_names_the_right_call() {
    answers(204, "");
    let error = call(&api(P), "phoneGetCode", r#"[{ "email": "a@b" }]"#).await;
    let message = sdk_error(&error.unwrap_err(), "argument");
    assert!(message.contains("emailGetCode"));
}

#[wasm_bindgen_test]
async fn an_option_among_the_arguments_is_ignored() {
    answers(204, "");
    let args = script().call("optionsAmongThem", &[]);
    call(&api(P), "login", args).await.unwrap();
    assert_eq!(sent(), 1);
}

#[wasm_bindgen_test]
async fn each_argument_is_read_once() {
    answers(204, "");
    let api = api(P);
    for (name, args) in [
        ("phoneGetCode", "phoneCounted"),
        ("ask", "askCounted"),
        ("set", "setCounted"),
        ("waitForConfirmCode", "waitCounted"),
    ] {
        let script = script();
        let _ = call(&api, name, script.call(args, &[])).await;
        let most = script.call("mostReads", &[]);
        assert_eq!(most, 1, "{name}");
        assert_eq!(sent(), 1);
        answers(204, "");
    }
}

#[wasm_bindgen_test]
async fn the_captcha_is_sent_as_headers() {
    answers(204, "");
    let captcha = r#"{ "lot_number": "l", "captcha_output": "o", "pass_token": "p", "gen_time": 5, "x": "y" }"#;
    let api = api(P);
    for (name, args) in [
        (
            "login",
            r#"[{ "credentials": {}, "captchaData": CAPTCHA }]"#,
        ),
        (
            "signup",
            r#"[{ "userInfo": {} }, { "captchaData": CAPTCHA }]"#,
        ),
        ("reset", r#"["John", { "captchaData": CAPTCHA }]"#),
        (
            "resendEmail",
            r#"[{ "username": "John" }, { "captchaData": CAPTCHA }]"#,
        ),
    ] {
        call(&api, name, args.replace("CAPTCHA", captcha).as_str())
            .await
            .unwrap();
        assert_eq!(
            json(&last("init.headers")),
            r#"{"Content-Type":"application/json","X-LOT-NUMBER":"l","X-CAPTCHA-OUTPUT":"o","X-PASS-TOKEN":"p","X-GEN-TIME":"5"}"#
        );
    }
}

#[wasm_bindgen_test]
async fn the_captcha_may_be_among_the_arguments_or_in_the_options() {
    answers(204, "");
    let api = api(P);
    let (mine, other) = (
        r#""captchaData": { "gen_time": "mine" }"#,
        r#""captchaData": { "lot_number": "l" }"#,
    );
    for (name, arguments) in [
        ("signup", r#""userInfo": {}"#),
        ("login", r#""credentials": {}"#),
        ("resendEmail", r#""username": "John""#),
        ("reset", r#""username": "John""#),
        ("phoneGetCode", r#""phone_number": "+1""#),
        ("emailGetCode", r#""email": "a@b""#),
        ("ask", r#""fields": {}, "token": "t""#),
    ] {
        for args in [
            ["[{ ", arguments, ", ", mine, " }]"].concat(),
            ["[{ ", arguments, " }, { ", mine, " }]"].concat(),
            ["[{ ", arguments, ", ", mine, " }, { ", other, " }]"].concat(),
        ] {
            call(&api, name, args.as_str()).await.unwrap();
            assert_eq!(
                json(&last("init.headers")),
                r#"{"Content-Type":"application/json","X-GEN-TIME":"mine"}"#,
                "{name} {args}"
            );
        }
        let before = sent();
        for wrong in ["5", r#""x""#, "[]", "true"] {
            let args = ["[{ ", arguments, r#" }, { "captchaData": "#, wrong, " }]"].concat();
            let error = call(&api, name, args.as_str()).await.unwrap_err();
            assert!(sdk_error(&error, "argument").starts_with("captchaData"));
        }
        assert_eq!(sent(), before);
    }
}
