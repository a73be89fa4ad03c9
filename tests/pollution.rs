//! A page that has put things on the prototype of all objects.

mod support;

use js_sys::{Array, Function};
use support::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// What is called, with which arguments.
const CALLS: &[(&str, &str)] = &[
    (
        "login",
        "[{ credentials: { username: 'John', password: 'secret' } }]",
    ),
    ("login", "[{}]"),
    ("reset", "['John', { captchaData: { gen_time: '5' } }]"),
    ("emailGetCode", "[{ email: 'A@b', link_url: 'https://g/' }]"),
    ("ask", "[{ fields: { email: 'A@b' }, token: 't' }]"),
    ("getAskFields", "['t', {}]"),
    ("checkUserAuthSSO", "[]"),
    (
        "getConfirmCode",
        "[{ login: 'a', operation_id: 'o', cancelToken: new AbortController() }]",
    ),
    (
        "signup",
        "[{ userInfo: {} }, { signal: new AbortController().signal }]",
    ),
    ("logout", "['t', 'all', { timeout: 5000 }]"),
    ("logout", "[{ token: 't' }]"),
    ("getSocialLink", "['google', { payload: 'x' }]"),
    ("refresh", "[{ refreshToken: 't' }]"),
    ("clearSSO", "[{ signal: AbortSignal.abort('mine') }]"),
    ("fetchConfig", "[]"),
];

/// Makes the calls on a new instance while `kind` is there; gives what each came to, the options in
/// force, and the requests.
async fn outcome(kind: Option<&JsValue>) -> Result<Vec<String>, JsValue> {
    js("globalThis.told = ''");
    let hooks = "onRequest({ attempt, path }) { told += attempt + path }";
    let options = js(&[
        "({ projectId: 'p', clientId: 5, theme: { a: [1, { b: 2 }] }, ",
        hooks,
        "})",
    ]
    .concat());
    let given: Vec<_> = CALLS
        .iter()
        .map(|(_, args)| Array::from(&js(args)))
        .collect();
    js("globalThis.fetch = pollution.answer");
    let clean = kind.map(|kind| {
        let pollute: Function = js("pollution.pollute").unchecked_into();
        pollute.call1(&JsValue::UNDEFINED, kind).unwrap()
    });
    let mut ends = Vec::new();
    let made = try_api(&options);
    if let Ok(api) = &made {
        for ((name, _), args) in CALLS.iter().zip(&given) {
            ends.push(call_with(api, name, args).await);
        }
        ends.push(api.update_config(&options));
    }
    if let Some(clean) = clean {
        Function::from(clean).call0(&JsValue::UNDEFINED).unwrap();
    }
    made?;
    let ends = ends.into_iter().map(|end| match end {
        Ok(value) => json(&value),
        Err(error) if error.is_object() => {
            [text(&error, "name"), text(&error, "message"), json(&error)].concat()
        }
        Err(reason) => json(&reason),
    });
    let told = js("told").as_string().unwrap();
    Ok(ends
        .chain([js("pollution.written()").as_string().unwrap(), told])
        .collect())
}

#[wasm_bindgen_test]
async fn what_stands_on_the_prototype_of_all_objects_changes_no_request_and_no_outcome() {
    run_script(include_str!("support/pollution.js"));
    let clean = outcome(None).await.unwrap();
    assert!(!clean.iter().any(|end| end.contains("internal")));
    for kind in Array::from(&js("pollution.kinds()")) {
        let polluted = outcome(Some(&kind)).await;
        assert_eq!(polluted.as_ref(), Ok(&clean), "{kind:?}");
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
