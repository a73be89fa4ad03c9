//! `onRequest`, `onResponse` and the option `debug`, which are told of each attempt, whatever its outcome.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::js::promise::notify;
use crate::js::{Dictionary, clock, console};
use crate::query::decimal;

/// The hooks of the options in force.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    on_request: Option<Function>,
    on_response: Option<Function>,
    is_logged: bool,
}

impl Hooks {
    /// Takes the hooks from the options. `is_logged`: whether each attempt is logged to the console.
    pub fn of(options: &Dictionary, is_logged: bool) -> Self {
        let hook = |name| options.get(name).dyn_into::<Function>().ok();
        Self {
            on_request: hook("onRequest"),
            on_response: hook("onResponse"),
            is_logged,
        }
    }

    /// Calls `onRequest` for an attempt. `onResponse` is called when the returned [`Attempt`] is dropped.
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

    /// Returns whether the end of an attempt is reported, to `onResponse` or the console.
    pub fn is_told(&self) -> bool {
        self.on_response.is_some() || self.is_logged
    }
}

/// What hooks are told of one attempt. Dropping it reports the end of the attempt.
#[derive(Debug)]
pub struct Attempt<'a> {
    hooks: &'a Hooks,
    method: &'static str,
    path: &'a str,
    number: u32,
    since: f64,
    /// 0 until there is a response.
    status: u16,
    /// The error code in the response.
    pub code: Option<String>,
}

impl Attempt<'_> {
    /// Records the status of the response.
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
    /// Reports the end of an attempt. Not inlined, because attempts are dropped in many places.
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
            // A service may send any string as a code, so control characters are replaced.
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

/// Calls a hook. A hook that throws, or whose promise rejects, never fails a call.
fn call(hook: &Function, event: Dictionary) {
    notify(hook, &event.plain());
}
