//! The calls of an instance, in the browser: arguments, results, errors.

mod support;

use js_sys::Array;
use support::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;
use xsolla_login::calls::{CALLS, NAMES, Plan};

wasm_bindgen_test_configure!(run_in_browser);

const P: &str = "({ projectId: 'p' })";

/// Arguments with which each call sends something.
fn some_arguments(name: &str) -> &'static str {
    match name {
        "signup" => "[{ userInfo: { username: 'John' } }]",
        "login" => "[{ credentials: { username: 'John', password: 'secret' } }]",
        "phoneGetCode" => "[{ phone_number: '+15551234567' }]",
        "emailGetCode" => "[{ email: 'John@Mail.Example' }]",
        "getConfirmCode" => "[{ login: 'John@Mail.Example', operation_id: 'o' }]",
        "loginWithPhoneCode" => "[{ phone_number: '+1', code: '1', operation_id: 'o' }]",
        "loginWithEmailCode" => "[{ email: 'a@b', code: '1', operation_id: 'o' }]",
        "getAskFields" => "[{ token: 'secret' }]",
        "ask" => "[{ fields: { email: 'John@Mail.Example' }, token: 'secret' }]",
        "set" => "[{ new_password: 'secret', reset_code: '1', user_id: 'u' }]",
        "logout" => "[{ token: 'secret', session: 'all' }]",
        "resendEmail" | "reset" => "[{ username: 'John' }]",
        "userAuthSSOWithRedirect" => "[undefined, { navigate: false }]",
        "waitForConfirmCode" => "[{ login: 'a', operation_id: 'o' }]",
        "agreement" => "[{ token: 'secret', isAccepted: null }]",
        "pushConfirmCode" => "[{ state: 's', action: 'login', link_url: 'https://g/' }]",
        "getSocialLink" | "oauthSocialLink" => "['google']",
        "exchangeCode" => "[{ code: 'secret', codeVerifier: 'secret' }]",
        "refresh" => "[{ refreshToken: 'secret' }]",
        "getUser" => "['secret']",
        "otpLogin" => "[{ code: '1' }]",
        "oneTapLogin" => "['secret', 'google']",
        "oauth2ConsentValidate" => "['secret']",
        "oauth2PostConsent" => "['secret', true]",
        "authorizationUrl" => "[{ challenge: 'c' }]",
        _ => "[]",
    }
}

#[wasm_bindgen_test]
async fn every_call_but_for_tokens_and_files_goes_out_with_cookies_and_follows_no_redirect() {
    answers(200, r#"{"x":1}"#);
    let api = api("({ projectId: 'p', challenge_id: 'c', clientId: 42 })");
    let asked = NAMES
        .iter()
        .zip(CALLS)
        .filter(|(_, call)| call.plan != Plan::Address);
    for (count, (name, call)) in asked.enumerate() {
        let _ = support::call(&api, name, some_arguments(name)).await;
        let policy = match *name {
            "userAuthSSOWithRedirect" => ["include", "manual", "no-store"],
            "exchangeCode" | "refresh" | "oldSettings" => ["omit", "error", "no-store"],
            "authFile" | "socialsFile" | "themeFile" => ["omit", "follow", "default"],
            _ => ["include", "error", "no-store"],
        };
        assert_eq!(
            json(&last("[init.credentials, init.redirect, init.cache]")),
            ["[\"", &policy.join("\",\""), "\"]"].concat(),
            "{name}"
        );
        assert_eq!(last("init.method"), call.method.name(), "{name}");
        assert_eq!(sent() as usize, count + 1, "{name}");
    }
    assert_eq!(sent() as usize, CALLS.len() - 3);
    assert_eq!(pending(&api), 0);
}

#[wasm_bindgen_test]
async fn an_address_is_told_and_nothing_is_sent() {
    answers(204, "");
    let api = api(
        "({ projectId: 'p', clientId: 42, state: '12345678', audience: 'a', payload: 'x', \
         with_logout: 1 })",
    );
    let page = "https://login.xsolla.com/api/oauth2/auth?projectId=p&audience=a&client_id=42";
    for (name, args, expected) in [
        (
            "oauth2Auth",
            "({ trackId: 't' })",
            [page, "&state=12345678&response_type=code&trackId=t"].concat(),
        ),
        (
            "authorizationUrl",
            "({ challenge: 'c', customOptions: { state: 'of this flow' } })",
            [
                page,
                "&state=of%20this%20flow&response_type=code&code_challenge=c\
                 &code_challenge_method=S256",
            ]
            .concat(),
        ),
        (
            "socialQuery",
            "undefined",
            "https://login.xsolla.com/api?projectId=p&payload=x".into(),
        ),
    ] {
        assert_eq!(address(&api, name, args).unwrap(), expected);
        let args = Array::of1(&js(args));
        let told = call_with(&api, name, &args).await.unwrap();
        assert_eq!(told, expected.as_str());
    }
    assert_eq!(sent(), 0);
    assert_eq!(pending(&api), 0);
}

#[wasm_bindgen_test]
async fn what_makes_no_sense_without_a_client_id_names_it() {
    answers(200, "{}");
    let api = api(P);
    for (name, args) in [
        ("exchangeCode", "[{ code: 'c' }]"),
        ("refresh", "[{ refreshToken: 't' }]"),
        ("authorizationUrl", "[{ challenge: 'c' }]"),
    ] {
        let error = call(&api, name, args).await.unwrap_err();
        assert!(sdk_error(&error, "argument").starts_with("clientId"));
    }
    let error = address(&api, "authorizationUrl", "({ challenge: 'c' })");
    assert!(sdk_error(&error.unwrap_err(), "argument").starts_with("clientId"));
    address(&api, "oauth2Auth", "({})").unwrap();
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn a_file_lies_in_its_place_or_where_its_url_says() {
    answers(200, r#"{"error":"is data"}"#);
    let api = api("({ projectId: 'p q', is_oauth2: true })");
    let own = "https://cdn.xsolla.net/xsolla-login-widget/projects/p%20q/settings/auth";
    for (args, url) in [
        ("[]", own.to_owned()),
        ("[{ now: undefined, url: null }]", own.into()),
        (
            "[{ now: 1700000000000 }]",
            [own, "?currTime=1700000000000"].concat(),
        ),
        (
            "[{ url: 'https://files.example/mine.json?v=1' }]",
            "https://files.example/mine.json?v=1".into(),
        ),
    ] {
        let file = call(&api, "authFile", args).await.unwrap();
        assert_eq!(json(&file), r#"{"error":"is data"}"#);
        assert_eq!(last("url"), url.as_str());
        assert_eq!(json(&last("init.headers")), "{}");
    }
    // It tells nothing of the instance, so it makes no state up.
    assert!(get(&api.get_config().unwrap(), "state").is_undefined());
}

#[wasm_bindgen_test]
async fn both_forms_of_a_call_send_the_same() {
    answers(204, "");
    let api = api(P);
    for (name, one, other) in [
        ("resendEmail", "['John']", "[{ username: 'John' }]"),
        ("reset", "['John']", "[{ username: 'John' }]"),
        ("getAskFields", "['t']", "[{ token: 't' }]"),
        ("logout", "['t', 'sso']", "[{ token: 't', session: 'sso' }]"),
        (
            "set",
            "[{ newPassword: 'n', code: 5, user_id: 6 }]",
            "[{ new_password: 'n', reset_code: 5, user_id: 6 }]",
        ),
        (
            "userAuthSSOWithRedirect",
            "['https://g/', { navigate: false }]",
            "[{ loginUrl: 'https://g/' }, { navigate: false }]",
        ),
    ] {
        let _ = call(&api, name, one).await;
        let first = json(&last("[url, init.headers, init.body]"));
        let _ = call(&api, name, other).await;
        assert_eq!(
            json(&last("[url, init.headers, init.body]")),
            first,
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_wrong_argument_is_named_and_nothing_is_sent() {
    answers(204, "");
    let api = api(P);
    for (name, args, named) in [
        ("signup", "[]", "userInfo"),
        ("signup", "[{ userInfo: 'x' }]", "userInfo"),
        ("login", "[{ credentials: [] }]", "credentials"),
        (
            "login",
            "[{ credentials: {}, captchaData: 5 }]",
            "captchaData",
        ),
        (
            "login",
            "[Object.create({ credentials: {} })]",
            "credentials",
        ),
        ("resendEmail", "['']", "username"),
        ("resendEmail", "[5]", "username"),
        ("phoneGetCode", "[{ phone_number: 5 }]", "phone_number"),
        (
            "phoneGetCode",
            "[{ phone_number: '+1', isOauth2: 'yes' }]",
            "isOauth2",
        ),
        (
            "phoneGetCode",
            "[{ phone_number: '+1', link_url: 5 }]",
            "link_url",
        ),
        ("emailGetCode", "[{}]", "email"),
        ("getConfirmCode", "[{ login: 'a' }]", "operation_id"),
        (
            "getConfirmCode",
            "[{ login: 'a', operation_id: 'o', cancelToken: 'x' }]",
            "cancelToken",
        ),
        (
            "loginWithPhoneCode",
            "[{ phone_number: '+1', code: NaN, operation_id: 'o' }]",
            "code",
        ),
        ("getAskFields", "['line\\nbreak']", "token"),
        ("ask", "[{ token: 't' }]", "fields"),
        ("ask", "[{ fields: {}, token: '' }]", "token"),
        ("set", "[{ new_password: 'n', reset_code: 'c' }]", "user_id"),
        (
            "userAuthSSOWithRedirect",
            "['javascript:alert(1)']",
            "loginUrl",
        ),
        (
            "userAuthSSOWithRedirect",
            "[undefined, { check: 0 }]",
            "check",
        ),
        ("logout", "['t', 'everything']", "session"),
        ("logout", "['t']", "session"),
        ("agreement", "[{ token: 't' }]", "isAccepted"),
        (
            "pushConfirmCode",
            "[{ state: 's', action: 'a' }]",
            "link_url",
        ),
        ("getSocialLink", "[]", "provider"),
        ("getSocialLink", "['..']", "provider"),
        ("getSocialLink", "['google', 5]", "customOptions"),
        ("getSocialLink", "['google', { state: 'short' }]", "state"),
        ("otpLogin", "[{ code: '1' }]", "challenge_id"),
        (
            "otpLogin",
            "[{ code: '1', remember_me: 'yes' }]",
            "remember_me",
        ),
        ("otpResendCode", "[]", "challenge_id"),
        ("oneTapLogin", "['t']", "provider"),
        ("oauth2PostConsent", "['t']", "approval"),
        ("oauth2PostConsent", "['t', null]", "approval"),
        (
            "waitForConfirmCode",
            "[{ login: 'a', operation_id: 'o', timeout: -1 }]",
            "timeout",
        ),
        (
            "waitForConfirmCode",
            "[{ login: 'a', operation_id: 'o', signal: 5 }]",
            "signal",
        ),
        ("clearSSO", "[5]", "options"),
        ("clearSSO", "[{ signal: {} }]", "signal"),
        ("clearSSO", "[{ signal: new AbortController() }]", "signal"),
        ("clearSSO", "[{ signal: new EventTarget() }]", "signal"),
        ("clearSSO", "[{ timeout: -1 }]", "timeout"),
        ("clearSSO", "[{ timeout: '5' }]", "timeout"),
        (
            "signup",
            "[{ userInfo: {} }, { captchaData: { gen_time: '日' } }]",
            "gen_time",
        ),
    ] {
        let error = call(&api, name, args).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        assert!(message.starts_with(named), "{name} {args}: {message}");
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_or_written_is_an_argument_error() {
    answers(204, "");
    let api = api(P);
    for (name, args) in [
        (
            "login",
            "[{ get credentials() { throw new Error('secret') } }]",
        ),
        (
            "login",
            "[new Proxy({}, { getOwnPropertyDescriptor() { throw 1 } })]",
        ),
        ("login", "[{ credentials: { a: 5n } }]"),
        (
            "login",
            "[{ credentials: { toJSON() { throw 'secret' } } }]",
        ),
        ("login", "[{ credentials: { toJSON() {} } }]"),
        (
            "signup",
            "[{ userInfo: (() => { const o = {}; o.o = o; return o })() }]",
        ),
        (
            "ask",
            "[{ token: 't', fields: { get email() { throw 'secret' } } }]",
        ),
        ("clearSSO", "[{ get signal() { throw 'secret' } }]"),
        (
            "getSocialLink",
            "['google', { get scope() { throw 'secret' } }]",
        ),
        (
            "clearSSO",
            "[{ signal: { aborted: false, addEventListener() { throw 'secret' } } }]",
        ),
    ] {
        let error = call(&api, name, args).await.unwrap_err();
        let message = sdk_error(&error, "argument");
        assert!(!message.contains("secret"), "{message}");
        assert!(!json(&error).contains("secret"));
    }
    assert_eq!(sent(), 0);
}

#[wasm_bindgen_test]
async fn phone_get_code_with_a_mail_address_names_the_right_call() {
    answers(204, "");
    let error = call(&api(P), "phoneGetCode", "[{ email: 'a@b' }]").await;
    let message = sdk_error(&error.unwrap_err(), "argument");
    assert!(message.contains("emailGetCode"));
}

#[wasm_bindgen_test]
async fn an_option_among_the_arguments_is_none() {
    answers(204, "");
    let args = "[{ credentials: {}, signal: AbortSignal.abort(), timeout: -1 }]";
    call(&api(P), "login", args).await.unwrap();
    assert_eq!(sent(), 1);
}

#[wasm_bindgen_test]
async fn what_is_changed_after_the_call_is_sent_as_it_was() {
    answers(204, "");
    let api = api(P);
    let args = Array::from(&js("[{ userInfo: { username: 'before' } }]"));
    let promise = start(&api, "signup", &args);
    let user = get(&args.get(0), "userInfo");
    js_sys::Reflect::set(&user, &"username".into(), &"after".into()).unwrap();
    api.update_config(&js("({ projectId: 'other' })")).unwrap();
    promise.await.unwrap();
    assert_eq!(last("init.body"), r#"{"username":"before"}"#);
    assert_eq!(last("new URL(url).search"), "?projectId=p");
}

#[wasm_bindgen_test]
async fn each_argument_is_read_once() {
    answers(204, "");
    js(
        "(() => { globalThis.reads = {}; globalThis.counted = (values) => \
        Object.defineProperties({}, Object.fromEntries(Object.entries(values).map(([name, value]) => \
        [name, { enumerable: true, get() { reads[name] = (reads[name] ?? 0) + 1; return value } }]))) })()",
    );
    let api = api(P);
    for (name, args) in [
        (
            "phoneGetCode",
            "[counted({ phone_number: '+1', link_url: 'https://l/', isOauth2: false, \
             captchaData: counted({ lot_number: 'l', captcha_output: 'o', pass_token: 'p', \
             gen_time: 5 }) }), counted({ timeout: 5000, signal: new AbortController().signal })]",
        ),
        (
            "ask",
            "[counted({ fields: counted({ email: 'A@b' }), token: 't' })]",
        ),
        (
            "set",
            "[counted({ new_password: '', newPassword: 'n', reset_code: 5, code: 6, user_id: 7 })]",
        ),
        (
            "waitForConfirmCode",
            "[counted({ login: 'a', operation_id: 'o', timeout: 5000 }), counted({ signal: null })]",
        ),
    ] {
        js("reads = {}");
        let _ = call(&api, name, args).await;
        let most = js("Math.max(...Object.values(reads))");
        // The fields of `ask` are copied, because the mail address in them goes out in lower case.
        assert_eq!(most, if name == "ask" { 2 } else { 1 }, "{name}");
        assert_eq!(sent(), 1);
        fetch("return new Response(null, { status: 204 })");
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_is_sent_as_it_was_typed() {
    answers(204, "");
    let api = api("({ projectId: 'p', customLabels: '\\u0001B $& \\u2028' })");
    // What stands for a value in a body on its way, what `replace` reads, and half a character.
    let typed = r#"'\u0001A\u0001\u0001B $& $1 "\\ \u2028 \ud800 \ud83d\ude00'"#;
    for (name, args, read) in [
        (
            "login",
            "[{ credentials: { username: TYPED, [TYPED]: 1 } }]",
            "({ username: TYPED, [TYPED]: 1 })",
        ),
        (
            "set",
            "[{ new_password: TYPED, reset_code: 5, user_id: TYPED }]",
            "({ new_password: TYPED, reset_code: 5, user_id: TYPED })",
        ),
        (
            "oneTapLogin",
            "[TYPED, 'google']",
            "({ access_token: TYPED })",
        ),
        (
            "phoneGetCode",
            "[{ phone_number: TYPED, link_url: 'https://l/?\\u0001A\"' }]",
            "({ phone_number: TYPED, link_url: 'https://l/?\\u0001A\"&customLabels=\
             %01B%20%24%26%20%E2%80%A8', send_link: true })",
        ),
    ] {
        call(&api, name, &args.replace("TYPED", typed))
            .await
            .unwrap();
        let read = js(&["JSON.stringify(", &read.replace("TYPED", typed), ")"].concat());
        assert_eq!(last("init.body"), read, "{name}");
    }
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
            let promise = start(&api, name, &Array::from(&js(some_arguments(name))));
            assert_eq!(pending(&api), 1, "{name}");
            let _ = promise.await;
            assert_eq!(pending(&api), 0, "{name}");
        }
    }
    for args in [
        "[5]",
        "[{ signal: {} }]",
        "[{ timeout: -1 }]",
        "[{ signal: AbortSignal.abort() }]",
    ] {
        call(&api, "clearSSO", args).await.unwrap_err();
        assert_eq!(pending(&api), 0, "{args}");
    }
    let args = "['google', { get scope() { throw 1 } }]";
    call(&api, "getSocialLink", args).await.unwrap_err();
    assert_eq!(pending(&api), 0);
}

#[wasm_bindgen_test]
async fn json_comes_back_untouched() {
    answers(
        200,
        r#"{"login_url":"u","n":12345678901,"a":[null,{"b":true}]}"#,
    );
    let result = call(&api(P), "login", "[{ credentials: {} }]")
        .await
        .unwrap();
    assert_eq!(
        json(&result),
        r#"{"login_url":"u","n":12345678901,"a":[null,{"b":true}]}"#
    );
}

#[wasm_bindgen_test]
async fn an_empty_success_is_the_status_or_an_empty_list() {
    answers(204, "");
    let api = api(P);
    let result = call(&api, "logout", "['t', 'all']").await.unwrap();
    assert_eq!(json(&result), r#"{"code":204}"#);
    let result = call(&api, "getAskFields", "['t']").await.unwrap();
    assert_eq!(json(&result), "[]");
    let error = call(&api, "getConfirmCode", some_arguments("getConfirmCode")).await;
    sdk_error(&error.unwrap_err(), "response");
}

#[wasm_bindgen_test]
async fn an_error_of_the_service_is_an_api_error_with_all_it_said() {
    fetch(
        "return new Response(JSON.stringify({ error: { code: 3, description: 'why', \
         details: { operation_id: 'o' } } }), { status: 429, headers: { 'retry-after': '7', \
         'x-request-id': 'r-1' } })",
    );
    let error = call(&api(P), "login", "[{ credentials: {} }]").await;
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
async fn an_error_of_the_service_is_read_only_as_far_as_its_types_hold() {
    answers(422, r#"{"error":{"code":"","description":{"a":1}}}"#);
    let error = call(&api(P), "login", "[{ credentials: {} }]").await;
    assert_eq!(json(&error.unwrap_err()), r#"{"code":"422","status":422}"#);
}

#[wasm_bindgen_test]
async fn an_error_that_is_null_is_none() {
    answers(200, r#"{"error":null,"x":1}"#);
    let result = call(&api(P), "login", "[{ credentials: {} }]").await;
    assert_eq!(json(&result.unwrap()), r#"{"error":null,"x":1}"#);
}

#[wasm_bindgen_test]
async fn html_of_a_broken_proxy_is_an_api_error_with_the_status() {
    answers(502, "<html>password=secret</html>");
    let args = "[{ credentials: { password: 'secret' } }]";
    let error = call(&api(P), "login", args).await.unwrap_err();
    assert_eq!(json(&error), r#"{"code":"502","status":502}"#);
}

#[wasm_bindgen_test]
async fn a_success_that_cannot_be_used_is_a_response_error() {
    let api = api(P);
    for answer in [
        "return new Response('<html>secret')",
        "return new Response('{\"a\":')",
        "return new Response(new ReadableStream({ pull(c) { c.error(new Error('secret')) } }))",
        "return new Response('\"' + 'x'.repeat(5_000_001) + '\"')",
        "return new Response('{}', { headers: { 'content-length': '5000001' } })",
        "return { status: 0, text: async () => '{}' }",
        "return 5",
    ] {
        fetch(answer);
        let error = call(&api, "clearSSO", "[]").await.unwrap_err();
        let message = sdk_error(&error, "response");
        assert!(!message.contains("secret") && !json(&error).contains("secret"));
    }
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
async fn an_error_has_the_name_of_its_cause_and_does_not_list_it() {
    fetch("throw new TypeError('secret')");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert_eq!(text(&error, "cause"), "TypeError");
    assert_eq!(json(&error), r#"{"kind":"network"}"#);
}

#[wasm_bindgen_test]
async fn no_answer_is_a_network_error_that_tells_nothing_of_the_request() {
    let api = api(P);
    for answer in [
        "throw new TypeError('Failed to fetch https://x?secret')",
        "throw 'secret'",
        "throw undefined",
        "throw { get name() { throw 'secret' } }",
        "return undefined",
        "return new Proxy({}, { get() { throw 'secret' } })",
    ] {
        fetch(answer);
        let error = call(&api, "clearSSO", "[]").await.unwrap_err();
        let message = sdk_error(&error, "network");
        assert!(message.contains("CORS") && !message.contains("secret"));
        assert!(!text(&error, "cause").contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_at_once_is_a_network_error() {
    js("globalThis.fetch = () => { throw new TypeError('secret') }");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "network");
}

#[wasm_bindgen_test]
async fn without_fetch_the_environment_is_named() {
    js("globalThis.fetch = undefined");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    assert!(sdk_error(&error, "environment").contains("fetch"));
}

#[wasm_bindgen_test]
async fn a_request_that_the_environment_stopped_is_aborted() {
    fetch("throw new DOMException('x', 'AbortError')");
    let error = call(&api(P), "clearSSO", "[]").await.unwrap_err();
    sdk_error(&error, "aborted");
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
async fn a_wait_that_ran_out_is_a_result_even_without_a_body() {
    let api = api(P);
    let body = r#"{"error":{"code":"010-050","description":"d"}}"#;
    answers(408, body);
    let args = some_arguments("getConfirmCode");
    assert_eq!(
        json(&call(&api, "getConfirmCode", args).await.unwrap()),
        body
    );
    answers(408, "");
    let result = call(&api, "getConfirmCode", args).await.unwrap();
    assert_eq!(text(&get(&result, "error"), "code"), "010-050");
}

#[wasm_bindgen_test]
async fn the_captcha_header_makes_the_captcha_code() {
    for (header, code) in [("1", "003-338"), ("0", "003-038")] {
        let answer = "return new Response('{\"error\":{\"code\":\"003-038\"}}', \
                      { status: 422, headers: { 'x-captcha-enabled': 'HEADER' } })";
        fetch(&answer.replace("HEADER", header));
        let error = call(&api(P), "login", "[{ credentials: {} }]").await;
        assert_eq!(text(&error.unwrap_err(), "code"), code);
    }
}

#[wasm_bindgen_test]
async fn the_captcha_goes_out_as_headers() {
    answers(204, "");
    let captcha = "{ lot_number: 'l', captcha_output: 'o', pass_token: 'p', gen_time: 5, x: 'y' }";
    let api = api(P);
    for (name, args) in [
        ("login", "[{ credentials: {}, captchaData: CAPTCHA }]"),
        ("signup", "[{ userInfo: {} }, { captchaData: CAPTCHA }]"),
        ("reset", "['John', { captchaData: CAPTCHA }]"),
        (
            "resendEmail",
            "[{ username: 'John' }, { captchaData: CAPTCHA }]",
        ),
    ] {
        call(&api, name, &args.replace("CAPTCHA", captcha))
            .await
            .unwrap();
        assert_eq!(
            json(&last("init.headers")),
            r#"{"Content-Type":"application/json","X-LOT-NUMBER":"l","X-CAPTCHA-OUTPUT":"o","X-PASS-TOKEN":"p","X-GEN-TIME":"5"}"#
        );
    }
}

#[wasm_bindgen_test]
async fn the_code_of_a_session_is_read_out_of_its_address() {
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
async fn a_redirect_without_navigation_gives_its_address() {
    let api = api("({ projectId: 'p', payload: 'x', callbackUrl: 'https://c/' })");
    // As browsers give it, and as runtimes without origins do.
    for answer in ["status: 0, type: 'opaqueredirect'", "status: 302"] {
        fetch(&["return { ", answer, ", text: async () => '' }"].concat());
        let args = "['https://g/', { navigate: false }]";
        let result = call(&api, "userAuthSSOWithRedirect", args).await.unwrap();
        assert_eq!(
            json(&result),
            r#"{"code":302,"url":"https://login.xsolla.com/api/jwt/sso/redirect?projectId=p&login_url=https%3A%2F%2Fg%2F&payload=x"}"#
        );
        assert_eq!(last("url.includes('payload')"), false);
    }
}

#[wasm_bindgen_test]
async fn a_redirect_that_is_not_checked_sends_nothing() {
    answers(401, "");
    let args = "[null, { navigate: false, check: false }]";
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

#[wasm_bindgen_test]
async fn an_unknown_number_of_a_call_is_no_panic() {
    for index in [usize::MAX, CALLS.len()] {
        let error = start_numbered(&api(P), index).await.unwrap_err();
        sdk_error(&error, "internal");
    }
}

#[wasm_bindgen_test]
async fn options_of_one_call_count_for_that_call_alone() {
    answers(200, r#"{"url":"u"}"#);
    let api = api("({ projectId: 'p', callbackUrl: 'https://c/' })");
    // With the four options of OAuth among them, which would turn the mode on in an instance.
    let over = "{ projectId: 'other', callbackUrl: null, fullLocale: 'de-DE', is_oauth2: true, \
                apiUrl: 'https://evil.example/', redirectUrl: 'https://r/', clientId: 1, \
                responseType: 'code', state: '12345678' }";
    let args = ["['google', ", over, "]"].concat();
    call(&api, "getSocialLink", &args).await.unwrap();
    assert_eq!(
        last("url"),
        "https://login.xsolla.com/api/social/google/login_url?projectId=p&locale=de_DE"
    );
    call(&api, "getSocialLink", "['google']").await.unwrap();
    assert_eq!(
        last("url.endsWith('?projectId=p&login_url=https%3A%2F%2Fc%2F')"),
        true
    );
}

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

#[wasm_bindgen_test]
async fn the_shapes_of_a_sign_in_answer_are_all_passed_on() {
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
async fn setters_on_the_prototype_of_all_objects_are_not_called() {
    answers(200, r#"{"login_url":"https://g/?code=c"}"#);
    js(
        "globalThis.traps = ['username', 'code', 'link_url', 'send_link', 'settings', 'email', 'path', \
        'Authorization', 'Content-Type', 'X-GEN-TIME', 'method', 'status', 'kind', 'given', 'judge', \
        'navigate', 'redirect', 'attempt', 'ms', 'outcome', 'json', 'first', 'values', 'error']",
    );
    js(
        "traps.forEach((name) => Object.defineProperty(Object.prototype, name, \
        { configurable: true, set() { throw new Error('called') } }))",
    );
    let api = try_api(&js("({ projectId: 'p', onRequest() {} })"));
    let mut outcomes = Vec::new();
    if let Ok(api) = &api {
        for (name, args) in [
            ("reset", "['John', { captchaData: { gen_time: '5' } }]"),
            ("emailGetCode", "[{ email: 'a@b', link_url: 'https://g/' }]"),
            ("ask", "[{ fields: { email: 'a@b' }, token: 't' }]"),
            ("getAskFields", "['t']"),
            ("checkUserAuthSSO", "[]"),
        ] {
            outcomes.push((
                call(api, name, args).await,
                last("[init.headers, init.body]"),
            ));
        }
    }
    js("traps.forEach((name) => { delete Object.prototype[name] })");
    assert_eq!(outcomes.len(), 5);
    for (outcome, _) in &outcomes {
        assert!(outcome.is_ok(), "{outcome:?}");
    }
    assert_eq!(
        json(&outcomes[0].1),
        r#"[{"Content-Type":"application/json","X-GEN-TIME":"5"},"{\"username\":\"John\"}"]"#
    );
    let session = outcomes[4].0.as_ref().unwrap();
    assert_eq!(text(session, "code"), "c");
}
