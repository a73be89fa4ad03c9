//! Leading the user to the authorize page from a popup, in the browser.

mod support;

use support::{address, *};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/js/leave.js")]
extern "C" {
    fn leave(address: &str, post: bool, origin: Option<&str>);
}

/// Puts an opener with this `location` behind the page, as if the page were a popup: `told` is what
/// it is told, `closes` how often the popup was closed.
fn opened_by(location: &str) {
    js(&[
        "(() => { globalThis.told = []; globalThis.closes = 0; window.close = () => { closes++ }; \
         window.opener = { location: ",
        location,
        ", postMessage: (data, target) => told.push({ ...data, target }) } })()",
    ]
    .concat());
}

/// The one address that the opener was told.
fn told() -> String {
    assert_eq!(js("told.length"), 1);
    text(&js("told[0]"), "loginUri")
}

const POPUP: &str = "({ projectId: 'p', clientId: 7, is_oauth2: true })";

#[wasm_bindgen_test]
fn an_opener_of_this_origin_is_told_the_address_and_the_popup_closes() {
    opened_by("location");
    let api = api(POPUP);
    leave(&address(&api, "oauth2Auth", "({})").unwrap(), true, None);
    let state = text(&api.get_config().unwrap(), "state");
    assert_eq!(state.len(), 32);
    assert_eq!(
        told(),
        [
            "https://login.xsolla.com/api/oauth2/auth?projectId=p&client_id=7&state=",
            &state,
            "&response_type=code"
        ]
        .concat()
    );
    assert_eq!(
        text(&js("told[0]"), "type"),
        "@xsolla-login/sdk:babka-login"
    );
    assert_eq!(js("told[0].target"), js("location.origin"));
    assert_eq!(js("closes"), 1);
}

#[wasm_bindgen_test]
fn an_origin_that_is_named_is_the_only_one_that_may_know() {
    opened_by("{ get origin() { throw new Error('of another origin') } }");
    leave("https://g.example/", true, Some("https://game.example"));
    assert_eq!(told(), "https://g.example/");
    assert_eq!(js("told[0].target"), "https://game.example");
    assert_eq!(js("closes"), 1);
}

#[wasm_bindgen_test]
fn the_track_id_goes_along() {
    let api = api(POPUP);
    for (track_id, sent) in [
        ("7", Some("7")),
        ("'a b'", Some("a b")),
        ("1e21", Some("1e+21")),
        ("''", None),
        ("undefined", None),
    ] {
        let args = ["({ trackId: ", track_id, " })"].concat();
        let address = address(&api, "oauth2Auth", &args).unwrap();
        let address = js(&["new URL('", &address, "')"].concat());
        let parameters = get(&address, "searchParams");
        let get: js_sys::Function = get(&parameters, "get").into();
        let found = get.call1(&parameters, &"trackId".into()).unwrap();
        assert_eq!(found.as_string().as_deref(), sent, "{track_id}");
    }
    for wrong in ["{}", "NaN", "true"] {
        let args = ["({ trackId: ", wrong, " })"].concat();
        let error = address(&api, "oauth2Auth", &args).unwrap_err();
        assert!(sdk_error(&error, "argument").starts_with("trackId"));
    }
}
