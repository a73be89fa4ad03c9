//! Who wants to know of the changes of a session. They stand in an object that outlives the wasm.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::js::Dictionary;
use crate::js::error::argument;

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// A function that takes a name out of an object. It is made in JavaScript, so that it still works after
    /// the wasm has trapped.
    fn remover(object: &Dictionary, name: &JsValue) -> JsValue;
}

/// The listeners of one instance: functions by their number. Those that also hear of what the page finds when
/// it is loaded are marked.
#[derive(Debug, Clone)]
pub struct Listeners {
    all: Dictionary,
}

/// What begins the name of a listener that hears of everything.
const EVERYTHING: &str = "e";

/// What begins the name of one that hears of changes alone.
const CHANGES: &str = "c";

impl Listeners {
    /// Those in an object that `kept` has, which is made if need be.
    pub fn of(kept: &Dictionary) -> Self {
        let known = kept.get("listeners");
        if known.is_object() {
            return Self {
                all: known.unchecked_into(),
            };
        }
        let all = Dictionary::new();
        kept.set("listeners", &all);
        Self { all }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.keys().length() == 0
    }

    /// Calls `listener` at each change; gives what ends it. `everything`: also with what the page finds when
    /// it is loaded.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` for what is no function.
    pub fn add(&self, listener: &JsValue, everything: bool) -> Result<JsValue, JsValue> {
        if !listener.is_function() {
            return Err(argument("listener", "must be a function"));
        }
        let kind = if everything { EVERYTHING } else { CHANGES };
        let number = JsValue::from(crate::js::page::drawn() as f64);
        let name = JsValue::from(js_sys::JsString::from(kind).concat(&number));
        self.all.set_key(&name, listener);
        Ok(remover(&self.all, &name))
    }

    /// Tells them who is signed in. What a listener throws is dropped.
    pub fn notify(&self, shown: &JsValue, is_first: bool) {
        for name in self.all.keys().iter() {
            let hears_all = name
                .as_string()
                .is_some_and(|name| name.starts_with(EVERYTHING));
            // One that was taken away meanwhile is no function any more.
            if let Ok(listener) = self.all.get_key(&name).dyn_into::<Function>()
                && (hears_all || !is_first)
            {
                let _ = listener.call1(&JsValue::UNDEFINED, shown);
            }
        }
    }
}
