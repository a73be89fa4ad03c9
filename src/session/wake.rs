//! The events that wake the session of a page: another tab has written, the page is shown, hidden or left, or the
//! browser is online again.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::Input;
use crate::cancel::source::{Source, is_function};
use crate::js::clock::Reentrant;
use crate::js::{page, property};

/// An event listener, removed when it is dropped. The page may dispatch the event again while the listener runs.
struct PageListener {
    target: Source,
    event: &'static str,
    callback: Function,
}

impl PageListener {
    fn new(target: &JsValue, event: &'static str, callback: Reentrant) -> Option<Self> {
        if !is_function(target, "addEventListener") {
            return None;
        }
        let listener = Self {
            target: target.clone().unchecked_into(),
            event,
            // Left to JavaScript: a page that does not remove the listener may call it after the session has ended.
            callback: Closure::wrap(callback).into_js_value().unchecked_into(),
        };
        let added = listener
            .target
            .add_event_listener(event, &listener.callback);
        added.ok()?;
        Some(listener)
    }
}

impl Drop for PageListener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener(self.event, &self.callback);
    }
}

/// The event listeners of one session.
pub struct WakeEvents {
    _listeners: Vec<PageListener>,
}

impl WakeEvents {
    /// Adds the listeners, which pass an input to `pass` for each event. They may do so even after they are dropped. `key`
    /// is the prefix of the session's storage keys.
    pub fn new(pass: Rc<dyn Fn(Input)>, key: &str) -> Self {
        let key = String::from(key);
        let passing = |input: fn(&JsValue, &str) -> Option<Input>| -> Reentrant {
            let (pass, key) = (Rc::clone(&pass), key.clone());
            Box::new(move |event| {
                if let Some(input) = input(&event, &key) {
                    pass(input);
                }
                JsValue::UNDEFINED
            })
        };
        let global = page::at(&["globalThis"]);
        let document = page::at(&["document"]);
        let listeners = [
            PageListener::new(&global, "storage", passing(changed)),
            PageListener::new(&global, "pageshow", passing(woken)),
            PageListener::new(&global, "pagehide", passing(left)),
            PageListener::new(&global, "online", passing(woken)),
            PageListener::new(&document, "visibilitychange", passing(woken)),
        ];
        Self {
            _listeners: listeners.into_iter().flatten().collect(),
        }
    }
}

fn woken(_: &JsValue, _: &str) -> Option<Input> {
    Some(Input::Woken)
}

/// Another tab has written an entry with this prefix, or cleared the storage (then the event's `key` is null).
fn changed(event: &JsValue, key: &str) -> Option<Input> {
    let changed = property(event, "key").as_string();
    changed
        .is_none_or(|changed| changed.starts_with(key))
        .then_some(Input::Changed)
}

/// A page that the browser keeps in its back/forward cache (`persisted`) may come back, so it is not leaving.
fn left(event: &JsValue, _: &str) -> Option<Input> {
    (property(event, "persisted") != true).then_some(Input::Leaving)
}
