//! Finds the arguments and options of a call. Each is read once, as an own property.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::calls::{Accepts, Arg, MoreOptions, Signature, To};
use crate::js::console::warn_of_slips;
use crate::js::error::argument;
use crate::js::{Dictionary, is_absent, is_missing, own};

/// Where the arguments and options of a call come from.
pub(super) struct Found<'a> {
    signature: &'static Signature,
    by_position: &'a [JsValue],
    by_name: Names,
    options: Names,
    /// Whether the caller gave something else instead of the object with the arguments.
    is_no_object: bool,
    /// Why the options cannot be read. Kept until the arguments have been checked, whose errors come first.
    refused: Option<JsValue>,
}

/// An object whose properties are read by name.
#[derive(Default)]
struct Names {
    given: Option<Dictionary>,
    /// How many reads have found a value.
    found: Cell<u32>,
}

impl Names {
    fn of(given: Dictionary) -> Self {
        Self {
            given: Some(given),
            ..Self::default()
        }
    }

    fn get(&self, name: &str) -> JsValue {
        let Some(given) = &self.given else {
            return JsValue::UNDEFINED;
        };
        let value = given.get(name);
        if !value.is_undefined() {
            self.found.set(self.found.get().saturating_add(1));
        }
        value
    }

    /// Returns the object if it may have names that were not read.
    fn rest(&self, is_refused: bool) -> Option<&Dictionary> {
        let has_more = |given: &&Dictionary| is_refused || given.keys().length() > self.found.get();
        self.given.as_ref().filter(has_more)
    }
}

impl<'a> Found<'a> {
    pub(super) fn of(signature: &'static Signature, given: &'a [JsValue]) -> Result<Self, JsValue> {
        let Signature {
            args, positional, ..
        } = *signature;
        let nothing = JsValue::UNDEFINED;
        let at = |place: usize| given.get(place).unwrap_or(&nothing);
        let first = at(0);
        let by_position = positional > 0 && !first.is_object();
        let options = at(match by_position {
            _ if args.is_empty() => 0,
            true => positional,
            false => 1,
        });
        let (options, refused) = match options {
            none if is_absent(none) => (Names::default(), None),
            options if !options.is_object() => {
                let refused = argument("options", Accepts::Object.must());
                (Names::default(), Some(refused))
            }
            options => match read(options, "options", &OPTIONS) {
                Ok(options) => (Names::of(options), None),
                Err(refused) => (Names::default(), Some(refused)),
            },
        };
        let takes_names = !by_position && !args.is_empty();
        let is_by_name = takes_names && first.is_object();
        Ok(Self {
            signature,
            by_position: match by_position {
                true => given.get(..positional).unwrap_or(given),
                false => &[],
            },
            by_name: match is_by_name {
                true => {
                    let names: Vec<_> = args.iter().map(|arg| arg.name).collect();
                    Names::of(read(first, "arguments", &names)?)
                }
                false => Names::default(),
            },
            options,
            is_no_object: takes_names && !is_by_name && !is_absent(first),
            refused,
        })
    }

    /// Warns about names that are probably misspelt. `is_refused`: reading stopped early, at an error.
    pub(super) fn warn_of_slips(&self, is_refused: bool) {
        let (by_name, options) = (self.by_name.rest(is_refused), self.options.rest(is_refused));
        if by_name.is_none() && options.is_none() {
            return;
        }
        let mut known = Vec::new();
        for arg in self.signature.args {
            known.push(arg.name);
            if !arg.alias.is_empty() {
                known.push(arg.alias);
            }
        }
        if self.takes_options_among_arguments() {
            known.extend(OPTIONS);
        }
        if let Some(given) = by_name {
            warn_of_slips(&given.keys(), "argument", &known);
        }
        if let Some(given) = options {
            known.extend(OPTIONS);
            warn_of_slips(&given.keys(), "option", &known);
        }
    }

    /// Returns what was given for an argument.
    pub(super) fn argument(&self, place: usize, arg: &Arg) -> JsValue {
        let mut value = match self.by_position.get(place) {
            Some(value) => value.clone(),
            None => self.by_name.get(arg.name),
        };
        if !arg.alias.is_empty() && is_missing(&value) {
            value = self.by_name.get(arg.alias);
        }
        if arg.in_options && is_missing(&value) {
            value = self.options.get(arg.name);
        }
        value
    }

    /// Checks that the arguments can be read at all.
    ///
    /// # Errors
    ///
    /// Returns an `SDKError` of kind `argument` if the caller gave something else instead of the object with
    /// them.
    pub(super) fn check_arguments(&self) -> Result<(), JsValue> {
        match self.is_no_object {
            true => Err(argument("arguments", Accepts::Object.must())),
            false => Ok(()),
        }
    }

    /// Checks that the options can be read at all.
    ///
    /// # Errors
    ///
    /// Returns an `SDKError` of kind `argument` if they are not an object, or if reading it throws.
    pub(super) fn check_options(&self) -> Result<(), JsValue> {
        self.refused.clone().map_or(Ok(()), Err)
    }

    /// Returns what was given for an option.
    pub(super) fn option(&self, name: &'static str) -> Result<Option<JsValue>, JsValue> {
        let mut value = self.options.get(name);
        if self.takes_options_among_arguments() && is_missing(&value) {
            value = self.by_name.get(name);
        }
        match value {
            value if is_missing(&value) => Ok(None),
            value if value.is_symbol() => Err(unreadable(name)),
            value => Ok(Some(value)),
        }
    }

    /// Returns the error for an argument that is missing.
    pub(super) fn missing(&self, arg: &Arg) -> JsValue {
        let args = self.signature.args;
        let is_first = args.first().is_some_and(|first| core::ptr::eq(first, arg));
        for (place, other) in args.iter().enumerate().filter(|_| is_first) {
            if let To::Mistake(meant) = other.to
                && !is_missing(&self.argument(place, other))
            {
                return argument(arg.name, meant);
            }
        }
        argument(arg.name, arg.accepts.if_missing())
    }

    fn takes_options_among_arguments(&self) -> bool {
        self.signature.options == MoreOptions::AmongArguments
    }
}

/// The names of the options of a call.
const OPTIONS: [&str; 4] = ["timeout", "signal", "navigate", "check"];

/// Copies the own, enumerable properties of an object. If one throws, the error names the first property of
/// `inside` that cannot be read, or else `name`.
pub(super) fn read(
    object: &JsValue,
    name: &'static str,
    inside: &[&'static str],
) -> Result<Dictionary, JsValue> {
    Dictionary::of(object).map_err(|_| {
        match inside.iter().find(|name| own(object, name).is_none()) {
            Some(name) => unreadable(name),
            None => argument(name, "a property of it throws"),
        }
    })
}

#[cold]
pub(super) fn unreadable(name: &'static str) -> JsValue {
    argument(name, "is a symbol, or throws when it is read")
}
