//! Where a session or a pending sign-in is kept: memory, a browser storage, or an adapter.

use js_sys::{JsString, Map};
use wasm_bindgen::prelude::*;

use crate::error::{ErrorKind, SdkError};
use crate::js::object::{Store, array_from};
use crate::js::promise::future;
use crate::js::{Dictionary, page, property};

#[wasm_bindgen]
extern "C" {
    /// An object with the methods of Web Storage.
    #[derive(Debug, Clone)]
    pub type Adapter;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Adapter, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Adapter, key: &str, value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove_item(this: &Adapter, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = key)]
    fn key_at(this: &Adapter, index: u32) -> Result<JsValue, JsValue>;
}

/// The option that names the storage of a session.
pub const STORAGE_OPTION: &str = "session.storage";

/// The option that names the storage of the pending sign-ins.
pub const FLOW_STORAGE_OPTION: &str = "session.flowStorage";

/// The methods that an adapter must have.
const METHODS: [&str; 3] = ["getItem", "setItem", "removeItem"];

/// A storage of the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebStorage {
    /// `localStorage`, which all tabs share.
    Local,
    /// `sessionStorage`, of one tab.
    Session,
}

impl WebStorage {
    /// Returns its name, by which the page has it and options name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Local => "localStorage",
            Self::Session => "sessionStorage",
        }
    }
}

/// A key-value store for strings.
#[derive(Debug, Clone)]
pub enum Storage {
    /// A JavaScript `Map`, which is lost with the page or with the instance.
    Memory(Store),
    /// A storage of the browser.
    Web(WebStorage),
    /// An object that the caller passes, used as it is, and the option that it was passed in.
    Adapter(Adapter, &'static str),
}

fn is_same_object(one: &JsValue, other: &JsValue) -> bool {
    one == other
}

/// Returns whether a value is an object with the methods of a storage, own or inherited.
pub fn is_adapter(value: &JsValue) -> bool {
    value.is_object()
        && METHODS
            .iter()
            .all(|name| property(value, name).is_function())
}

impl Storage {
    /// Creates an empty memory storage.
    pub fn memory() -> Self {
        Self::Memory(JsValue::from(Map::new()).unchecked_into())
    }

    /// Returns the memory storage in `kept`, an object that outlives the wasm. Creates it if there is none.
    pub fn kept(kept: &Dictionary) -> Self {
        let known = kept.get("memory");
        if known.is_object() {
            return Self::Memory(known.unchecked_into());
        }
        let memory = Map::new();
        kept.set("memory", &memory);
        Self::Memory(JsValue::from(memory).unchecked_into())
    }

    /// Returns the storage that the value of an option stands for, if any. `option` is the name of the option.
    pub fn named(value: &JsValue, option: &'static str) -> Option<Self> {
        for web in [WebStorage::Local, WebStorage::Session] {
            if *value == web.name() {
                return Some(Self::Web(web));
            }
        }
        is_adapter(value).then(|| Self::Adapter(value.clone().unchecked_into(), option))
    }

    /// Returns whether both are the same storage.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Web(one), Self::Web(other)) => one == other,
            (Self::Adapter(one, _), Self::Adapter(other, _)) => is_same_object(one, other),
            (Self::Memory(one), Self::Memory(other)) => is_same_object(one, other),
            _ => false,
        }
    }

    /// Reads the string under a key.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the storage is blocked, throws or rejects, or returns neither a
    /// string nor null.
    pub async fn get(&self, key: &str) -> Result<Option<JsString>, JsValue> {
        let found = match self {
            Self::Memory(map) => map.get(&key.into()).unwrap_or_default(),
            Self::Web(_) => self.web()?.get_item(key).map_err(|cause| self.no(&cause))?,
            Self::Adapter(adapter, _) => self.waited(adapter.get_item(key)).await?,
        };
        match found.dyn_into() {
            Ok(text) => Ok(Some(text)),
            Err(none) if none.is_null() || matches!(self, Self::Memory(_)) => Ok(None),
            Err(_) => Err(SdkError {
                kind: ErrorKind::Environment,
                subject: Some(match self.place() {
                    FLOW_STORAGE_OPTION => "session.flowStorage.getItem",
                    _ => "session.storage.getItem",
                }),
                reason: "returned neither a string nor null",
            }
            .into()),
        }
    }

    /// Writes a string under a key.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the storage is blocked or full, or throws or rejects.
    pub async fn set(&self, key: &str, text: &JsValue) -> Result<(), JsValue> {
        match self {
            Self::Memory(map) => map.set(&key.into(), text).map(drop),
            Self::Web(_) => {
                let set = self.web()?.set_item(key, text);
                set.map(drop).map_err(|cause| self.no(&cause))
            }
            Self::Adapter(adapter, _) => self.waited(adapter.set_item(key, text)).await.map(drop),
        }
    }

    /// Removes a key.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::set`].
    pub async fn remove(&self, key: &str) -> Result<(), JsValue> {
        match self {
            Self::Memory(map) => map.delete(&key.into()).map(drop),
            Self::Web(_) => {
                let removed = self.web()?.remove_item(key);
                removed.map(drop).map_err(|cause| self.no(&cause))
            }
            Self::Adapter(adapter, _) => self.waited(adapter.remove_item(key)).await.map(drop),
        }
    }

    /// Returns the keys that begin with `start`. An adapter cannot list its keys, so it returns none.
    pub fn keys(&self, start: &str) -> Vec<String> {
        if let Self::Memory(map) = self {
            let keys = map.keys().and_then(|keys| array_from(&keys));
            let keys: js_sys::Array = keys.unwrap_or_default().unchecked_into();
            let keys = keys.iter().filter_map(|key| key.as_string());
            return keys.filter(|key| key.starts_with(start)).collect();
        }
        let Ok(web) = self.web() else {
            return Vec::new();
        };
        let length = property(&web, "length").as_f64().unwrap_or_default() as u32;
        (0..length)
            .filter_map(|index| web.key_at(index).ok()?.as_string())
            .filter(|key| key.starts_with(start))
            .collect()
    }

    /// Returns how many keys a memory storage has; 0 for other storages.
    pub fn size(&self) -> usize {
        match self {
            Self::Memory(map) => property(map, "size").as_f64().unwrap_or_default() as usize,
            _ => 0,
        }
    }

    /// Returns whether this is a browser storage that can be read. A browser may have it and deny access.
    pub fn is_usable(&self) -> bool {
        self.web().is_ok_and(|web| web.get_item("").is_ok())
    }

    /// Returns whether this is a browser storage that the page does not have, or may not access.
    pub fn is_withheld(&self) -> bool {
        matches!(self, Self::Web(_)) && self.web().is_err()
    }

    fn web(&self) -> Result<Adapter, JsValue> {
        let web = match self {
            Self::Web(web) => page::at(&[web.name()]),
            _ => JsValue::UNDEFINED,
        };
        match web.is_object() {
            true => Ok(web.unchecked_into()),
            false => Err(self.no(&JsValue::UNDEFINED)),
        }
    }

    async fn waited(&self, given: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
        let given = match given {
            Ok(promise) => future(&promise).await,
            thrown => thrown,
        };
        given.map_err(|cause| self.no(&cause))
    }

    fn place(&self) -> &'static str {
        match self {
            Self::Memory(_) => "memory",
            Self::Web(web) => web.name(),
            Self::Adapter(_, option) => option,
        }
    }

    fn no(&self, cause: &JsValue) -> JsValue {
        let error = SdkError {
            kind: ErrorKind::Environment,
            subject: Some(self.place()),
            reason: "the storage is missing, blocked or full",
        };
        error.caused_by(cause)
    }
}
