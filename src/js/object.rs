//! Objects: read once and copied, or created.
//!
//! A page may have put anything on `Object.prototype`, including getters and setters. So only own properties
//! are read, and a new object either has no prototype or gets its properties defined, not assigned.

use js_sys::Array;
use serde::ser::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

use super::value::property;

#[wasm_bindgen]
extern "C" {
    /// An object without a prototype and without accessors, so reading it cannot throw.
    #[derive(Debug, Clone)]
    pub type Dictionary;

    #[wasm_bindgen(js_namespace = Object)]
    fn create(prototype: &JsValue) -> Dictionary;

    #[wasm_bindgen(js_namespace = Object, js_name = assign, catch)]
    fn object_assign(target: &Dictionary, source: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = keys)]
    fn object_keys(object: &Dictionary) -> Array;

    /// Returns the names of the own, enumerable properties of any object, without reading the properties.
    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    pub fn names_of(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = entries)]
    fn object_entries(object: &Dictionary) -> JsValue;

    #[wasm_bindgen(js_namespace = Object, js_name = defineProperty, catch)]
    fn define_property(
        object: &JsValue,
        name: &str,
        descriptor: &Dictionary,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = fromEntries)]
    fn from_entries(entries: &JsValue) -> JsValue;

    /// Copies an array, an array-like object or an iterable into a new array.
    #[wasm_bindgen(js_namespace = Array, js_name = from, catch)]
    pub fn array_from(iterable: &JsValue) -> Result<JsValue, JsValue>;

    /// Sets the value of a name. The value is moved, so nothing is left to release.
    #[wasm_bindgen(method, indexing_setter)]
    fn put(this: &Dictionary, name: &str, value: JsValue);

    /// Sets the value of a name that is a JavaScript string.
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set_key(this: &Dictionary, name: &JsValue, value: &JsValue);

    /// Returns the value of a name that is a JavaScript string, or `undefined`.
    #[wasm_bindgen(method, indexing_getter)]
    pub fn get_key(this: &Dictionary, name: &JsValue) -> JsValue;

    /// Removes a name that is a JavaScript string.
    #[wasm_bindgen(method, indexing_deleter)]
    pub fn remove_key(this: &Dictionary, name: &JsValue);

    /// A Map, a WeakMap, or the headers of a response, which may be a mock.
    #[derive(Debug, Clone)]
    pub type Store;

    /// Returns the value of a key.
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Store, key: &JsValue) -> Result<JsValue, JsValue>;

    /// Returns the value of a key that is a string.
    #[wasm_bindgen(method, catch, js_name = get)]
    pub fn named(this: &Store, key: &str) -> Result<JsValue, JsValue>;

    /// Sets the value of a key.
    #[wasm_bindgen(method, catch)]
    pub fn set(this: &Store, key: &JsValue, value: &JsValue) -> Result<JsValue, JsValue>;

    /// Returns an iterator of the keys.
    #[wasm_bindgen(method, catch)]
    pub fn keys(this: &Store) -> Result<JsValue, JsValue>;

    /// Removes a key.
    #[wasm_bindgen(method, catch)]
    pub fn delete(this: &Store, key: &JsValue) -> Result<JsValue, JsValue>;
}

impl Dictionary {
    /// Creates an empty dictionary.
    pub fn new() -> Self {
        create(&JsValue::NULL)
    }

    /// Copies the own, enumerable properties of an object, reading each once.
    ///
    /// # Errors
    ///
    /// Whatever a getter or a Proxy throws.
    pub fn of(object: &JsValue) -> Result<Self, JsValue> {
        let copy = Self::new();
        copy.assign(object)?;
        Ok(copy)
    }

    /// Returns a copy with the same values. Reading them cannot throw.
    pub fn copy(&self) -> Self {
        Self::of(self).unwrap_or_default()
    }

    /// Returns the value of a name, or `undefined`.
    pub fn get(&self, name: &str) -> JsValue {
        property(self, name)
    }

    /// Sets the value of a name.
    pub fn set(&self, name: &str, value: impl Into<JsValue>) {
        self.put(name, value.into());
    }

    /// Removes a name.
    pub fn remove(&self, name: &str) {
        self.remove_key(&name.into());
    }

    /// Returns the names.
    pub fn keys(&self) -> Array {
        object_keys(self)
    }

    /// Returns a copy as a plain object, with a prototype.
    pub fn plain(&self) -> JsValue {
        from_entries(&object_entries(self))
    }

    /// Copies the own, enumerable properties of an object into this one.
    ///
    /// # Errors
    ///
    /// Whatever a getter or a Proxy throws.
    pub fn assign(&self, object: &JsValue) -> Result<(), JsValue> {
        object_assign(self, object).map(drop)
    }
}

impl Default for Dictionary {
    fn default() -> Self {
        Self::new()
    }
}

/// A value that is sent exactly as given, such as a password, a token or a code. It never enters wasm memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Opaque(pub JsValue);

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
    }
}

/// Creates an array of these values. They are defined, not assigned: `Object.prototype` may have a setter
/// even for the name `0`.
pub fn list(values: &[JsValue]) -> JsValue {
    let list = Dictionary::new();
    list.set("length", values.len() as f64);
    for (index, value) in values.iter().enumerate() {
        list.set_key(&JsValue::from(index as f64), value);
    }
    array_from(&list).unwrap_or_default()
}

/// Defines an enumerable property, because assigning it would call a setter on `Object.prototype`. An object to
/// which no property can be added is left unchanged.
pub fn define(object: &JsValue, name: &str, value: &JsValue) {
    define_as(object, name, value, true);
}

/// Does the same as [`define`] for a property that is not enumerable.
pub fn define_hidden(object: &JsValue, name: &str, value: &JsValue) {
    define_as(object, name, value, false);
}

fn define_as(object: &JsValue, name: &str, value: &JsValue, enumerable: bool) {
    let descriptor = Dictionary::new();
    descriptor.set("value", value);
    descriptor.set("enumerable", enumerable);
    descriptor.set("writable", true);
    descriptor.set("configurable", true);
    let _ = define_property(object, name, &descriptor);
}
