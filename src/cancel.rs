//! AbortSignal, AbortController, axios token, own token → one cancel handle.

use core::cell::OnceCell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use crate::error::{Kind, SdkError};
use crate::host::{self, property};

/// What stopped a call.
#[derive(Debug, Clone)]
pub enum Stop {
    /// The caller, with this reason.
    Cancelled(JsValue),
    /// The clock.
    TimedOut,
}

impl Stop {
    /// What the call rejects with.
    pub fn error(&self) -> JsValue {
        match self {
            Stop::Cancelled(reason) => reason.clone(),
            Stop::TimedOut => SdkError::new(
                Kind::Timeout,
                &["the call was not answered within its timeout"],
            )
            .into(),
        }
    }
}

/// Stops one call: an AbortController that the caller's tokens and the clock pull.
///
/// Dropping it ends the watching: no listener stays on a token that lives longer than the call.
#[derive(Debug)]
pub struct Handle {
    controller: AbortController,
    /// When the time is up, on the clock of `host::now`.
    deadline: f64,
    stop: Rc<OnceCell<Stop>>,
    end: Option<Function>,
    // Holds the function that `end` takes out of the tokens.
    _stopped: Closure<dyn Fn(JsValue, bool)>,
}

impl Handle {
    /// A handle that `first`, `second` (undefined, or what [`source`] gives) and the clock
    /// (milliseconds, 0 for none) stop.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is no AbortController; `argument` where a token
    /// throws when it is listened to.
    pub fn new(timeout: u32, first: &JsValue, second: &JsValue) -> Result<Handle, JsValue> {
        let controller = AbortController::new().map_err(|cause| {
            SdkError::new(Kind::Environment, &["there is no AbortController here"])
                .caused_by(&host::name_of(&cause))
        })?;
        let stop = Rc::new(OnceCell::new());
        let stopped = {
            let stop = Rc::clone(&stop);
            let controller = controller.clone();
            Closure::<dyn Fn(JsValue, bool)>::new(move |reason, timed_out| {
                let why = if timed_out {
                    Stop::TimedOut
                } else {
                    Stop::Cancelled(reason)
                };
                if stop.set(why).is_ok() {
                    controller.abort();
                }
            })
        };
        let end = host::guard(stopped.as_ref(), timeout, first, second)
            .dyn_into::<Function>()
            .map_err(|cause| {
                SdkError::new(
                    Kind::Argument,
                    &["signal or cancelToken: cannot be listened to"],
                )
                .caused_by(&cause)
            })?;
        let deadline = match timeout {
            0 => f64::INFINITY,
            ms => host::now() + f64::from(ms),
        };
        Ok(Handle {
            controller,
            deadline,
            stop,
            end: Some(end),
            _stopped: stopped,
        })
    }

    /// What stopped the call, once something did.
    pub fn stop(&self) -> Option<&Stop> {
        self.stop.get()
    }

    /// What `fetch` listens to.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Milliseconds that the call still has.
    pub fn left(&self) -> f64 {
        self.deadline - host::now()
    }

    /// Waits, but not longer than until the call is stopped.
    pub async fn sleep(&self, ms: f64) {
        if let Ok(promise) = host::delay(ms, &self.signal()) {
            let _ = JsFuture::<JsValue>::from(promise).await;
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The AbortSignal or axios token behind what a caller gave: itself, the `token` of a token source,
/// or the `signal` of a controller. `None` if it is none of them.
pub fn source(value: &JsValue) -> Option<JsValue> {
    // Tokens are objects of classes, so this goes up the prototype chain.
    [
        value.clone(),
        property(value, "token"),
        property(value, "signal"),
    ]
    .into_iter()
    .find(|value| is_signal(value) || property(&property(value, "promise"), "then").is_function())
}

/// Whether `value` is an AbortSignal, by its shape: one of another realm or a polyfill counts.
pub fn is_signal(value: &JsValue) -> bool {
    property(value, "aborted").as_bool().is_some()
        && property(value, "addEventListener").is_function()
}
