//! Reads the arguments of a call in either form. Everything is read before the call returns, once,
//! and as an own property: the page may have put anything on `Object.prototype`.

use js_sys::{JsString, Object};
use serde::{Serialize, Serializer};
use wasm_bindgen::{JsCast, JsValue};

use crate::calls::{Arg, Call, Kind, Plan, To};
use crate::cancel;
use crate::config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host::{self, own_or_undefined};
use crate::request::{self, Value, Values};

/// A value that goes into a body as the caller gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given(JsValue);

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
    }
}

/// What the caller of one call gave.
pub struct Arguments {
    /// The object of the object form, or undefined.
    object: JsValue,
    /// The values of the positional form.
    list: Option<[JsValue; 2]>,
    /// The options argument: an object or undefined.
    options: JsValue,
    /// Whether `signal` and `timeout` may stand among the arguments.
    has_own_options: bool,
}

impl Arguments {
    /// Sorts out the form: by position if the call has that form and `a` is no object.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if the options argument is there and no object.
    pub fn new(call: &Call, a: JsValue, b: JsValue, c: JsValue) -> Result<Self, JsValue> {
        let by_position = call.positional > 0 && !a.is_object();
        let takes_none = call.args.iter().all(|arg| arg.in_options);
        let options = match (takes_none, by_position && call.positional == 2) {
            (true, _) => &a,
            (_, true) => &c,
            _ => &b,
        };
        if !(options.is_undefined() || options.is_null() || options.is_object()) {
            return Err(SdkError::argument("options", "must be an object").into());
        }
        let options = options.clone();
        Ok(if by_position {
            Self {
                object: JsValue::UNDEFINED,
                list: Some([a, b]),
                options,
                has_own_options: false,
            }
        } else {
            Self {
                object: a,
                list: None,
                options,
                has_own_options: call.plan == Plan::Rounds,
            }
        })
    }

    /// The arguments of the call, checked.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names the first one that is missing or wrong.
    pub fn values(&self, call: &'static Call) -> Result<Values<Given>, JsValue> {
        let mut values = Values::default();
        for (index, arg) in call.args.iter().enumerate() {
            let value = self.read(index, arg)?;
            if arg.kind == Kind::FlagOrNull && value.is_null() {
                values.given.push((arg, Value::Given(Given(value))));
                continue;
            }
            if is_missing(&value) {
                if !arg.required {
                    continue;
                }
                return Err(self.missing(call, arg).into());
            }
            match arg.to {
                To::Stop | To::Options => {}
                To::Captcha => captcha(&value, &mut values)?,
                To::Contacts => contacts(arg, &value, &mut values)?,
                _ => {
                    let value = checked(arg, value)?;
                    values.given.push((arg, value));
                }
            }
        }
        Ok(values)
    }

    fn read(&self, index: usize, arg: &Arg) -> Result<JsValue, JsValue> {
        if arg.in_options {
            return read(&self.options, arg.name);
        }
        if let Some(list) = &self.list {
            return Ok(list.get(index).cloned().unwrap_or(JsValue::UNDEFINED));
        }
        let value = read(&self.object, arg.name)?;
        if is_missing(&value) && !arg.alias.is_empty() {
            return read(&self.object, arg.alias);
        }
        Ok(value)
    }

    fn missing(&self, call: &Call, arg: &Arg) -> SdkError {
        if let Some((other, meant)) = call.mistaken
            && !is_missing(&own_or_undefined(&self.object, other))
        {
            return SdkError::new(
                ErrorKind::Argument,
                &[arg.name, ": missing; for ", other, " call ", meant],
            );
        }
        SdkError::argument(
            arg.name,
            match arg.kind {
                Kind::Object => "an object is required",
                Kind::TextOrNumber => "a string or a number is required",
                Kind::OneOf(words) => return one_of(arg, words),
                Kind::Flag => "a boolean is required",
                Kind::FlagOrNull => "a boolean or null is required",
                _ => "a string is required",
            },
        )
    }

    /// The argument that goes there, as it was given, or undefined.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if it is there and no object.
    pub fn object_for(&self, call: &Call, to: To) -> Result<JsValue, JsValue> {
        for (index, arg) in call.args.iter().enumerate() {
            if arg.to == to {
                let value = self.read(index, arg)?;
                if is_missing(&value) {
                    break;
                }
                if !is_record(&value) {
                    return Err(SdkError::argument(arg.name, "must be an object").into());
                }
                return Ok(value);
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// An option of the call: from the options argument, or, where the call has it among its
    /// arguments, from there.
    fn option(&self, name: &str) -> Result<JsValue, JsValue> {
        let option = read(&self.options, name)?;
        if is_missing(&option) && self.has_own_options {
            return read(&self.object, name);
        }
        Ok(option)
    }

    /// The option `signal`, or undefined.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if it is no AbortSignal.
    pub fn signal(&self) -> Result<JsValue, JsValue> {
        let signal = self.option("signal")?;
        if is_missing(&signal) {
            return Ok(JsValue::UNDEFINED);
        }
        if cancel::is_signal(&signal) {
            return Ok(signal);
        }
        Err(SdkError::argument("signal", "must be an AbortSignal").into())
    }

    /// The signal or token behind the argument that can stop the call, or undefined.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if it is none of the four kinds.
    pub fn cancel_token(&self, call: &Call) -> Result<JsValue, JsValue> {
        for (index, arg) in call.args.iter().enumerate() {
            if arg.to == To::Stop {
                let token = self.read(index, arg)?;
                if !is_missing(&token) {
                    return cancel::source(&token).ok_or_else(|| {
                        SdkError::argument(
                            arg.name,
                            "must be an AbortSignal, an AbortController or a token source",
                        )
                        .into()
                    });
                }
            }
        }
        Ok(JsValue::UNDEFINED)
    }

    /// The option `timeout`, in milliseconds.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if it is no number, negative or NaN.
    pub fn timeout(&self) -> Result<Option<u32>, JsValue> {
        let timeout = self.option("timeout")?;
        if is_missing(&timeout) {
            return Ok(None);
        }
        timeout
            .as_f64()
            .and_then(config::milliseconds)
            .map(Some)
            .ok_or_else(|| {
                SdkError::argument(
                    "timeout",
                    "must be a number of milliseconds, not negative or NaN",
                )
                .into()
            })
    }

    /// An option that is on unless it is given as `false`.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if it is no boolean.
    pub fn flag(&self, name: &str) -> Result<bool, JsValue> {
        let flag = read(&self.options, name)?;
        if is_missing(&flag) {
            return Ok(true);
        }
        flag.as_bool()
            .ok_or_else(|| SdkError::argument(name, "must be a boolean").into())
    }
}

/// A value of the kind that its argument must be, as the request takes it.
fn checked(arg: &Arg, value: JsValue) -> Result<Value<Given>, JsValue> {
    let refused = |must: &str| -> JsValue { SdkError::argument(arg.name, must).into() };
    match arg.kind {
        Kind::Object => match is_record(&value) {
            true => Ok(Value::Given(Given(value))),
            false => Err(refused("must be an object")),
        },
        Kind::Flag | Kind::FlagOrNull => match (value.as_bool(), arg.to) {
            (Some(flag), To::Query(_)) => {
                Ok(Value::Text(if flag { "true" } else { "false" }.into()))
            }
            (Some(flag), _) => Ok(Value::Flag(flag)),
            _ => Err(refused("must be a boolean")),
        },
        Kind::OneOf(words) => match value.as_string() {
            Some(word) if words.contains(&word.as_str()) => Ok(Value::Text(word)),
            _ => Err(one_of(arg, words).into()),
        },
        Kind::TextOrNumber if value.as_f64().is_some_and(f64::is_finite) => match arg.to {
            To::Query(_) => Ok(Value::Text(host::number_text(
                value.as_f64().unwrap_or_default(),
            ))),
            _ => Ok(Value::Given(Given(value))),
        },
        Kind::TextOrNumber if !value.is_string() => Err(refused("must be a string or a number")),
        _ => {
            if !value.is_string() {
                return Err(refused("must be a string"));
            }
            let value = match arg.kind {
                Kind::Mail => lower(value),
                _ => value,
            };
            // What only goes into the body stays out of the wasm's memory.
            if let To::Field(_) = arg.to {
                return Ok(Value::Given(Given(value)));
            }
            let text = value.as_string().unwrap_or_default();
            match arg.to {
                To::Bearer => request::check_header(arg.name, &text)?,
                To::LoginUrl => request::check_login_url(&text)?,
                To::Segment => request::check_segment(arg.name, &text)?,
                _ => {}
            }
            Ok(Value::Text(text))
        }
    }
}

fn one_of(arg: &Arg, [one, other]: [&str; 2]) -> SdkError {
    SdkError::new(
        ErrorKind::Argument,
        &[arg.name, ": must be ", one, " or ", other],
    )
}

/// `String.prototype.toLowerCase` of a string.
fn lower(text: JsValue) -> JsValue {
    text.unchecked_into::<JsString>().to_lower_case().into()
}

/// The four headers of `captchaData`.
fn captcha(data: &JsValue, values: &mut Values<Given>) -> Result<(), JsValue> {
    if !data.is_object() {
        return Err(SdkError::argument("captchaData", "must be an object").into());
    }
    for (field, header) in request::CAPTCHA {
        let value = read(data, field)?;
        if is_missing(&value) {
            continue;
        }
        let text = match value.as_f64() {
            Some(number) => Some(host::number_text(number)),
            None => value.as_string(),
        };
        let text = text.ok_or_else(|| SdkError::argument(field, "must be a string"))?;
        request::check_header(field, &text)?;
        values.captcha.push((header, text));
    }
    Ok(())
}

/// The `fields` of `ask`, their mail address in lower case, and which contacts are among them.
fn contacts(
    arg: &'static Arg,
    fields: &JsValue,
    values: &mut Values<Given>,
) -> Result<(), JsValue> {
    if !is_record(fields) {
        return Err(SdkError::argument(arg.name, "must be an object").into());
    }
    let mut fields = fields.clone();
    let mut email = read(&fields, "email")?;
    if email.is_string() && !is_missing(&email) {
        email = lower(email);
        fields = host::replaced(&fields, "email", &email)
            .map_err(|_| SdkError::argument(arg.name, "a property of it throws"))?
            .into();
    }
    values.phone = !is_missing(&read(&fields, "phone_number")?);
    values.email = (!is_missing(&email)).then_some(Given(email));
    values.given.push((arg, Value::Given(Given(fields))));
    Ok(())
}

/// An own property of an argument, or undefined where there is no object.
///
/// # Errors
///
/// `SDKError` `argument`, if reading it throws or gives a symbol, which no argument may be.
fn read(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !object.is_object() {
        return Ok(JsValue::UNDEFINED);
    }
    let value = host::own(object, name);
    if value.is_symbol() {
        return Err(SdkError::argument(name, "is a symbol, or throws when it is read").into());
    }
    Ok(value)
}

/// Whether a value is an object that can be read, and no array.
fn is_record(value: &JsValue) -> bool {
    value.is_object() && matches!(host::is_array(value), Ok(false))
}

/// Whether a value counts as not given.
pub fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null() || *value == JsValue::from_str("")
}

fn in_javascript(value: &Value<Given>) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::new())
        .map_err(|_| SdkError::internal().into())
}

impl Value<Given> {
    /// As a JavaScript object.
    ///
    /// # Errors
    ///
    /// `SDKError` `internal`, never reached by what callers can give.
    pub fn to_object(&self) -> Result<JsValue, JsValue> {
        match self {
            Value::Given(Given(value)) => Ok(value.clone()),
            Value::Fields(fields) => {
                let inside = fields
                    .iter()
                    .map(|(name, value)| Ok((*name, Value::Given(Given(value.to_object()?)))))
                    .collect::<Result<_, JsValue>>()?;
                // First a Map: it defines where an object of serde's would assign, and so call a
                // setter of a polluted prototype.
                let map = in_javascript(&Value::Fields(inside))?;
                Ok(Object::from_entries(&map)?.into())
            }
            value => in_javascript(value),
        }
    }

    /// As JSON text, a JavaScript string.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names the call's first argument, where given values stand: they
    /// may be cyclic, hold a BigInt, or have a `toJSON` that throws or gives nothing.
    pub fn to_json(&self, call: &Call) -> Result<JsValue, JsValue> {
        let text = host::stringify(&self.to_object()?);
        if text.is_string() {
            return Ok(text);
        }
        let name = call.args.first().map_or("", |arg| arg.name);
        Err(SdkError::argument(name, "cannot be written as JSON").into())
    }
}
