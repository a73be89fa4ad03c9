//! Panics on demand, to test what happens after a trap. The package is built without the feature `trap`, so
//! it contains none of this.

/// Panics once if the page asks for it with `globalThis.xsollaLoginTrap = place`.
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
