//! Opening the authorize page from a popup, in the browser.

use std::ops::Deref;

use crate::support::*;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

/// The script, which restores the page when it is dropped.
struct Popup(Script);

impl Deref for Popup {
    type Target = Script;

    fn deref(&self) -> &Script {
        &self.0
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        self.call("restore", &[]);
    }
}

fn script() -> Popup {
    Popup(Script::of(include_str!("scripts/leave.js")))
}

/// Returns the message that was posted to the opener. There must be exactly one.
fn told(script: &Script) -> JsValue {
    let told = Array::from(&script.get("told"));
    assert_eq!(told.length(), 1);
    told.get(0)
}

fn leave(options: impl Given) -> Client {
    let api = api(options);
    invoke(&api, "oauth2Auth", &Array::new()).unwrap();
    api
}

#[wasm_bindgen_test]
fn an_opener_of_the_same_origin_gets_the_url_and_the_popup_closes() {
    let script = script();
    script.call("openedByThisOrigin", &[]);
    let api = leave(
        r#"{ "projectId": "p", "clientId": 7, "is_oauth2": true, "enablePostMessageLogin": true }"#,
    );
    let state = text(&api.get_config().unwrap(), "state");
    assert_eq!(state.len(), 32);
    assert_eq!(
        text(&told(&script), "loginUri"),
        [
            "https://login.xsolla.com/api/oauth2/auth?projectId=p&client_id=7&state=",
            &state,
            "&response_type=code"
        ]
        .concat()
    );
    assert_eq!(
        text(&told(&script), "type"),
        "@xsolla-login/sdk:babka-login"
    );
    assert_eq!(
        get(&told(&script), "target"),
        get(&get(&js_sys::global(), "location"), "origin")
    );
    assert_eq!(script.get("closes"), 1);
}

#[wasm_bindgen_test]
fn only_the_origin_that_is_named_gets_the_url() {
    let script = script();
    script.call("openedByAnother", &[]);
    leave(
        r#"{ "projectId": "p", "state": "12345678", "enablePostMessageLogin": true, "postMessageOrigin": "https://game.example" }"#,
    );
    assert_eq!(
        text(&told(&script), "loginUri"),
        "https://login.xsolla.com/api/oauth2/auth?projectId=p&state=12345678&response_type=code"
    );
    assert_eq!(get(&told(&script), "target"), "https://game.example");
    assert_eq!(script.get("closes"), 1);
}

#[wasm_bindgen_test]
fn the_track_id_of_the_payload_is_included() {
    for (track_id, sent) in [
        (7.into(), Some("7")),
        ("a b".into(), Some("a b")),
        (1e21.into(), Some("1e+21")),
        ("".into(), None),
        (JsValue::UNDEFINED, None),
        (Object::new().into(), None),
        (f64::NAN.into(), None),
        (true.into(), None),
    ] {
        let script = script();
        script.call("openedByThisOrigin", &[]);
        leave(script.call("withTrackId", std::slice::from_ref(&track_id)));
        told(&script);
        let found = script.call("trackId", &[]);
        assert_eq!(found.as_string().as_deref(), sent, "{track_id:?}");
    }
}
