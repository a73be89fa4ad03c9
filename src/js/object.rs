//! Objects: read once and copied, or made from `Serialize` types.
//!
//! A page may have put anything on `Object.prototype`, setters and getters too. So what is read is an own
//! property, and what is made is either an object without a prototype, or one whose properties are
//! defined, not assigned.

use js_sys::Array;
use serde::ser::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

use super::property;
use crate::body::{Field, Fields, Leaf};

#[wasm_bindgen]
extern "C" {
    /// An object without a prototype that holds values and no accessors: reading it cannot throw.
    #[derive(Debug, Clone)]
    pub type Dictionary;

    #[wasm_bindgen(js_namespace = Object)]
    fn create(prototype: &JsValue) -> Dictionary;

    #[wasm_bindgen(js_namespace = Object, js_name = assign, catch)]
    fn object_assign(target: &Dictionary, source: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = keys)]
    fn object_keys(object: &Dictionary) -> Array;

    /// The names of the own properties of any object; reads none of them.
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

    /// An array of what there is in another one, or in anything that can be iterated.
    #[wasm_bindgen(js_namespace = Array, js_name = from, catch)]
    pub fn array_from(iterable: &JsValue) -> Result<JsValue, JsValue>;

    /// Puts a value under a name that is a JavaScript string.
    #[wasm_bindgen(method, indexing_setter)]
    pub fn set_key(this: &Dictionary, name: &JsValue, value: &JsValue);

    /// The value under such a name, or `undefined`.
    #[wasm_bindgen(method, indexing_getter)]
    pub fn get_key(this: &Dictionary, name: &JsValue) -> JsValue;

    /// Takes such a name out.
    #[wasm_bindgen(method, indexing_deleter)]
    pub fn remove_key(this: &Dictionary, name: &JsValue);

    /// A Map, a WeakMap, or the headers of anybody's answer.
    #[derive(Debug, Clone)]
    pub type Store;

    /// The value under a key.
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &Store, key: &JsValue) -> Result<JsValue, JsValue>;

    /// Puts a value under a key.
    #[wasm_bindgen(method, catch)]
    pub fn set(this: &Store, key: &JsValue, value: &JsValue) -> Result<JsValue, JsValue>;

    /// The keys, as an iterator.
    #[wasm_bindgen(method, catch)]
    pub fn keys(this: &Store) -> Result<JsValue, JsValue>;

    /// Takes a key out.
    #[wasm_bindgen(method, catch)]
    pub fn delete(this: &Store, key: &JsValue) -> Result<JsValue, JsValue>;
}

impl Dictionary {
    /// An empty one.
    pub fn new() -> Self {
        create(&JsValue::NULL)
    }

    /// The own, enumerable properties of an object, each read once.
    ///
    /// # Errors
    ///
    /// With whatever a getter or a Proxy throws.
    pub fn of(object: &JsValue) -> Result<Self, JsValue> {
        let copy = Self::new();
        copy.assign(object)?;
        Ok(copy)
    }

    /// Another one with the same values: they are its own, and reading them cannot throw.
    pub fn copy(&self) -> Self {
        Self::of(self).unwrap_or_default()
    }

    /// The value under a name, or `undefined`.
    pub fn get(&self, name: &str) -> JsValue {
        property(self, name)
    }

    /// Puts a value under a name.
    pub fn set(&self, name: &str, value: impl Into<JsValue>) {
        self.put(name, value.into());
    }

    fn put(&self, name: &str, value: JsValue) {
        self.set_key(&name.into(), &value);
    }

    /// Takes a name out.
    pub fn remove(&self, name: &str) {
        self.remove_key(&name.into());
    }

    /// The names in it.
    pub fn keys(&self) -> Array {
        object_keys(self)
    }

    /// A copy as a plain object.
    pub fn plain(&self) -> JsValue {
        from_entries(&object_entries(self))
    }

    /// Puts the own, enumerable properties of an object into this one.
    ///
    /// # Errors
    ///
    /// With whatever a getter or a Proxy throws.
    pub fn assign(&self, object: &JsValue) -> Result<(), JsValue> {
        object_assign(self, object).map(drop)
    }
}

impl Default for Dictionary {
    fn default() -> Self {
        Self::new()
    }
}

/// A value that goes out as it was given. Passwords, tokens and codes are such values: they never enter
/// the wasm's memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Given(pub JsValue);

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
    }
}

/// An object without a prototype with these fields.
pub fn dictionary(fields: &Fields<Given>) -> Dictionary {
    // serde-wasm-bindgen would assign the fields of an object, which calls setters of `Object.prototype`.
    let object = Dictionary::new();
    for (name, value) in &fields.0 {
        let value = match value {
            Field::Object(inside) => dictionary(inside).plain(),
            Field::Leaf(leaf) => value_of(leaf),
        };
        object.set(name, value);
    }
    object
}

/// What such a value is in JavaScript.
pub fn value_of(leaf: &Leaf<Given>) -> JsValue {
    serde_wasm_bindgen::to_value(leaf).unwrap_or_default()
}

/// An array of these values. They are defined, as those of an object are: a setter may stand under `0` as
/// well.
pub fn list(values: &[JsValue]) -> JsValue {
    let list = Dictionary::new();
    list.set("length", values.len() as f64);
    for (index, value) in values.iter().enumerate() {
        list.set_key(&JsValue::from(index as f64), value);
    }
    array_from(&list).unwrap_or_default()
}

/// Defines a property: to assign it would call a setter of `Object.prototype`. An object that takes none
/// stays as it is.
pub fn define(object: &JsValue, name: &str, value: &JsValue, enumerable: bool) {
    let descriptor = Dictionary::new();
    descriptor.set("value", value);
    descriptor.set("enumerable", enumerable);
    descriptor.set("writable", true);
    descriptor.set("configurable", true);
    let _ = define_property(object, name, &descriptor);
}
