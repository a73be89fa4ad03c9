//! `onRequest`, `onResponse` and the option `debug`: who is told of each attempt, whatever becomes of it.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::js::{Dictionary, clock, console};
use crate::query::decimal;

/// The hooks of one call: those that were in force when it began.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    on_request: Option<Function>,
    on_response: Option<Function>,
    is_logged: bool,
}

impl Hooks {
    /// The hooks among these options. `is_logged`: whether the console shows each attempt.
    pub fn of(options: &Dictionary, is_logged: bool) -> Self {
        let hook = |name| options.get(name).dyn_into::<Function>().ok();
        Self {
            on_request: hook("onRequest"),
            on_response: hook("onResponse"),
            is_logged,
        }
    }

    /// Tells `onRequest` of an attempt; `onResponse` is told when it ends.
    pub fn begin<'a>(&'a self, method: &'static str, path: &'a str, number: u32) -> Attempt<'a> {
        let attempt = Attempt {
            hooks: self,
            method,
            path,
            number,
            since: match self.is_told() {
                true => clock::monotonic(),
                false => 0.0,
            },
            status: 0,
            code: None,
        };
        if let Some(hook) = &self.on_request {
            call(hook, attempt.known());
        }
        attempt
    }

    /// Whether anybody wants to know how an attempt ends.
    pub fn is_told(&self) -> bool {
        self.on_response.is_some() || self.is_logged
    }
}

/// One attempt, as far as hooks are told of it: at its end, when it is dropped.
#[derive(Debug)]
pub struct Attempt<'a> {
    hooks: &'a Hooks,
    method: &'static str,
    path: &'a str,
    number: u32,
    since: f64,
    /// 0 as long as there is no answer.
    status: u16,
    /// The error code that the answer brought.
    pub code: Option<String>,
}

impl Attempt<'_> {
    /// Notes the status of an answer.
    pub fn answered(&mut self, status: u16) {
        self.status = status;
    }

    fn known(&self) -> Dictionary {
        let known = Dictionary::new();
        known.set("method", self.method);
        known.set("path", self.path);
        known.set("attempt", self.number);
        known
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.hooks.is_told() {
            self.end();
        }
    }
}

impl Attempt<'_> {
    /// Tells of the end of an attempt. One copy: an attempt is dropped in many places.
    #[inline(never)]
    fn end(&self) {
        let ms = clock::monotonic() - self.since;
        if self.hooks.is_logged {
            let status = decimal(self.status.into());
            let outcome = match self.status {
                0 => "no response",
                _ => &status,
            };
            let code = self.code.as_deref().unwrap_or_default();
            // A service may send any text as a code.
            let code = code.replace(|character| character < ' ', " ");
            let space = if code.is_empty() { "" } else { " " };
            let ms = decimal(ms as u32);
            let attempt = decimal(self.number);
            let again = match self.number {
                1 => ["", ""],
                _ => [", attempt ", &attempt],
            };
            console::log(&[
                self.method,
                " ",
                self.path,
                ": ",
                outcome,
                space,
                &code,
                ", ",
                &ms,
                " ms",
                again[0],
                again[1],
            ]);
        }
        if let Some(hook) = &self.hooks.on_response {
            let known = self.known();
            known.set("status", self.status);
            known.set("ms", ms);
            if let Some(code) = &self.code {
                known.set("code", code.as_str());
            }
            call(hook, known);
        }
    }
}

/// Calls a hook. One that throws never fails a call.
fn call(hook: &Function, told: Dictionary) {
    let _ = hook.call1(&JsValue::UNDEFINED, &told.plain());
}
