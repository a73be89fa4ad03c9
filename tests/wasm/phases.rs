//! Calls that are cancelled in each of their phases, in the browser.

use crate::support::*;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use web_sys::AbortController;

fn script() -> Script {
    Script::of(include_str!("scripts/phases.js"))
}

/// A phase of a call, and the script's function that stands in for `fetch` in it.
struct Phase {
    name: &'static str,
    call: &'static str,
    answer: &'static str,
    /// How many requests have been sent when the call is in this phase.
    sent: u32,
}

const PHASES: &[Phase] = &[
    Phase {
        name: "fetch waits",
        call: "login",
        answer: "waits",
        sent: 1,
    },
    Phase {
        name: "the body is read",
        call: "login",
        answer: "halting",
        sent: 1,
    },
    Phase {
        name: "the text of a mock is read",
        call: "login",
        answer: "waitsForText",
        sent: 1,
    },
    Phase {
        name: "it waits to be repeated",
        call: "getAskFields",
        answer: "repeatsLater",
        sent: 1,
    },
    Phase {
        name: "its second attempt waits",
        call: "getAskFields",
        answer: "repeatsThenWaits",
        sent: 2,
    },
    Phase {
        name: "it waits for its next round",
        call: "waitForConfirmCode",
        answer: "nextRound",
        sent: 1,
    },
    Phase {
        name: "a later round waits",
        call: "waitForConfirmCode",
        answer: "nextRoundWaits",
        sent: 2,
    },
    Phase {
        name: "the body of a later round is read",
        call: "waitForConfirmCode",
        answer: "nextRoundHalts",
        sent: 2,
    },
];

/// Returns the arguments of a call, with a signal in its options.
fn with_signal(name: &str, controller: &AbortController) -> Array {
    let args = some_arguments(name);
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), &controller.signal()).unwrap();
    args.push(&options);
    args
}

/// Waits until this many requests have been sent, and until what follows immediately has happened.
async fn until_sent(count: u32) {
    for _ in 0..200 {
        pause(10).await;
        if sent() >= count {
            break;
        }
    }
    pause(10).await;
    assert_eq!(sent(), count);
}

async fn pause(ms: u32) {
    let pause: Promise = script().call("pause", &[ms.into()]).unchecked_into();
    JsFuture::from(pause).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_call_cancelled_in_any_phase_rejects_with_the_reason_and_sends_no_more() {
    let script = script();
    let api = api(script.call("withHook", &[]));
    for phase in PHASES {
        let name = phase.name;
        script.fetch(phase.answer);
        script.call("forget", &[]);
        let controller = AbortController::new().unwrap();
        let promise = start(&api, phase.call, &with_signal(phase.call, &controller));
        until_sent(phase.sent).await;
        assert_eq!(pending(), 1, "{name}");
        controller.abort_with_reason(&name.into());
        assert_eq!(promise.await.unwrap_err(), name);
        assert_eq!(pending(), 0, "{name}");
        assert_eq!(last("init.signal.aborted"), true, "{name}");
        assert_eq!(last("init.signal.reason"), name);
        pause(50).await;
        assert_eq!(sent(), phase.sent, "{name}");
        // The hook is called once per attempt.
        let told = Array::from(&script.get("told")).length();
        assert_eq!(told, phase.sent, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_call_cancelled_before_it_is_sent_sends_nothing() {
    let api = api(r#"{ "projectId": "p" }"#);
    for name in ["login", "getAskFields", "waitForConfirmCode", "fetchConfig"] {
        answers(200, "{}");
        let controller = AbortController::new().unwrap();
        let promise = start(&api, name, &with_signal(name, &controller));
        // Aborted synchronously, before the call has run.
        controller.abort_with_reason(&"at once".into());
        assert_eq!(promise.await.unwrap_err(), "at once", "{name}");
        assert_eq!((sent(), pending()), (0, 0), "{name}");
    }
}
