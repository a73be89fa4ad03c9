//! Tests of the requests that are built.

use serde_json::{Value as Json, json, to_value};

use super::*;
use crate::calls::named;
use crate::calls::values::Value;
use crate::config::options::{Change, Plain, option};
use crate::mode::Mode;

fn config(options: &[(&str, &str)]) -> Config {
    let mut changes: Vec<Change> = vec![(option("projectId").unwrap(), Plain::Text("p".into()))];
    for (name, value) in options {
        let value = match *value {
            "true" => Plain::Flag(true),
            "false" => Plain::Flag(false),
            text => Plain::Text(text.into()),
        };
        changes.push((option(name).unwrap(), value));
    }
    Config::default().with(&changes).unwrap()
}

fn call(name: &str) -> &'static Call {
    named(name).unwrap()
}

/// The values of a call's arguments, as `arguments` would read them.
fn values(call: &'static Call, args: Json) -> Values<Json> {
    let mut values = Values::default();
    for arg in call.signature.args {
        let value = match (arg.to, args[arg.name].clone()) {
            (_, Json::Null) => continue,
            (To::Mode, Json::Bool(flag)) => Value::Mode(Mode::of_flag(flag)),
            (_, value) if is_sent_unchanged(arg) => Value::Opaque(value),
            (_, value) => Value::Text(value.as_str().unwrap().into()),
        };
        values.given.push((arg, value));
    }
    values
}

fn request(config: &Config, name: &str, args: Json) -> Request<Json> {
    let call = call(name);
    build(config, call, &values(call, args))
}

/// A JSON body as the service reads it.
fn body(request: Request<Json>) -> Json {
    match request.body {
        Body::Json(fields) => to_value(fields).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Whether a request has no headers of its own and no body.
fn is_bare(request: &Request<Json>) -> bool {
    request.headers.is_empty() && request.bearer.is_none() && request.body == Body::Empty
}

#[test]
fn the_jwt_path_never_has_the_oauth_query() {
    let config = config(&[("is_oauth2", "true"), ("clientId", "42")]);
    config.keep_state("0123456789abcdef".into());
    let args = json!({ "phone_number": "+1", "isOauth2": false });
    let sent = request(&config, "phoneGetCode", args);
    assert_eq!(sent.path, "/login/phone/request");
    assert!(sent.url.ends_with("/login/phone/request?projectId=p"));
}

#[test]
fn the_oauth_path_has_both_queries() {
    let config = config(&[("clientId", "42")]);
    config.keep_state("0123456789abcdef".into());
    let args = json!({ "email": "a@b", "code": "1", "operation_id": "o", "isOauth2": true });
    let sent = request(&config, "loginWithEmailCode", args);
    assert_eq!(
        sent.url,
        "https://login.xsolla.com/api/oauth2/login/email/confirm\
         ?projectId=p&client_id=42&state=0123456789abcdef&response_type=code"
    );
}

#[test]
fn a_fixed_path_stays_in_oauth_mode() {
    let config = config(&[("is_oauth2", "true")]);
    let sent = request(&config, "reset", json!({ "username": "John" }));
    assert!(
        sent.url
            .ends_with("/api/password/reset/request?projectId=p")
    );
}

#[test]
fn query_values_are_encoded() {
    let args = json!({ "login": "a+b@c&d", "operation_id": "1 2" });
    let sent = request(&config(&[]), "getConfirmCode", args);
    assert!(
        sent.url
            .ends_with("/otc/code?projectId=p&login=a%2Bb%40c%26d&operation_id=1%202")
    );
    assert!(is_bare(&sent));
}

#[test]
fn a_segment_of_the_path_is_encoded() {
    let sent = request(&config(&[]), "getSocialLink", json!({ "provider": "a/b?" }));
    assert_eq!(sent.path, "/social/a%2Fb%3F/login_url");
    assert!(
        sent.url
            .ends_with("/api/social/a%2Fb%3F/login_url?projectId=p")
    );
}

#[test]
fn dot_segments_are_refused_in_a_path() {
    assert!(check_segment(".").is_err() && check_segment("..").is_err());
    for fine in ["...", "a", "a/..", "%2e"] {
        assert!(check_segment(fine).is_ok(), "{fine}");
    }
}

#[test]
fn a_token_is_sent_only_in_the_header() {
    let args = json!({ "token": "t", "session": "all" });
    let sent = request(&config(&[]), "logout", args);
    assert_eq!(sent.bearer, Some(json!("t")));
    assert_eq!(sent.headers, []);
    assert!(sent.url.ends_with("/oauth2/logout?sessions=all"));
    assert_eq!(sent.body, Body::Empty);
}

#[test]
fn the_captcha_is_sent_in_headers() {
    let mut given = values(
        call("login"),
        json!({ "credentials": { "username": "John" } }),
    );
    given.captcha = vec![("X-LOT-NUMBER", json!("1"))];
    let sent = build(&config(&[]), call("login"), &given);
    assert_eq!(sent.headers, [("X-LOT-NUMBER", json!("1"))]);
    assert_eq!(sent.body, Body::Opaque(json!({ "username": "John" })));
}

#[test]
fn ask_has_a_setting_for_each_contact() {
    let args = json!({ "fields": { "x": 1 }, "token": "t", "link_url": "https://l/" });
    let mut given = values(call("ask"), args);
    given.email = Some(json!("a@b"));
    given.phone = true;
    let link = json!({ "link_url": "https://l/", "send_link": true });
    assert_eq!(
        body(build(&config(&[]), call("ask"), &given)),
        json!({
            "updatedFields": { "x": 1 },
            "token": "t",
            "settings": { "email": link, "phone_number": link },
            "email": ""
        })
    );
    let oauth = config(&[("is_oauth2", "true")]);
    assert_eq!(body(build(&oauth, call("ask"), &given))["email"], "a@b");
}

#[test]
fn ask_without_contacts_has_empty_settings() {
    let oauth = config(&[("is_oauth2", "true")]);
    let sent = request(&oauth, "ask", json!({ "fields": {}, "token": "t" }));
    assert_eq!(
        body(sent),
        json!({ "updatedFields": {}, "token": "t", "settings": {} })
    );
}

#[test]
fn the_check_before_a_navigation_omits_parameters_that_change_a_session() {
    let config = config(&[
        ("callbackUrl", "https://c/"),
        ("payload", "x"),
        ("with_logout", "1"),
    ]);
    let name = "userAuthSSOWithRedirect";
    let sent = request(&config, name, json!({ "loginUrl": "https://l/" }));
    assert!(
        sent.leads_to
            .unwrap()
            .ends_with("?projectId=p&login_url=https%3A%2F%2Fl%2F&payload=x&with_logout=1")
    );
    assert!(
        sent.url
            .ends_with("/jwt/sso/redirect?projectId=p&login_url=https%3A%2F%2Fl%2F")
    );
    let own = request(&config, name, json!({})).leads_to.unwrap();
    assert!(own.contains("login_url=https%3A%2F%2Fc%2F&"));
}

#[test]
fn only_calls_that_send_an_email_name_a_template() {
    let config = config(&[("emailTemplate", "t&1"), ("challenge_id", "c")]);
    let sent = request(&config, "reset", json!({ "username": "John" }));
    assert!(sent.url.ends_with("?projectId=p&email_template=t%261"));
    let sent = request(&config, "login", json!({ "credentials": {} }));
    assert!(sent.url.ends_with("?projectId=p"));
}

#[test]
fn a_second_factor_names_its_challenge_and_is_remembered_by_default() {
    let config = config(&[("challenge_id", "c 1")]);
    let sent = request(&config, "otpLogin", json!({ "code": "1" }));
    assert!(
        sent.url
            .ends_with("/otp/validate?challenge_id=c%201&code=1&remember_me=true"),
        "{}",
        sent.url
    );
    let args = json!({ "code": "1", "remember_me": "false" });
    let sent = request(&config, "otpLogin", args);
    assert!(sent.url.ends_with("&remember_me=false"), "{}", sent.url);
}

#[test]
fn a_path_with_another_name_in_oauth_mode_has_it_only_there() {
    for (mode, sso, ask) in [
        ("false", "/jwt/sso", "/token/update"),
        ("true", "/oauth2/sso", "/oauth2/user/ask"),
    ] {
        let config = config(&[("is_oauth2", mode)]);
        assert_eq!(request(&config, "checkUserAuthSSO", json!({})).path, sso);
        let args = json!({ "fields": {}, "token": "t" });
        assert_eq!(request(&config, "ask", args).path, ask);
    }
}

#[test]
fn a_file_is_requested_below_its_own_base_url() {
    let config = config(&[("is_oauth2", "true"), ("clientId", "42")]);
    for (name, path) in [
        ("authFile", "/settings/auth"),
        ("socialsFile", "/settings/socials/by_region"),
        ("themeFile", "/settings/widget"),
    ] {
        let own = [
            "https://cdn.xsolla.net/xsolla-login-widget/projects/p",
            path,
        ]
        .concat();
        let sent = request(&config, name, json!({}));
        assert!(is_bare(&sent));
        assert_eq!((sent.url, sent.path), (own.clone(), path.into()));
        let fresh = Values::<Json>::with_more(vec![("currTime", "1700000000000".into())]);
        let sent = build(&config, call(name), &fresh);
        assert_eq!(sent.url, [&own, "?currTime=1700000000000"].concat());
        assert_eq!(sent.path, path);
    }
}

#[test]
fn the_authorize_url_has_both_queries_and_the_parameters_of_the_flow() {
    let config = config(&[("clientId", "42"), ("audience", "a b")]);
    config.keep_state("0123456789abcdef".into());
    let page = |more: &[(&'static str, &str)]| {
        let more = more.iter().map(|(name, value)| (*name, (*value).into()));
        let values = Values::<Json>::with_more(more.collect());
        build(&config, call("authorizationPage"), &values).url
    };
    let both = "https://login.xsolla.com/api/oauth2/auth?projectId=p&audience=a%20b&client_id=42\
                &state=0123456789abcdef&response_type=code";
    assert_eq!(page(&[]), both);
    let flow = [("trackId", "7&"), ("code_challenge", "c-h_")];
    assert_eq!(
        page(&flow),
        [both, "&trackId=7%26&code_challenge=c-h_"].concat()
    );
}

#[test]
fn the_old_settings_have_the_oauth_query_but_the_same_path() {
    for (mode, query) in [
        ("false", "projectId=p"),
        ("true", "projectId=p&state=12345678&response_type=code"),
    ] {
        let config = config(&[("state", "12345678"), ("is_oauth2", mode)]);
        let url = request(&config, "oldSettings", json!({})).url;
        assert!(
            url.ends_with(&["/api/widget/ng/settings?", query].concat()),
            "{url}"
        );
    }
}

#[test]
fn a_client_id_given_as_a_number_is_sent_as_one() {
    let body_with = |id| {
        let change: Change = (option("clientId").unwrap(), id);
        let config = config(&[]).with(&[change]).unwrap();
        let args = json!({ "token": "t" });
        body(request(&config, "oauth2ConsentValidate", args))
    };
    let number = Plain::Number(1e21, "1e+21".into());
    assert_eq!(body_with(number), json!({ "client_id": 1e21 }));
    let text = Plain::Text("42".into());
    assert_eq!(body_with(text), json!({ "client_id": "42" }));
}

#[test]
fn the_token_endpoint_gets_a_form() {
    let config = config(&[("clientId", "42"), ("redirectUri", "https://r/")]);
    let form = |name, args| match request(&config, name, args).body {
        Body::Form(fields) => to_value(fields).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        form("exchangeCode", json!({ "code": "c", "codeVerifier": "v" })),
        json!({
            "grant_type": "authorization_code",
            "code": "c",
            "code_verifier": "v",
            "client_id": "42",
            "redirect_uri": "https://r/"
        })
    );
    assert_eq!(
        form("refresh", json!({ "refreshToken": "r" })),
        json!({ "grant_type": "refresh_token", "refresh_token": "r", "client_id": "42" })
    );
}

#[test]
fn only_arguments_that_go_into_a_url_are_read_as_text() {
    for (name, secrets) in [
        ("login", &["credentials"][..]),
        ("set", &["new_password", "reset_code", "user_id"]),
        ("ask", &["fields", "token"]),
        ("logout", &["token"]),
        ("exchangeCode", &["code", "codeVerifier"]),
        ("refresh", &["refreshToken"]),
        ("oneTapLogin", &["accessToken"]),
    ] {
        let args = call(name).signature.args.iter();
        let kept: Vec<_> = args
            .filter(|arg| is_sent_unchanged(arg))
            .map(|arg| arg.name)
            .collect();
        assert_eq!(kept, secrets, "{name}");
    }
}

#[test]
fn a_login_url_that_a_browser_would_run_as_a_script_is_refused() {
    for bad in [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:x",
        "\u{1}data:text/html,x",
        "blob:https://x",
        "vbscript:x",
        "file:///etc",
    ] {
        assert!(check_login_url(bad).is_err(), "{bad:?}");
    }
    for fine in [
        "https://g.example/",
        "game://back",
        "//g.example",
        "x/javascript:",
        "data",
        "",
        "a:b",
    ] {
        assert!(check_login_url(fine).is_ok(), "{fine:?}");
    }
}
