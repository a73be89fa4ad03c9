//! The arguments of a call, in the browser.

mod support;

use support::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const P: &str = "({ projectId: 'p' })";

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
        assert_eq!(most, 1, "{name}");
        assert_eq!(sent(), 1);
        fetch("return new Response(null, { status: 204 })");
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
async fn the_captcha_may_stand_among_the_arguments_and_in_the_options() {
    answers(204, "");
    let api = api(P);
    let (mine, other) = (
        "captchaData: { gen_time: 'mine' }",
        "captchaData: { lot_number: 'l' }",
    );
    for (name, arguments) in [
        ("signup", "userInfo: {}"),
        ("login", "credentials: {}"),
        ("resendEmail", "username: 'John'"),
        ("reset", "username: 'John'"),
        ("phoneGetCode", "phone_number: '+1'"),
        ("emailGetCode", "email: 'a@b'"),
        ("ask", "fields: {}, token: 't'"),
    ] {
        for args in [
            ["[{ ", arguments, ", ", mine, " }]"].concat(),
            ["[{ ", arguments, " }, { ", mine, " }]"].concat(),
            ["[{ ", arguments, ", ", mine, " }, { ", other, " }]"].concat(),
        ] {
            call(&api, name, &args).await.unwrap();
            assert_eq!(
                json(&last("init.headers")),
                r#"{"Content-Type":"application/json","X-GEN-TIME":"mine"}"#,
                "{name} {args}"
            );
        }
        let before = sent();
        for wrong in ["5", "'x'", "[]", "true"] {
            let args = ["[{ ", arguments, " }, { captchaData: ", wrong, " }]"].concat();
            let error = call(&api, name, &args).await.unwrap_err();
            assert!(sdk_error(&error, "argument").starts_with("captchaData"));
        }
        assert_eq!(sent(), before);
    }
}
