//! Clocks, timers and random numbers for timing.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now, catch)]
    fn performance_now() -> Result<f64, JsValue>;

    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;

    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    fn date_parse(date: &str) -> f64;

    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;

    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(handler: &Closure<dyn FnMut(JsValue)>, ms: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// Returns the page's monotonic clock (`performance.now`) in milliseconds. It may stand still while the
/// device sleeps. Without it, the device's clock.
pub fn monotonic() -> f64 {
    performance_now().unwrap_or_else(|_| date_now())
}

/// Returns the device's clock in milliseconds since 1970. It may be set at any time.
pub fn wall() -> f64 {
    date_now()
}

/// Returns the milliseconds from now to an HTTP date; NaN if there is no such date.
pub fn until(date: &str) -> f64 {
    date_parse(date) - date_now()
}

/// Returns a random number, at least 0 and less than 1. For timing, not for secrets.
pub fn random() -> f64 {
    math_random()
}

/// A closure that JavaScript calls. All of these have one type, so that its code is compiled once.
pub type Handler = Box<dyn FnMut(JsValue)>;

/// A closure that JavaScript may call again while it is running, and that returns a value.
pub type Reentrant = Box<dyn Fn(JsValue) -> JsValue>;

/// A timer that is cleared when it is dropped.
pub struct Timer {
    id: JsValue,
    _handler: Closure<dyn FnMut(JsValue)>,
}

impl Timer {
    /// Calls `handler` after `ms` milliseconds.
    pub fn new(ms: f64, handler: Handler) -> Self {
        let handler = Closure::wrap(handler);
        Self {
            id: set_timeout(&handler, ms).unwrap_or_default(),
            _handler: handler,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = clear_timeout(&self.id);
    }
}
