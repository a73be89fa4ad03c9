//! A panic on demand, for the tests of what follows one. Without the feature `trap`, so in the
//! package, nothing of it is there.

/// Panics, once, if the page asked for it: `globalThis.xsollaLoginTrap = place`.
#[cfg(feature = "trap")]
#[allow(clippy::panic, reason = "it is what this is for")]
pub fn here(place: &str) {
    use js_sys::Reflect;
    use wasm_bindgen::JsValue;

    let (page, switch) = (js_sys::global(), JsValue::from_str("xsollaLoginTrap"));
    let wanted = Reflect::get(&page, &switch).ok();
    if wanted.and_then(|wanted| wanted.as_string()).as_deref() == Some(place) {
        let _ = Reflect::set(&page, &switch, &JsValue::UNDEFINED);
        panic!("as the page asked");
    }
}

/// Does nothing.
#[cfg(not(feature = "trap"))]
#[inline(always)]
pub fn here(_: &str) {}
