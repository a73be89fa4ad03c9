//! The listeners for changes of a session. They are kept in an object that outlives the wasm.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

use crate::js::Dictionary;
use crate::js::error::argument;
use crate::js::promise::notify;

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// Returns a function that removes a property from an object. It is created in JavaScript, so that it still
    /// works after the wasm has trapped.
    fn remover(object: &Dictionary, name: &JsValue) -> JsValue;
}

/// What a listener is called with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hears {
    /// Each change, and what the page finds when it loads.
    Everything,
    /// Each change.
    Changes,
}

impl Hears {
    /// Returns the first letter of the names of such listeners.
    fn letter(self) -> &'static str {
        match self {
            Self::Everything => "e",
            Self::Changes => "c",
        }
    }
}

/// The listeners of one instance: functions by name. The name says what a listener [`Hears`].
#[derive(Debug, Clone)]
pub struct Listeners {
    all: Dictionary,
    /// The number of the last audience.
    latest: Rc<Cell<u32>>,
}

impl Listeners {
    /// Returns the listeners in `kept`. Creates the object that holds them if there is none.
    pub fn of(kept: &Dictionary) -> Self {
        let known = kept.get("listeners");
        let all = match known.is_object() {
            true => known.unchecked_into(),
            false => {
                let all = Dictionary::new();
                kept.set("listeners", &all);
                all
            }
        };
        Self {
            all,
            latest: Rc::default(),
        }
    }

    /// Returns whether there are no listeners.
    pub fn is_empty(&self) -> bool {
        self.all.keys().length() == 0
    }

    /// Calls `listener` with what it `hears`. Returns a function that removes it.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` if `listener` is not a function.
    pub fn add(&self, listener: &JsValue, hears: Hears) -> Result<JsValue, JsValue> {
        if !listener.is_function() {
            let name = match hears {
                Hears::Everything => "run",
                Hears::Changes => "listener",
            };
            return Err(argument(name, "must be a function"));
        }
        let number = JsValue::from(crate::js::page::drawn() as f64);
        let name = JsValue::from(js_sys::JsString::from(hears.letter()).concat(&number));
        self.all.set_key(&name, listener);
        Ok(remover(&self.all, &name))
    }

    /// Returns the listeners that there are now. If `is_first`, they are to be told what the page found when it loaded,
    /// not a change.
    pub fn audience(&self, is_first: bool) -> Audience {
        let number = self.latest.get().wrapping_add(1);
        self.latest.set(number);
        Audience {
            listeners: self.clone(),
            names: self.all.keys(),
            is_first,
            number,
        }
    }
}

/// The listeners of one instance at one moment. One that is added later knows of the change already.
pub struct Audience {
    listeners: Listeners,
    names: Array,
    is_first: bool,
    number: u32,
}

impl Audience {
    /// Calls the listeners with `shown`, the value of `session.current`, unless they have been removed meanwhile. What a
    /// listener throws, or rejects with, is ignored. A listener may switch the instance to another session, which
    /// notifies the listeners anew: then the others hear of that session instead, once it is known.
    pub fn notify(&self, shown: &JsValue) {
        for name in self.names.iter() {
            if self.listeners.latest.get() != self.number {
                break;
            }
            let hears_all = name
                .as_string()
                .is_some_and(|name| name.starts_with(Hears::Everything.letter()));
            // A listener that was removed is no longer a function here.
            if let Ok(listener) = self.listeners.all.get_key(&name).dyn_into::<Function>()
                && (hears_all || !self.is_first)
            {
                notify(&listener, shown);
            }
        }
    }
}
