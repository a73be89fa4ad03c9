//! JavaScript arguments → typed values, refused by name (contract, "The 28 calls of `Api`").
//!
//! All is read before the call returns, once, and as own properties.

use core::cell::Cell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::calls::{Accepts, Arg, Call, SESSIONS, Sending, To};
use crate::cancel::source::{is_signal, source};
use crate::config::{self, options::MILLISECONDS};
use crate::js::console::warn_of_slips;
use crate::js::error::argument;
use crate::js::{Dictionary, Given, is_array, is_missing, own, text};
use crate::request::{self, CAPTCHA, Value, Values};

#[wasm_bindgen]
extern "C" {
    type RegExp;

    #[wasm_bindgen(constructor)]
    fn new(pattern: &str) -> RegExp;

    #[wasm_bindgen(method)]
    fn test(this: &RegExp, text: &JsValue) -> bool;
}

/// What a header can carry (RFC 9110, 5.5; WHATWG fetch). The browser's own message would quote the value.
const HEADER_VALUE: &str = "^[^\\0\\n\\r\\u0100-\\uffff]*$";

/// What the caller of one call gave.
pub struct Arguments {
    /// The arguments of the call.
    pub values: Values<Given>,
    /// Options for this call alone.
    pub over: Option<JsValue>,
    /// Milliseconds of the option `timeout`.
    pub timeout: Option<u32>,
    /// What can stop the call.
    pub sources: Vec<JsValue>,
    /// The option `navigate`: whether the page is led away.
    pub navigate: bool,
    /// The option `check`: whether it is tried first.
    pub check: bool,
}

impl Arguments {
    /// Reads what was given: arguments in one object or by position, and the options argument behind them. `warns`:
    /// whether the console warns of names that are probably mistyped.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names the first one that is missing or wrong.
    pub fn read(call: &'static Call, given: &[JsValue], warns: bool) -> Result<Self, JsValue> {
        let found = Found::of(call, given)?;
        let arguments = Self::taken(call, &found);
        if warns {
            found.warn_of_slips(call, arguments.is_err());
        }
        arguments
    }

    fn taken(call: &'static Call, found: &Found<'_>) -> Result<Self, JsValue> {
        let mut arguments = Self {
            values: Values::default(),
            over: None,
            timeout: None,
            sources: Vec::new(),
            navigate: true,
            check: true,
        };
        for (place, arg) in call.args.iter().enumerate() {
            arguments.take(call, found, arg, found.argument(place, arg))?;
        }
        arguments.take_options(call, found)?;
        Ok(arguments)
    }

    /// The first argument, if it was given.
    pub fn first(&self) -> Option<JsValue> {
        match self.values.given.first() {
            Some((_, Value::Given(Given(value)))) => Some(value.clone()),
            Some((_, Value::Text(text))) => Some(text.into()),
            _ => None,
        }
    }

    fn take(
        &mut self,
        call: &Call,
        found: &Found,
        arg: &'static Arg,
        value: JsValue,
    ) -> Result<(), JsValue> {
        let is_null = arg.accepts == Accepts::FlagOrNull && value.is_null();
        if is_missing(&value) && !is_null {
            return match arg.required {
                true => Err(missing(call, found, arg)),
                false => Ok(()),
            };
        }
        if arg.accepts == Accepts::Anything {
            return Ok(());
        }
        if value.is_symbol() {
            return Err(unreadable(arg.name));
        }
        if !fits(arg.accepts, &value) {
            let [_, must] = arg.accepts.words();
            return Err(argument(arg.name, must));
        }
        let value = match arg.accepts {
            Accepts::Mail => value.unchecked_into::<JsString>().to_lower_case().into(),
            _ => value,
        };
        let value = match arg.to {
            To::Stop => {
                self.sources.extend(source(&value));
                return Ok(());
            }
            To::Options => {
                self.over = Some(value);
                return Ok(());
            }
            To::Captcha => return self.captcha(arg.name, &value),
            To::Contacts => Value::Given(Given(self.contacts(arg.name, &value)?)),
            To::Mode => Value::Flag(value.is_truthy()),
            To::Bearer => {
                check_header(arg.name, &value)?;
                Value::Given(Given(value))
            }
            _ if request::stays(arg) => Value::Given(Given(value)),
            _ => Value::Text(string(arg.name, &value)?),
        };
        if let Value::Text(text) = &value {
            let checked = match arg.to {
                To::LoginUrl => request::check_login_url(text),
                To::Segment => request::check_segment(text),
                _ => Ok(()),
            };
            checked.map_err(|must| argument(arg.name, must))?;
        }
        self.values.given.push((arg, value));
        Ok(())
    }

    fn take_options(&mut self, call: &Call, found: &Found) -> Result<(), JsValue> {
        let option = |name| found.option(call, name);
        if let Some(timeout) = option("timeout")? {
            let ms = timeout.as_f64().and_then(config::milliseconds);
            self.timeout = Some(ms.ok_or_else(|| argument("timeout", MILLISECONDS))?);
        }
        if let Some(signal) = option("signal")? {
            if !signal.is_object() || !is_signal(&signal) {
                return Err(argument("signal", "must be an AbortSignal"));
            }
            self.sources.push(signal);
        }
        if call.answer.is_redirect {
            let flag = |name| match option(name)? {
                Some(value) => value
                    .as_bool()
                    .ok_or_else(|| argument(name, "must be a boolean")),
                None => Ok(true),
            };
            self.navigate = flag("navigate")?;
            self.check = flag("check")?;
        }
        Ok(())
    }

    /// The four headers of `captchaData`.
    fn captcha(&mut self, name: &'static str, data: &JsValue) -> Result<(), JsValue> {
        let data = read(data, name, &CAPTCHA.map(|(name, _)| name))?;
        for (name, header) in CAPTCHA {
            let value = data.get(name);
            if is_missing(&value) {
                continue;
            }
            if value.is_symbol() {
                return Err(unreadable(name));
            }
            if !value.is_string() && value.as_f64().is_none() {
                return Err(argument(name, "must be a string"));
            }
            let value = text(&value).ok_or_else(|| unreadable(name))?;
            check_header(name, &value)?;
            self.values.captcha.push((header, Given(value)));
        }
        Ok(())
    }

    /// The `fields` of `ask` with their mail address in lower case; and which contacts are among them.
    fn contacts(&mut self, name: &'static str, fields: &JsValue) -> Result<JsValue, JsValue> {
        let copy = read(fields, name, &["email", "phone_number"])?;
        let (email, phone) = (copy.get("email"), copy.get("phone_number"));
        for (name, value) in [("email", &email), ("phone_number", &phone)] {
            if value.is_symbol() {
                return Err(unreadable(name));
            }
        }
        self.values.phone = !is_missing(&phone);
        if is_missing(&email) {
            return Ok(fields.clone());
        }
        let Ok(text) = email.clone().dyn_into::<JsString>() else {
            self.values.email = Some(Given(email));
            return Ok(fields.clone());
        };
        let lower: JsValue = text.to_lower_case().into();
        copy.set("email", lower.clone());
        self.values.email = Some(Given(lower));
        Ok(copy.into())
    }
}

/// Where the arguments of a call are found.
struct Found<'a> {
    by_position: &'a [JsValue],
    by_name: Names,
    options: Names,
}

/// An object whose properties are read by name.
#[derive(Default)]
struct Names {
    given: Option<Dictionary>,
    /// How many reads have found something.
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

    /// What was given, if it may have names that were not read.
    fn rest(&self, is_refused: bool) -> Option<&Dictionary> {
        let has_more = |given: &&Dictionary| is_refused || given.keys().length() > self.found.get();
        self.given.as_ref().filter(has_more)
    }
}

impl<'a> Found<'a> {
    fn of(call: &Call, given: &'a [JsValue]) -> Result<Self, JsValue> {
        let nothing = JsValue::UNDEFINED;
        let at = |place: usize| given.get(place).unwrap_or(&nothing);
        let first = at(0);
        let by_position = call.positional > 0 && !first.is_object();
        let options = at(match by_position {
            _ if call.args.is_empty() => 0,
            true => call.positional,
            false => 1,
        });
        if !options.is_undefined() && !options.is_null() && !options.is_object() {
            return Err(argument("options", "must be an object"));
        }
        let is_by_name = !by_position && !call.args.is_empty() && first.is_object();
        Ok(Self {
            by_position: match by_position {
                true => given.get(..call.positional).unwrap_or(given),
                false => &[],
            },
            by_name: match is_by_name {
                true => {
                    let names: Vec<_> = call.args.iter().map(|arg| arg.name).collect();
                    Names::of(read(first, "arguments", &names)?)
                }
                false => Names::default(),
            },
            options: match options.is_object() {
                true => Names::of(read(options, "options", &OPTIONS)?),
                false => Names::default(),
            },
        })
    }

    /// Warns of names that are probably mistyped. `is_refused`: reading has ended early.
    fn warn_of_slips(&self, call: &Call, is_refused: bool) {
        let (by_name, options) = (self.by_name.rest(is_refused), self.options.rest(is_refused));
        if by_name.is_none() && options.is_none() {
            return;
        }
        let mut known = Vec::new();
        for arg in call.args {
            known.push(arg.name);
            if !arg.alias.is_empty() {
                known.push(arg.alias);
            }
        }
        if call.sending == Sending::Rounds {
            known.extend(OPTIONS);
        }
        if let Some(given) = by_name {
            warn_of_slips(given, "argument", &known);
        }
        if let Some(given) = options {
            known.extend(OPTIONS);
            warn_of_slips(given, "option", &known);
        }
    }

    /// What was given for an argument.
    fn argument(&self, place: usize, arg: &Arg) -> JsValue {
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

    /// What was given for an option of the call. Those of a long poll were arguments of the original SDK.
    fn option(&self, call: &Call, name: &'static str) -> Result<Option<JsValue>, JsValue> {
        let mut value = self.options.get(name);
        if call.sending == Sending::Rounds && is_missing(&value) {
            value = self.by_name.get(name);
        }
        match value {
            value if is_missing(&value) => Ok(None),
            value if value.is_symbol() => Err(unreadable(name)),
            value => Ok(Some(value)),
        }
    }
}

/// The names of the options of a call.
const OPTIONS: [&str; 4] = ["timeout", "signal", "navigate", "check"];

/// The own properties of an object, or which of them cannot be read.
fn read(
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

fn fits(accepts: Accepts, value: &JsValue) -> bool {
    match accepts {
        Accepts::Text | Accepts::Mail => value.is_string(),
        Accepts::TextOrNumber => value.is_string() || value.as_f64().is_some_and(f64::is_finite),
        Accepts::Object => value.is_object() && !is_array(value),
        Accepts::Flag => value.as_bool().is_some(),
        Accepts::FlagOrNull => value.is_null() || value.as_bool().is_some(),
        Accepts::Session => SESSIONS.iter().any(|session| *value == **session),
        Accepts::CancelToken => source(value).is_some(),
        Accepts::Anything => true,
    }
}

fn string(name: &'static str, value: &JsValue) -> Result<String, JsValue> {
    text(value)
        .and_then(|text| text.as_string())
        .ok_or_else(|| unreadable(name))
}

fn check_header(name: &'static str, value: &JsValue) -> Result<(), JsValue> {
    match RegExp::new(HEADER_VALUE).test(value) {
        true => Ok(()),
        false => Err(argument(name, "has characters that a header cannot carry")),
    }
}

fn missing(call: &Call, found: &Found, arg: &Arg) -> JsValue {
    let is_first = call
        .args
        .first()
        .is_some_and(|first| core::ptr::eq(first, arg));
    for (place, other) in call.args.iter().enumerate().filter(|_| is_first) {
        if let To::Mistake(meant) = other.to
            && !is_missing(&found.argument(place, other))
        {
            return argument(arg.name, meant);
        }
    }
    let [required, _] = arg.accepts.words();
    argument(arg.name, required)
}

#[cold]
fn unreadable(name: &'static str) -> JsValue {
    argument(name, "is a symbol, or throws when it is read")
}
