//! Turns JavaScript arguments into typed values; an error names the argument that is wrong (contract:
//! `docs/calls.md`).
//!
//! Everything is read once, as own properties, before the call returns.

mod found;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::calls::values::{Value, Values};
use crate::calls::{Accepts, Arg, MoreOptions, SESSIONS, Signature, To};
use crate::cancel::source::{is_signal, source};
use crate::config::{self, options::MILLISECONDS};
use crate::js::error::argument;
use crate::js::{Opaque, hides_contents, is_missing, is_record, string, text};
use crate::mode::Mode;
use crate::navigation::NavigationOptions;
use crate::request::{self, CAPTCHA};
use found::{Found, read, unreadable};

#[wasm_bindgen]
extern "C" {
    type RegExp;

    #[wasm_bindgen(constructor)]
    fn new(pattern: &str) -> RegExp;

    #[wasm_bindgen(method)]
    fn test(this: &RegExp, text: &JsValue) -> bool;
}

/// Matches what a header can contain (RFC 9110, 5.5; WHATWG fetch). Checked here because the browser's own
/// error message would quote the value.
const HEADER_VALUE: &str = "^[^\\0\\n\\r\\u0100-\\uffff]*$";

/// What the caller gave to one method.
pub struct Arguments {
    /// The arguments.
    pub values: Values<Opaque>,
    /// Options for this call only, with the name of their argument.
    pub over: Option<(&'static str, JsValue)>,
    /// The option `timeout`, in milliseconds.
    pub timeout: Option<u32>,
    /// The signals and cancel tokens that can cancel the call.
    pub sources: Vec<JsValue>,
    /// The options `navigate` and `check`.
    pub navigation: NavigationOptions,
}

impl Arguments {
    /// Reads the arguments, in one object or by position, and the options after them. `warns`: whether to
    /// warn in the console about names that are probably misspelt.
    ///
    /// # Errors
    ///
    /// Returns an `SDKError` of kind `argument` that names the first argument or option that is missing or wrong.
    pub fn read(
        signature: &'static Signature,
        given: &[JsValue],
        warns: bool,
    ) -> Result<Self, JsValue> {
        let found = Found::of(signature, given)?;
        let arguments = Self::taken(signature, &found);
        if warns {
            found.warn_of_slips(arguments.is_err());
        }
        arguments
    }

    fn taken(signature: &'static Signature, found: &Found<'_>) -> Result<Self, JsValue> {
        let mut arguments = Self {
            values: Values::default(),
            over: None,
            timeout: None,
            sources: Vec::new(),
            navigation: NavigationOptions {
                navigate: true,
                check: true,
            },
        };
        found.check_arguments()?;
        for (place, arg) in signature.args.iter().enumerate() {
            arguments.take(found, arg, found.argument(place, arg))?;
        }
        arguments.take_options(signature, found)?;
        Ok(arguments)
    }

    /// Returns what was given for the argument that goes there and is sent unchanged.
    pub fn opaque(&self, to: To) -> Option<JsValue> {
        self.values.opaque(to).map(|Opaque(value)| value.clone())
    }

    fn take(&mut self, found: &Found, arg: &'static Arg, value: JsValue) -> Result<(), JsValue> {
        let is_null = arg.accepts == Accepts::FlagOrNull && value.is_null();
        if is_missing(&value) && !is_null {
            return match arg.required {
                true => Err(found.missing(arg)),
                false => Ok(()),
            };
        }
        if let To::Mistake(_) = arg.to {
            return Ok(());
        }
        if value.is_symbol() {
            return Err(unreadable(arg.name));
        }
        if !fits(arg.accepts, &value) {
            return Err(argument(arg.name, arg.accepts.must()));
        }
        // A body is checked once it is written as JSON.
        if arg.accepts == Accepts::Object && !matches!(arg.to, To::Body | To::Options) {
            check_contents(arg.name, &value)?;
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
                self.over = Some((arg.name, value));
                return Ok(());
            }
            To::Captcha => return self.captcha(arg.name, &value),
            To::Contacts => Value::Opaque(Opaque(self.contacts(arg.name, &value)?)),
            To::Mode => Value::Mode(Mode::of_flag(value.is_truthy())),
            To::Bearer => {
                check_header(arg.name, &value)?;
                Value::Opaque(Opaque(value))
            }
            _ if request::is_sent_unchanged(arg) => Value::Opaque(Opaque(value)),
            _ => Value::Text(string(&value).ok_or_else(|| unreadable(arg.name))?),
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

    fn take_options(&mut self, signature: &Signature, found: &Found) -> Result<(), JsValue> {
        found.check_options()?;
        let option = |name| found.option(name);
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
        if signature.options == MoreOptions::Navigation {
            let flag = |name| match option(name)? {
                Some(value) => value
                    .as_bool()
                    .ok_or_else(|| argument(name, "must be a boolean")),
                None => Ok(true),
            };
            self.navigation = NavigationOptions {
                navigate: flag("navigate")?,
                check: flag("check")?,
            };
        }
        Ok(())
    }

    /// Reads the four headers from `captchaData`.
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
            self.values.captcha.push((header, Opaque(value)));
        }
        Ok(())
    }

    /// Returns the `fields` of `ask` with the email address in lower case. Records that address, and whether
    /// a phone number is among the fields.
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
            self.values.email = Some(Opaque(email));
            return Ok(fields.clone());
        };
        let lower: JsValue = text.to_lower_case().into();
        copy.set("email", lower.clone());
        self.values.email = Some(Opaque(lower));
        Ok(copy.into())
    }
}

/// Returns the one of [`SESSIONS`] that a caller has named.
pub fn session(value: &JsValue) -> Option<&'static str> {
    SESSIONS.into_iter().find(|session| value == *session)
}

fn fits(accepts: Accepts, value: &JsValue) -> bool {
    match accepts {
        Accepts::Text | Accepts::Mail => value.is_string(),
        Accepts::TextOrNumber => value.is_string() || value.as_f64().is_some_and(f64::is_finite),
        Accepts::Object => is_record(value),
        Accepts::Flag => value.as_bool().is_some(),
        Accepts::FlagOrNull => value.is_null() || value.as_bool().is_some(),
        Accepts::Session => session(value).is_some(),
        Accepts::CancelToken => source(value).is_some(),
    }
}

/// Checks that an object is not sent as if it were empty.
///
/// # Errors
///
/// An `SDKError` of kind `argument` that names the argument if its contents are not properties.
pub fn check_contents(name: &'static str, object: &JsValue) -> Result<(), JsValue> {
    if hides_contents(object) {
        return Err(argument(
            name,
            "must be a plain object with properties of its own; \
             a FormData, Map or URLSearchParams has none",
        ));
    }
    Ok(())
}

fn check_header(name: &'static str, value: &JsValue) -> Result<(), JsValue> {
    match RegExp::new(HEADER_VALUE).test(value) {
        true => Ok(()),
        false => Err(argument(name, "has characters that a header cannot carry")),
    }
}
