//! Leading the user to the authorize page from a popup, in the browser.

mod support;

use js_sys::Array;
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
fn told() -> String {
    assert_eq!(js("told.length"), 1);
    text(&js("told[0]"), "loginUri")
}

fn leave(options: &str) -> Client {
    let api = api(options);
    invoke(&api, "oauth2Auth", &Array::new()).unwrap();
    api
}

#[wasm_bindgen_test]
fn an_opener_of_this_origin_is_told_the_address_and_the_popup_closes() {
    opened_by("location");
    let api =
        leave("({ projectId: 'p', clientId: 7, is_oauth2: true, enablePostMessageLogin: true })");
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
    leave(
        "({ projectId: 'p', state: '12345678', enablePostMessageLogin: true, \
         postMessageOrigin: 'https://game.example' })",
    );
    assert_eq!(
        told(),
        "https://login.xsolla.com/api/oauth2/auth?projectId=p&state=12345678&response_type=code"
    );
    assert_eq!(js("told[0].target"), "https://game.example");
    assert_eq!(js("closes"), 1);
}

#[wasm_bindgen_test]
fn the_track_id_of_the_payload_goes_along() {
    for (track_id, sent) in [
        ("7", Some("7")),
        ("'a b'", Some("a b")),
        ("1e21", Some("1e+21")),
        ("''", None),
        ("undefined", None),
        ("{}", None),
        ("NaN", None),
        ("true", None),
    ] {
        opened_by("location");
        let options = "({ projectId: 'p', clientId: 7, enablePostMessageLogin: true, \
                       payload: JSON.stringify({ trackId: TRACK }) })";
        leave(&options.replace("TRACK", track_id));
        let address = js(&["new URL('", &told(), "')"].concat());
        let parameters = get(&address, "searchParams");
        let get: js_sys::Function = get(&parameters, "get").into();
        let found = get.call1(&parameters, &"trackId".into()).unwrap();
        assert_eq!(found.as_string().as_deref(), sent, "{track_id}");
    }
}
