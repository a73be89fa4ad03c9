//! Calls on a page that has polluted `Object.prototype`.

use crate::support::*;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

fn script() -> Script {
    Script::of(include_str!("scripts/pollution.js"))
}

/// The calls and their arguments: JSON, or the name of the script's function that makes them.
const CALLS: &[(&str, &str)] = &[
    (
        "login",
        r#"[{ "credentials": { "username": "John", "password": "secret" } }]"#,
    ),
    ("login", "[{}]"),
    (
        "reset",
        r#"["John", { "captchaData": { "gen_time": "5" } }]"#,
    ),
    (
        "emailGetCode",
        r#"[{ "email": "A@b", "link_url": "https://g/" }]"#,
    ),
    ("ask", r#"[{ "fields": { "email": "A@b" }, "token": "t" }]"#),
    ("getAskFields", r#"["t", {}]"#),
    ("checkUserAuthSSO", "[]"),
    ("getConfirmCode", "withController"),
    ("signup", "withSignal"),
    ("logout", r#"["t", "all", { "timeout": 5000 }]"#),
    ("logout", r#"[{ "token": "t" }]"#),
    ("getSocialLink", r#"["google", { "payload": "x" }]"#),
    ("refresh", r#"[{ "refreshToken": "t" }]"#),
    ("clearSSO", "withAbortedSignal"),
    ("fetchConfig", "[]"),
];

/// Makes the calls on a new instance while the prototype is polluted with `kind`. Returns the
/// outcome of each call and of an `updateConfig`, then the requests and what the hook was called
/// with. Fails if the constructor throws.
async fn outcome(kind: Option<&JsValue>) -> Result<Vec<String>, JsValue> {
    let script = script();
    let options = script.call("options", &[]);
    let given: Vec<_> = CALLS
        .iter()
        .map(|(_, args)| Array::from(&script.value(args)))
        .collect();
    set_global("fetch", &script.function("answer"));
    if let Some(kind) = kind {
        script.call("pollute", std::slice::from_ref(kind));
    }
    let mut ends = Vec::new();
    let made = try_api(&options);
    if let Ok(api) = &made {
        for ((name, _), args) in CALLS.iter().zip(&given) {
            ends.push(call_with(api, name, args).await);
        }
        ends.push(api.update_config(&options));
    }
    script.call("clean", &[]);
    made?;
    let ends = ends.into_iter().map(|end| match end {
        Ok(value) => json(&value),
        Err(error) if error.is_object() => {
            [text(&error, "name"), text(&error, "message"), json(&error)].concat()
        }
        Err(reason) => json(&reason),
    });
    Ok(ends
        .chain([script.text("requests"), script.text("told")])
        .collect())
}

#[wasm_bindgen_test]
async fn properties_of_object_prototype_change_no_request_and_no_outcome() {
    let clean = outcome(None).await.unwrap();
    assert!(!clean.iter().any(|end| end.contains("internal")));
    for kind in Array::from(&script().call("kinds", &[])) {
        let polluted = outcome(Some(&kind)).await;
        assert_eq!(polluted.as_ref(), Ok(&clean), "{kind:?}");
    }
}

#[wasm_bindgen_test]
async fn setters_of_object_prototype_are_not_called() {
    answers(200, r#"{"login_url":"https://g/?code=c"}"#);
    let script = script();
    let options = script.call("optionsWithHook", &[]);
    script.call("polluteWithSetters", &[]);
    let api = try_api(&options);
    let mut outcomes = Vec::new();
    if let Ok(api) = &api {
        for (name, args) in [
            (
                "reset",
                r#"["John", { "captchaData": { "gen_time": "5" } }]"#,
            ),
            (
                "emailGetCode",
                r#"[{ "email": "a@b", "link_url": "https://g/" }]"#,
            ),
            ("ask", r#"[{ "fields": { "email": "a@b" }, "token": "t" }]"#),
            ("getAskFields", r#"["t"]"#),
            ("checkUserAuthSSO", "[]"),
        ] {
            outcomes.push((
                call(api, name, args).await,
                last_of(["init.headers", "init.body"]),
            ));
        }
    }
    script.call("clean", &[]);
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
