//! A call that is cancelled in each of its phases, in the browser.

mod support;

use js_sys::{Array, Function, Reflect};
use support::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A phase of a call, and what `fetch` answers in it.
struct Phase {
    name: &'static str,
    call: &'static str,
    answer: &'static str,
    /// How many requests are sent until then.
    sent: u32,
}

const PHASES: &[Phase] = &[
    Phase {
        name: "fetch waits",
        call: "login",
        answer: "return new Promise(() => {})",
        sent: 1,
    },
    Phase {
        name: "the body is read",
        call: "login",
        answer: "return answer()",
        sent: 1,
    },
    Phase {
        name: "the text of a mock is read",
        call: "login",
        answer: "return { status: 200, text: () => new Promise(() => {}) }",
        sent: 1,
    },
    Phase {
        name: "it waits to be repeated",
        call: "getAskFields",
        answer: "return new Response('', { status: 503, headers: { 'retry-after': '20' } })",
        sent: 1,
    },
    Phase {
        name: "its second attempt waits",
        call: "getAskFields",
        answer: "return sent.length < 2 ? new Response('', { status: 503, headers: \
                 { 'retry-after': '0' } }) : new Promise(() => {})",
        sent: 2,
    },
    Phase {
        name: "it waits for its next round",
        call: "waitForConfirmCode",
        answer: "return new Response('', { status: 408 })",
        sent: 1,
    },
    Phase {
        name: "a later round waits",
        call: "waitForConfirmCode",
        answer: "return sent.length < 2 ? new Response('', { status: 408 }) : \
                 new Promise(() => {})",
        sent: 2,
    },
    Phase {
        name: "the body of a later round is read",
        call: "waitForConfirmCode",
        answer: "return sent.length < 2 ? new Response('', { status: 408 }) : answer()",
        sent: 2,
    },
];

/// The arguments of a call, with a signal in its options.
fn with_signal(name: &str, controller: &JsValue) -> Array {
    let args = Array::from(&js(some_arguments(name)));
    let options = js("({})");
    Reflect::set(&options, &"signal".into(), &get(controller, "signal")).unwrap();
    args.push(&options);
    args
}

fn abort(controller: &JsValue, reason: &str) {
    let abort: Function = get(controller, "abort").unchecked_into();
    abort.call1(controller, &reason.into()).unwrap();
}

/// Waits until so many requests were sent, and whatever follows at once has happened.
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
    let pause = [
        "new Promise((done) => setTimeout(done, ",
        &ms.to_string(),
        "))",
    ]
    .concat();
    let pause: js_sys::Promise = js(&pause).unchecked_into();
    wasm_bindgen_futures::JsFuture::from(pause).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_call_cancelled_in_any_phase_rejects_with_the_reason_and_sends_no_more() {
    js("globalThis.told = []");
    let api = api("({ projectId: 'p', onResponse: ({ attempt }) => told.push(attempt) })");
    run_script(include_str!("support/streams.js"));
    fetch_of(&js("streams.halting()"));
    for phase in PHASES {
        let name = phase.name;
        fetch(phase.answer);
        js("told = []");
        let controller = js("new AbortController()");
        let promise = start(&api, phase.call, &with_signal(phase.call, &controller));
        until_sent(phase.sent).await;
        assert_eq!(pending(), 1, "{name}");
        abort(&controller, name);
        assert_eq!(promise.await.unwrap_err(), name);
        assert_eq!(pending(), 0, "{name}");
        assert_eq!(last("init.signal.aborted"), true, "{name}");
        assert_eq!(last("init.signal.reason"), name);
        pause(50).await;
        assert_eq!(sent(), phase.sent, "{name}");
        // Each attempt once.
        let told = Array::from(&js("told")).length();
        assert_eq!(told, phase.sent, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_call_cancelled_before_it_is_sent_sends_nothing() {
    let api = api("({ projectId: 'p' })");
    for name in ["login", "getAskFields", "waitForConfirmCode", "fetchConfig"] {
        answers(200, "{}");
        let controller = js("new AbortController()");
        let promise = start(&api, name, &with_signal(name, &controller));
        // In the same turn as the call, which has not run yet.
        abort(&controller, "at once");
        assert_eq!(promise.await.unwrap_err(), "at once", "{name}");
        assert_eq!((sent(), pending()), (0, 0), "{name}");
    }
}
