//! `onRequest` and `onResponse`, which are told of each attempt, whatever becomes of it.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::js::{Dictionary, clock};

/// The hooks of one call: those that were in force when it began.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    on_request: Option<Function>,
    on_response: Option<Function>,
}

impl Hooks {
    /// The hooks among these options.
    pub fn of(options: &Dictionary) -> Self {
        let hook = |name| options.get(name).dyn_into::<Function>().ok();
        Self {
            on_request: hook("onRequest"),
            on_response: hook("onResponse"),
        }
    }

    /// Tells `onRequest` of an attempt; `onResponse` is told when it was answered, or when it ends.
    pub fn begin<'a>(&'a self, method: &'static str, path: &'a str, number: u32) -> Attempt<'a> {
        let attempt = Attempt {
            on_response: self.on_response.as_ref(),
            method,
            path,
            number,
            since: match self.on_response {
                Some(_) => clock::now(),
                None => 0.0,
            },
        };
        if let Some(hook) = &self.on_request {
            attempt.tell(hook, None);
        }
        attempt
    }
}

/// One attempt, as far as hooks are told of it.
#[derive(Debug)]
pub struct Attempt<'a> {
    on_response: Option<&'a Function>,
    method: &'static str,
    path: &'a str,
    number: u32,
    since: f64,
}

impl Attempt<'_> {
    /// Tells `onResponse` of an answer.
    pub fn answered(&mut self, status: u16) {
        if let Some(hook) = self.on_response.take() {
            self.tell(hook, Some(status));
        }
    }

    /// Calls a hook. One that throws never fails a call.
    fn tell(&self, hook: &Function, status: Option<u16>) {
        let told = Dictionary::new();
        told.set("method", self.method);
        told.set("path", self.path);
        told.set("attempt", self.number);
        if let Some(status) = status {
            told.set("status", status);
            told.set("ms", clock::now() - self.since);
        }
        let _ = hook.call1(&JsValue::UNDEFINED, &told.plain());
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.answered(0);
    }
}
