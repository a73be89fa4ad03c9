//! What wakes the session of a page: the storage of another tab, and the page that is shown or left.

use std::rc::Weak;

use wasm_bindgen::prelude::*;

use super::Input;
use super::shared::SharedSession;
use crate::cancel::source::{Source, is_function};
use crate::js::clock::Callback;
use crate::js::{page, property};

/// A listener to one event, until it is dropped.
struct Listener {
    target: Source,
    event: &'static str,
    told: Closure<dyn FnMut(JsValue)>,
}

impl Listener {
    fn new(target: &JsValue, event: &'static str, told: Callback) -> Option<Self> {
        if !is_function(target, "addEventListener") {
            return None;
        }
        let listener = Self {
            target: target.clone().unchecked_into(),
            event,
            told: Closure::wrap(told),
        };
        let told = listener.told.as_ref().unchecked_ref();
        listener.target.add_event_listener(event, told).ok()?;
        Some(listener)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let told = self.told.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener(self.event, told);
    }
}

/// The listeners of one session.
pub struct Listeners {
    _all: Vec<Listener>,
}

impl Listeners {
    /// Lets a session whose keys begin with `key` hear of what happens.
    pub fn new(session: &Weak<SharedSession>, key: &str) -> Self {
        let key = String::from(key);
        let tell = |input: fn(&JsValue, &str) -> Option<Input>| -> Callback {
            let (session, key) = (session.clone(), key.clone());
            Box::new(move |event| {
                if let (Some(session), Some(input)) = (session.upgrade(), input(&event, &key)) {
                    session.tell(input);
                }
            })
        };
        let global = page::at(&["globalThis"]);
        let document = page::at(&["document"]);
        let all = [
            Listener::new(&global, "storage", tell(changed)),
            Listener::new(&global, "pageshow", tell(|_, _| Some(Input::Woken))),
            Listener::new(&global, "pagehide", tell(left)),
            Listener::new(&global, "online", tell(|_, _| Some(Input::Woken))),
            Listener::new(
                &document,
                "visibilitychange",
                tell(|_, _| Some(Input::Woken)),
            ),
        ];
        Self {
            _all: all.into_iter().flatten().collect(),
        }
    }
}

/// Another tab has written an entry of the project, or cleared the storage.
fn changed(event: &JsValue, key: &str) -> Option<Input> {
    let changed = property(event, "key").as_string();
    changed
        .is_none_or(|changed| changed.starts_with(key))
        .then_some(Input::Changed)
}

/// A page that the browser keeps may come back.
fn left(event: &JsValue, _: &str) -> Option<Input> {
    (property(event, "persisted") != true).then_some(Input::Leaving)
}
