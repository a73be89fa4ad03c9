//! Leading the user to the authorize page from a popup, in the browser.

mod support;

use support::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

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
fn address() -> String {
    assert_eq!(js("told.length"), 1);
    text(&js("told[0]"), "loginUri")
}

const POPUP: &str =
    "({ projectId: 'p', clientId: 7, is_oauth2: true, enablePostMessageLogin: true })";

#[wasm_bindgen_test]
fn an_opener_of_this_origin_is_told_the_address_and_the_popup_closes() {
    opened_by("location");
    let api = api(POPUP);
    api.oauth2_auth().unwrap();
    let state = text(&api.get_config().unwrap(), "state");
    assert_eq!(state.len(), 32);
    assert_eq!(
        address(),
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
    let api = api(POPUP);
    api.update_config(&js("({ postMessageOrigin: 'https://game.example' })"))
        .unwrap();
    api.oauth2_auth().unwrap();
    assert_eq!(js("told[0].target"), "https://game.example");
    assert_eq!(js("closes"), 1);
}

#[wasm_bindgen_test]
fn the_track_id_of_the_payload_goes_along() {
    for (payload, sent) in [
        ("{\"trackId\":7}", Some("7")),
        ("{\"trackId\":\"a b\"}", Some("a b")),
        ("{\"trackId\":\"\"}", None),
        ("{\"trackId\":{}}", None),
        ("no JSON", None),
    ] {
        opened_by("location");
        let api = api(POPUP);
        let options = js("({})");
        js_sys::Reflect::set(&options, &"payload".into(), &payload.into()).unwrap();
        api.update_config(&options).unwrap();
        api.oauth2_auth().unwrap();
        let address = js(&["new URL('", &address(), "')"].concat());
        let parameters = get(&address, "searchParams");
        let get: js_sys::Function = get(&parameters, "get").into();
        let track_id = get.call1(&parameters, &"trackId".into()).unwrap();
        assert_eq!(track_id.as_string().as_deref(), sent, "{payload}");
    }
}
