//! The options as JavaScript gave them: read once, copied, merged, and returned by `getConfig()`.

use wasm_bindgen::prelude::*;

use super::base_url::lacks_scheme;
use super::options::{Change, OPTIONS, Plain, Rule, TextOption, option};
use super::{Config, warns};
use crate::error::{ErrorKind, SdkError};
use crate::js::console::{warn_of_slips, warn_of_slips_in};
use crate::js::object::array_from;
use crate::js::{Dictionary, is_array, is_missing, is_record, own, page, string};
use crate::storage::{Storage, is_adapter};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object, js_name = getPrototypeOf, catch)]
    fn prototype_of(object: &JsValue) -> Result<JsValue, JsValue>;
}

/// How deep an option, or the theme of a project, may be nested. The stack of the wasm is small.
pub const DEEPEST: usize = 100;

/// The members of the option `session`.
const SESSION_PARTS: [&str; 2] = ["storage", "flowStorage"];

/// Who sets options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// The page, which calls a method with them.
    Caller,
    /// Settings that were fetched, which may set less.
    Settings,
}

/// Options as they were given, by a caller or by fetched settings.
pub struct Options {
    given: Dictionary,
}

impl Options {
    /// Reads the own, enumerable properties of `given` once each, and copies them deeply. `name` is its name
    /// in error messages.
    ///
    /// # Errors
    ///
    /// Returns an `SDKError` of this kind if it is not an object, is cyclic or nested too deep, or throws
    /// when it is read.
    pub fn read(name: &'static str, given: &JsValue, kind: ErrorKind) -> Result<Self, JsValue> {
        let about_all = |reason| SdkError {
            kind,
            subject: Some(name),
            reason,
        };
        if !is_record(given) {
            return Err(about_all("must be an object").into());
        }
        Self::of(given).map_err(|cause| {
            about_all("must not be cyclic or nested too deep, or throw when it is read")
                .caused_by(&cause)
        })
    }

    /// Does the same as [`Options::read`] for a value that is known to be an object.
    ///
    /// # Errors
    ///
    /// Returns what was thrown, if it cannot be copied.
    pub fn of(given: &JsValue) -> Result<Self, JsValue> {
        let copy = Dictionary::of(given)?;
        copy_inside(&copy, &mut vec![given.clone()])?;
        Ok(Self { given: copy })
    }

    /// Warns about names that are probably misspelt, unless the option `debug` is false: the one in these
    /// options, otherwise the current one, `in_force`.
    pub fn warn_of_slips(&self, in_force: Option<bool>) {
        if !warns(self.given.get("debug").as_bool().or(in_force)) {
            return;
        }
        let known: Vec<_> = OPTIONS.iter().map(|known| known.name).collect();
        warn_of_slips(&self.given.keys(), "option", &known);
        for (name, parts) in [("session", &SESSION_PARTS[..]), ("retry", &["limit"])] {
            // `session` may contain an adapter with getters, so only names are read here.
            warn_of_slips_in(&self.given.get(name), "option", parts);
        }
    }

    /// Returns what these options change in the current ones. Options of [`OPTIONS`] that do not count are
    /// removed from these options, as if they had not been given.
    ///
    /// Fetched options do not count if fetched settings must not set them
    /// ([`Known::is_fetched`](super::options::Known::is_fetched)), or if [`Config::takes`] rejects them; a
    /// caller's, if [`Config::ignores`] skips them.
    pub fn changes(&self, config: &Config, by: SetBy) -> Vec<Change> {
        let mut changes = Vec::new();
        for known in OPTIONS {
            let value = self.given.get(known.name);
            if value.is_undefined() {
                continue;
            }
            let plain = plain(known.rule, &value);
            let counts = match by {
                SetBy::Settings => known.is_fetched && config.takes(known.rule, &plain),
                SetBy::Caller => !config.ignores(known.rule, &plain),
            };
            if counts {
                changes.push((known, plain));
            } else {
                self.given.remove(known.name);
            }
        }
        changes
    }

    /// Merges these options into the current ones, `base`, and leaves out those that were cleared. Fetched
    /// settings can clear other keys, but no option. `config` is the same merge, in its checked form.
    pub fn over(self, base: &Dictionary, config: &Config, by: SetBy) -> Dictionary {
        let merged = base.copy();
        for name in self.given.keys().iter() {
            let value = self.given.get_key(&name);
            let is_option = || name.as_string().is_some_and(|name| option(&name).is_some());
            if !is_missing(&value) {
                merged.set_key(&name, &value);
            } else if !value.is_undefined() && (by == SetBy::Caller || !is_option()) {
                merged.remove_key(&name);
            }
        }
        merged.remove("redirectUrl");
        match config.text(TextOption::RedirectUri) {
            Some(uri) => merged.set("redirectUri", uri),
            None => merged.remove("redirectUri"),
        }
        merged
    }
}

/// Returns what `getConfig()` returns, a deep copy: the defaults, the current options, the mode, and a
/// generated `state`.
pub fn shown(defaults: &JsValue, options: &Dictionary, config: &Config) -> JsValue {
    let shown = Dictionary::of(defaults).unwrap_or_default();
    let _ = shown.assign(options);
    shown.set("is_oauth2", config.is_oauth());
    if let Some(state) = config.generated() {
        shown.set("state", state);
    }
    for name in shown.keys().iter() {
        // An object that is kept by reference may have become unreadable in the meantime.
        if let Ok(copy) = copy(&shown.get_key(&name), &mut Vec::new()) {
            shown.set_key(&name, &copy);
        }
    }
    shown.plain()
}

/// Converts the value of an option to a form without JavaScript.
fn plain(rule: Rule, value: &JsValue) -> Plain {
    if is_missing(value) {
        return Plain::Cleared;
    }
    if let Some(flag) = value.as_bool() {
        return Plain::Flag(flag);
    }
    if let Some(number) = value.as_f64() {
        return Plain::Number(number, string_of(value));
    }
    if value.is_string() {
        return match rule {
            Rule::Base if lacks_scheme(&string_of(value)) => Plain::Host,
            Rule::Base => Plain::Address {
                href: page::href(value),
                page_origin: page::origin(),
            },
            _ => Plain::Text(string_of(value)),
        };
    }
    if value.is_function() {
        return Plain::Function;
    }
    if !is_record(value) {
        return Plain::Other;
    }
    if rule == Rule::Session {
        return Plain::Session {
            storage: names_storage(value, "storage", true),
            flow_storage: names_storage(value, "flowStorage", false),
        };
    }
    Plain::Object {
        limit: match rule {
            Rule::Retry => limit(value),
            _ => None,
        },
    }
}

/// Returns whether a member of the option `session` names a storage or is not given, and can be read. `memory`:
/// whether it may be `'memory'`.
fn names_storage(session: &JsValue, name: &str, memory: bool) -> bool {
    own(session, name).is_some_and(|storage| {
        is_missing(&storage)
            || memory && storage == "memory"
            || Storage::named(&storage, "session").is_some()
    })
}

fn string_of(value: &JsValue) -> String {
    string(value).unwrap_or_default()
}

/// Returns `limit` of `retry`; NaN if it is not a number, or cannot be read.
fn limit(retry: &JsValue) -> Option<f64> {
    match own(retry, "limit") {
        Some(limit) if is_missing(&limit) => None,
        limit => Some(limit.and_then(|limit| limit.as_f64()).unwrap_or(f64::NAN)),
    }
}

/// Copies plain objects and arrays deeply; returns anything else by reference. `above`: the objects that
/// contain the value.
fn copy(value: &JsValue, above: &mut Vec<JsValue>) -> Result<JsValue, JsValue> {
    if !value.is_object() {
        return Ok(value.clone());
    }
    let is_list = is_array(value);
    // A storage is used itself, never a copy.
    if !is_list && (!is_plain(value)? || is_adapter(value)) {
        return Ok(value.clone());
    }
    if above.len() > DEEPEST || above.contains(value) {
        return Err(JsValue::UNDEFINED);
    }
    above.push(value.clone());
    let copy = if is_list {
        let list = array_from(value)?;
        copy_inside(list.unchecked_ref(), above)?;
        list
    } else {
        let copy = Dictionary::of(value)?;
        copy_inside(&copy, above)?;
        copy.plain()
    };
    above.pop();
    Ok(copy)
}

/// Replaces the objects in an object or array by copies.
fn copy_inside(object: &Dictionary, above: &mut Vec<JsValue>) -> Result<(), JsValue> {
    for name in object.keys().iter() {
        let inside = object.get_key(&name);
        if inside.is_object() {
            object.set_key(&name, &copy(&inside, above)?);
        }
    }
    Ok(())
}

/// Returns whether an object is a plain object or has no prototype, in this realm or another.
///
/// # Errors
///
/// Returns what a Proxy throws.
pub fn is_plain(object: &JsValue) -> Result<bool, JsValue> {
    let prototype = prototype_of(object)?;
    Ok(prototype.is_null() || prototype_of(&prototype)?.is_null())
}
