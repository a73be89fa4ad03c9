//! Time and chance.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;

    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    fn date_parse(date: &str) -> f64;

    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;

    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Closure<dyn FnMut(JsValue)>, ms: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// The clock of the page, in milliseconds: it only goes forward, and may stand still while the device sleeps.
pub fn monotonic() -> f64 {
    performance_now()
}

/// The clock of the device, in milliseconds since 1970: it may be set at any moment.
pub fn wall() -> f64 {
    date_now()
}

/// Milliseconds from now to a date as HTTP writes it; NaN where there is no such day.
pub fn until(date: &str) -> f64 {
    date_parse(date) - date_now()
}

/// A random number from 0 up to 1; for timing, not for secrets.
pub fn random() -> f64 {
    math_random()
}

/// What JavaScript calls. All closures are of this one type, which compiles once.
pub type Callback = Box<dyn FnMut(JsValue)>;

/// What JavaScript may call again while it runs, and what JavaScript gets from it.
pub type Reentrant = Box<dyn Fn(JsValue) -> JsValue>;

/// A timer that is taken back when it is dropped.
pub struct Timer {
    id: JsValue,
    _callback: Closure<dyn FnMut(JsValue)>,
}

impl Timer {
    /// Calls `callback` after so many milliseconds.
    pub fn new(ms: f64, callback: Callback) -> Self {
        let callback = Closure::wrap(callback);
        Self {
            id: set_timeout(&callback, ms).unwrap_or_default(),
            _callback: callback,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = clear_timeout(&self.id);
    }
}
