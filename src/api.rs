//! The exported class: reads options and arguments, hands them on, and turns what comes back into
//! the promise's value.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Date, Function, JSON, JsString, Object, Promise, Reflect};
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::calls::{Answer, Arg, CALLS, Call, Kind, To};
use crate::cancel::{self, Handle};
use crate::config::{self, Change, Config, Plain};
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host;
use crate::request::{self, Request, Value, Values};
use crate::response::{self, Body, Meaning};
use crate::transport::{self, Hooks, Incoming, Outgoing, Redirect};

/// A value that goes into a body as the caller gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given(JsValue);

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_wasm_bindgen::preserve::serialize(&self.0, serializer)
    }
}

/// The calls of one Login project.
///
/// Nothing of it is borrowed while JavaScript runs, so no order of calls can find it in use.
#[wasm_bindgen]
pub struct Api {
    config: Cell<Option<Rc<Instance>>>,
    /// What outlives this object, if the wasm should have to be loaded anew: `given`, the options
    /// as they are merged; `state`, the one made up; and `defaults`, which `getConfig()` shows.
    store: JsValue,
}

/// The options in force, in both of their forms.
#[derive(Debug)]
struct Instance {
    config: Config,
    given: JsValue,
    hooks: Hooks,
}

#[wasm_bindgen]
impl Api {
    /// An instance with `options` (an object; see `config::OPTIONS`). `store` is an object with
    /// `defaults`, kept by the caller.
    ///
    /// # Errors
    ///
    /// `SDKError` `config`, naming the option that is missing or wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, store: JsValue) -> Result<Api, JsValue> {
        let empty = Instance {
            config: Config::default(),
            given: Object::new().into(),
            hooks: Hooks::default(),
        };
        let api = Api {
            config: Cell::new(None),
            store,
        };
        api.adopt(&empty, options)?;
        if let Some(state) = own(&api.store, "state").as_string() {
            api.instance()?.config.keep_state(state);
        }
        Ok(api)
    }

    /// A fresh copy of the options in force, with the defaults.
    ///
    /// # Errors
    ///
    /// `SDKError` `internal`, never reached by what callers can do.
    #[wasm_bindgen(js_name = getConfig)]
    pub fn get_config(&self) -> Result<JsValue, JsValue> {
        let instance = self.instance()?;
        host::snapshot(
            &own(&self.store, "defaults"),
            &instance.given,
            instance.config.is_oauth(),
            instance.config.generated(),
        )
        .map_err(|cause| internal().caused_by(&host::name_of(&cause)))
    }

    /// Puts `options` over those in force for later calls, and gives [`Api::get_config`].
    ///
    /// # Errors
    ///
    /// `SDKError` `config`, naming the option; then nothing has changed.
    #[wasm_bindgen(js_name = updateConfig)]
    pub fn update_config(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let instance = self.instance()?;
        self.adopt(&instance, options)?;
        self.get_config()
    }

    /// Makes the call with the number `index` of `calls::CALLS`. `a`, `b` and `c` are what the
    /// caller gave: the arguments in either form, then the options argument.
    pub fn call(&self, index: usize, a: JsValue, b: JsValue, c: JsValue) -> Promise {
        match self.start(index, a, b, c) {
            Ok(promise) => promise,
            Err(error) => Promise::reject(&error),
        }
    }
}

impl Api {
    fn instance(&self) -> Result<Rc<Instance>, JsValue> {
        let instance = self.config.take();
        self.config.set(instance.clone());
        instance.ok_or_else(|| internal().into())
    }

    /// Reads `options` over `base` and keeps the outcome.
    fn adopt(&self, base: &Instance, options: &JsValue) -> Result<(), JsValue> {
        let unreadable = |cause: JsValue| {
            SdkError::new(
                ErrorKind::Config,
                &["options: cyclic, or a property of it throws"],
            )
            .caused_by(&host::name_of(&cause))
        };
        let entries = host::entries(options)
            .map_err(unreadable)?
            .ok_or_else(|| SdkError::new(ErrorKind::Config, &["options: an object is required"]))?;
        let mut changes: Vec<Change> = Vec::new();
        let mut given = base.given.clone();
        let mut keep = |name: &str, value: &JsValue| -> Result<(), JsValue> {
            given = host::replaced(&given, name, value)
                .map_err(unreadable)?
                .into();
            Ok(())
        };
        let mut index = 0_u32;
        while index < entries.length() {
            let (name, value) = (
                entries.get(index).as_string().unwrap_or_default(),
                entries.get(index.saturating_add(1)),
            );
            index = index.saturating_add(2);
            if value.is_undefined() {
                continue;
            }
            let cleared = value.is_null() || value.as_string().is_some_and(|v| v.is_empty());
            if let Some(option) = config::option(&name) {
                let plain = if cleared {
                    Plain::Cleared
                } else {
                    plain(option.1, &value)
                };
                if base.config.ignores(option.1, &plain) {
                    continue;
                }
                changes.push((option, plain));
                if matches!(name.as_str(), "redirectUri" | "redirectUrl") {
                    continue;
                }
            }
            let kept = if cleared { JsValue::UNDEFINED } else { value };
            keep(&name, &kept)?;
        }
        let config = base.config.with(changes)?;
        let redirect_uri = config.redirect_uri().map_or(JsValue::UNDEFINED, Into::into);
        keep("redirectUri", &redirect_uri)?;
        let hook = |name: &str| own(&given, name).dyn_into::<Function>().ok();
        let hooks = Hooks {
            request: hook("onRequest"),
            response: hook("onResponse"),
        };
        set(&self.store, "given", &given);
        self.config.set(Some(Rc::new(Instance {
            config,
            given,
            hooks,
        })));
        Ok(())
    }

    /// Reads the arguments and starts the call. All that is read is read before this returns.
    fn start(&self, index: usize, a: JsValue, b: JsValue, c: JsValue) -> Result<Promise, JsValue> {
        let instance = self.instance()?;
        let config = &instance.config;
        let call = CALLS.get(index).ok_or_else(internal)?;
        let arguments = Arguments::new(call, a, b, c)?;
        let mut values = arguments.values(call)?;
        let tokens = [arguments.signal()?, arguments.cancel_token(call)?];
        let timeout = arguments
            .timeout()?
            .or(call.timeout)
            .unwrap_or(config.timeout());
        if request::is_oauth(config, call, &values) {
            self.make_state(config)?;
        }
        let login_url = match call.navigates {
            true => Some(values.clone()),
            false => None,
        };
        let body_name = call.args.first().map_or("", |arg| arg.name);
        let built = request::build(config, call, core::mem::take(&mut values));
        let navigation = match login_url {
            Some(values) => Some(arguments.navigation(config, &values, &built)?),
            None => None,
        };
        let mut job = Job {
            outgoing: Outgoing {
                url: built.url,
                method: call.method.name(),
                headers: object(&Value::Fields(
                    built
                        .headers
                        .into_iter()
                        .map(|(name, value)| (name, Value::Text(value)))
                        .collect(),
                ))?,
                body: match built.body {
                    Some(body) => json(body_name, &body)?,
                    None => JsValue::UNDEFINED,
                },
                redirect: Redirect::Error,
            },
            answer: &call.answer,
            handle: Handle::new(timeout, &tokens[0], &tokens[1])?,
            path: built.path,
            instance,
            navigation: None,
        };
        if let Some(navigation) = navigation {
            job.outgoing.redirect = Redirect::Manual;
            job.navigation = Some(navigation);
        }
        if let Some(stop) = job.handle.stop() {
            return Err(stop.error());
        }
        Ok(future_to_promise(job.run()))
    }

    fn make_state(&self, config: &Config) -> Result<(), JsValue> {
        if config.state().is_none() {
            let state = host::random_hex().map_err(|cause| {
                SdkError::new(
                    ErrorKind::Environment,
                    &["there is no crypto.getRandomValues here"],
                )
                .caused_by(&host::name_of(&cause))
            })?;
            set(&self.store, "state", &JsValue::from_str(&state));
            config.keep_state(state);
        }
        Ok(())
    }
}

/// What a navigation does once it is known to lead somewhere.
#[derive(Debug)]
struct Navigation {
    url: String,
    probe: Option<String>,
    navigate: bool,
}

/// One call under way.
struct Job {
    outgoing: Outgoing,
    answer: &'static Answer,
    handle: Handle,
    path: String,
    instance: Rc<Instance>,
    navigation: Option<Navigation>,
}

impl Job {
    async fn run(mut self) -> Result<JsValue, JsValue> {
        let navigation = self.navigation.take();
        if let Some(navigation) = &navigation {
            match &navigation.probe {
                Some(probe) => self.outgoing.url.clone_from(probe),
                None => return follow(navigation),
            }
        }
        let started = Date::now();
        self.tell(&self.instance.hooks.request, None);
        let incoming = transport::send(&self.outgoing, &self.handle).await;
        let status = incoming.as_ref().map_or(0, |incoming| incoming.status);
        self.tell(
            &self.instance.hooks.response,
            Some((status, Date::now() - started)),
        );
        let incoming = incoming?;
        if let Some(navigation) = &navigation {
            if incoming.is_redirect || incoming.status == 302 {
                return follow(navigation);
            }
        }
        self.read(incoming, navigation.is_some()).await
    }

    /// Calls a hook. One that throws never fails a call.
    fn tell(&self, hook: &Option<Function>, answer: Option<(u16, f64)>) {
        let Some(hook) = hook else { return };
        let report = Object::new();
        set(&report, "method", &self.outgoing.method.into());
        set(&report, "path", &self.path.as_str().into());
        set(&report, "attempt", &1.into());
        if let Some((status, ms)) = answer {
            set(&report, "status", &status.into());
            set(&report, "ms", &ms.into());
        }
        let _ = hook.call1(&JsValue::UNDEFINED, &report);
    }

    async fn read(self, incoming: Incoming, navigates: bool) -> Result<JsValue, JsValue> {
        let status = incoming.status;
        let captcha = incoming.header("x-captcha-enabled").as_deref() == Some("1");
        let failure = Failure {
            status,
            retry_after: incoming.header("retry-after").and_then(|header| {
                response::retry_after_seconds(&header)
                    .or_else(|| response::retry_after_date(Date::parse(&header), Date::now()))
            }),
            request_id: incoming.header("x-request-id"),
        };
        let announced = incoming
            .header("content-length")
            .and_then(|length| response::retry_after_seconds(&length));
        let (json, body) = if announced.is_some_and(|length| length > response::LONGEST_BODY.into())
        {
            self.handle.abandon();
            (JsValue::UNDEFINED, Body::TooLong)
        } else {
            let text = incoming.text().await;
            if let Some(stop) = self.handle.stop() {
                return Err(stop.error());
            }
            parsed(text)
        };
        let meaning = response::meaning(self.answer, status, body, captcha);
        match meaning {
            Meaning::Json if navigates => Err(failure.no_redirect()),
            Meaning::Status | Meaning::List if navigates => Err(failure.no_redirect()),
            Meaning::Json => {
                if self.answer.reads_login_url {
                    read_login_url(&json);
                }
                Ok(json)
            }
            Meaning::Status => Ok(fields(&[("code", &status.into())])),
            Meaning::List => Ok(Array::new().into()),
            Meaning::Late(code) => Ok(fields(&[(
                "error",
                &fields(&[
                    ("code", &code.into()),
                    ("description", &"Nobody has opened the link yet.".into()),
                ]),
            )])),
            Meaning::Api(code) => Err(failure.api_error(&code, &json)),
            Meaning::Sdk(error) => Err(error.into()),
        }
    }
}

/// What an error tells of its answer.
struct Failure {
    status: u16,
    retry_after: Option<f64>,
    request_id: Option<String>,
}

impl Failure {
    fn api_error(self, code: &str, json: &JsValue) -> JsValue {
        let error = own(json, "error");
        let description = match own(&error, "description") {
            text if text.is_string() => text,
            _ => JsValue::UNDEFINED,
        };
        host::api_error(
            code,
            &description,
            &own(&error, "details"),
            self.status,
            self.retry_after,
            self.request_id,
        )
    }

    fn no_redirect(self) -> JsValue {
        SdkError::new(
            ErrorKind::Response,
            &["the service did not answer with a redirect"],
        )
        .into()
    }
}

fn follow(navigation: &Navigation) -> Result<JsValue, JsValue> {
    let code = JsValue::from(302);
    if !navigation.navigate {
        return Ok(fields(&[
            ("code", &code),
            ("url", &navigation.url.as_str().into()),
        ]));
    }
    host::navigate(&navigation.url).map_err(|cause| {
        SdkError::new(ErrorKind::Environment, &["this page cannot navigate"])
            .caused_by(&host::name_of(&cause))
    })?;
    Ok(fields(&[("code", &code)]))
}

/// Adds what stands in the query of `login_url`: code, state or token, unless the answer has it.
fn read_login_url(json: &JsValue) {
    let Some(url) = own(json, "login_url").as_string() else {
        return;
    };
    for name in ["code", "state", "token"] {
        if let (Ok(Some(value)), true) =
            (host::parameter(&url, name), own(json, name).is_undefined())
        {
            set(json, name, &JsValue::from_str(&value));
        }
    }
}

/// The body of an answer, and what it is.
fn parsed(text: Result<JsValue, JsValue>) -> (JsValue, Body) {
    let nothing = JsValue::UNDEFINED;
    let Ok(text) = text else {
        return (nothing, Body::CutOff);
    };
    let text: JsString = text.unchecked_into();
    match text.length() {
        0 => return (nothing, Body::Empty),
        length if length > response::LONGEST_BODY => return (nothing, Body::TooLong),
        _ => {}
    }
    let Ok(json) = host::parse(&text) else {
        return (nothing, Body::Garbled);
    };
    let error = own(&json, "error");
    if error.is_undefined() || error.is_null() {
        return (json, Body::Json);
    }
    let code = own(&error, "code");
    let text = code
        .as_string()
        .or_else(|| code.as_f64().and_then(|_| JsString::from(code).as_string()));
    (json, Body::Error(text.filter(|code| !code.is_empty())))
}

/// What the caller of one call gave.
struct Arguments {
    /// The object of the object form, or undefined.
    object: JsValue,
    /// The values of the positional form.
    list: Option<[JsValue; 2]>,
    /// The options argument: an object or undefined.
    options: JsValue,
}

impl Arguments {
    fn new(call: &Call, a: JsValue, b: JsValue, c: JsValue) -> Result<Self, JsValue> {
        let by_position = call.positional > 0 && !a.is_object();
        let takes_none = call.args.iter().all(|arg| arg.in_options);
        let options = match (takes_none, by_position && call.positional == 2) {
            (true, _) => &a,
            (_, true) => &c,
            _ => &b,
        };
        if !(options.is_undefined() || options.is_null() || options.is_object()) {
            return Err(argument("options", "must be an object").into());
        }
        let options = options.clone();
        Ok(if by_position {
            Self {
                object: JsValue::UNDEFINED,
                list: Some([a, b]),
                options,
            }
        } else {
            Self {
                object: a,
                list: None,
                options,
            }
        })
    }

    /// The arguments of the call, checked.
    fn values(&self, call: &'static Call) -> Result<Values<Given>, JsValue> {
        let mut values = Values::default();
        for (index, arg) in call.args.iter().enumerate() {
            let value = self.read(index, arg)?;
            if is_missing(&value) {
                if !arg.required {
                    continue;
                }
                return Err(self.missing(call, arg).into());
            }
            match arg.to {
                To::Stop => {}
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
        if let Some((other, meant)) = call.mistaken {
            if !is_missing(&own(&self.object, other)) {
                return SdkError::new(
                    ErrorKind::Argument,
                    &[arg.name, ": missing; for ", other, " call ", meant],
                );
            }
        }
        argument(
            arg.name,
            match arg.kind {
                Kind::Object => "an object is required",
                Kind::TextOrNumber => "a string or a number is required",
                Kind::OneOf(_) => "must be sso or all",
                _ => "a string is required",
            },
        )
    }

    /// The option `signal`, or undefined.
    fn signal(&self) -> Result<JsValue, JsValue> {
        let signal = read(&self.options, "signal")?;
        if is_missing(&signal) {
            return Ok(JsValue::UNDEFINED);
        }
        if cancel::is_signal(&signal) {
            return Ok(signal);
        }
        Err(argument("signal", "must be an AbortSignal").into())
    }

    /// The argument that can stop the call, or undefined.
    fn cancel_token(&self, call: &Call) -> Result<JsValue, JsValue> {
        for (index, arg) in call.args.iter().enumerate() {
            if arg.to == To::Stop {
                let token = self.read(index, arg)?;
                if !is_missing(&token) {
                    return cancel::source(&token).ok_or_else(|| {
                        argument(
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

    /// The option `timeout`.
    fn timeout(&self) -> Result<Option<u32>, JsValue> {
        let timeout = read(&self.options, "timeout")?;
        if is_missing(&timeout) {
            return Ok(None);
        }
        timeout
            .as_f64()
            .and_then(config::milliseconds)
            .map(Some)
            .ok_or_else(|| {
                argument(
                    "timeout",
                    "must be a number of milliseconds, not negative or NaN",
                )
                .into()
            })
    }

    /// How the page is to be led away, as the options `navigate` and `check` say.
    fn navigation(
        &self,
        config: &Config,
        values: &Values<Given>,
        request: &Request<Given>,
    ) -> Result<Navigation, JsValue> {
        let navigate = self.flag("navigate")?;
        if navigate && !matches!(host::can_navigate(), Ok(true)) {
            return Err(SdkError::new(
                ErrorKind::Environment,
                &["there is no page to navigate here; pass navigate: false for the address"],
            )
            .into());
        }
        Ok(Navigation {
            url: request.url.clone(),
            probe: self
                .flag("check")?
                .then(|| request::probe(config, values, request)),
            navigate,
        })
    }

    /// An option that is on unless it is given as `false`.
    fn flag(&self, name: &str) -> Result<bool, JsValue> {
        let flag = read(&self.options, name)?;
        if is_missing(&flag) {
            return Ok(true);
        }
        flag.as_bool()
            .ok_or_else(|| argument(name, "must be a boolean").into())
    }
}

/// A value of the kind that its argument must be, as the request takes it.
fn checked(arg: &Arg, value: JsValue) -> Result<Value<Given>, JsValue> {
    let refused = |must: &str| -> JsValue { argument(arg.name, must).into() };
    match arg.kind {
        Kind::Object => match value.is_object() && !value.is_array() {
            true => Ok(Value::Given(Given(value))),
            false => Err(refused("must be an object")),
        },
        Kind::Flag => match value.as_bool() {
            Some(flag) => Ok(Value::Flag(flag)),
            None => Err(refused("must be a boolean")),
        },
        Kind::OneOf(words) => match value.as_string() {
            Some(word) if words.contains(&word.as_str()) => Ok(Value::Text(word)),
            _ => Err(refused("must be sso or all")),
        },
        Kind::TextOrNumber if value.as_f64().is_some_and(f64::is_finite) => {
            Ok(Value::Given(Given(value)))
        }
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
                _ => {}
            }
            Ok(Value::Text(text))
        }
    }
}

/// `String.prototype.toLowerCase` of a string.
fn lower(text: JsValue) -> JsValue {
    text.unchecked_into::<JsString>().to_lower_case().into()
}

/// The four headers of `captchaData`.
fn captcha(data: &JsValue, values: &mut Values<Given>) -> Result<(), JsValue> {
    if !data.is_object() {
        return Err(argument("captchaData", "must be an object").into());
    }
    for (field, header) in request::CAPTCHA {
        let value = read(data, field)?;
        if is_missing(&value) {
            continue;
        }
        let text = match value.as_f64() {
            Some(_) => JsString::from(value).as_string(),
            None => value.as_string(),
        };
        let text = text.ok_or_else(|| argument(field, "must be a string"))?;
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
    if !fields.is_object() || fields.is_array() {
        return Err(argument(arg.name, "must be an object").into());
    }
    let mut fields = fields.clone();
    let mut email = read(&fields, "email")?;
    if email.is_string() && !is_missing(&email) {
        email = lower(email);
        fields = host::replaced(&fields, "email", &email)
            .map_err(|_| argument(arg.name, "a property of it throws"))?
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
/// `SDKError` `argument`, if reading it throws.
fn read(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    if !object.is_object() {
        return Ok(JsValue::UNDEFINED);
    }
    host::own(object, name).map_err(|_| argument(name, "throws when it is read").into())
}

/// An own property of what the JSON parser or this crate made, which cannot throw.
fn own(object: &JsValue, name: &str) -> JsValue {
    if !object.is_object() {
        return JsValue::UNDEFINED;
    }
    host::own(object, name).unwrap_or(JsValue::UNDEFINED)
}

/// Whether a value counts as not given.
fn is_missing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null() || *value == JsValue::from_str("")
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn fields(pairs: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        set(&object, name, value);
    }
    object.into()
}

fn argument(name: &str, must: &str) -> SdkError {
    SdkError::new(ErrorKind::Argument, &[name, ": ", must])
}

fn internal() -> SdkError {
    SdkError::new(ErrorKind::Internal, &["the wasm failed"])
}

/// A value as a JavaScript object.
fn object(value: &Value<Given>) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|_| internal().into())
}

/// A body as JSON text. `name` is the argument that its given values come from.
fn json(name: &str, body: &Value<Given>) -> Result<JsValue, JsValue> {
    let value = match body {
        Value::Given(Given(value)) => value.clone(),
        built => object(built)?,
    };
    // A `toJSON` of the caller's may throw, or give nothing.
    match JSON::stringify(&value).map(JsValue::from) {
        Ok(text) if text.is_string() => Ok(text),
        _ => Err(argument(name, "cannot be written as JSON").into()),
    }
}

/// What an option is, without JavaScript.
fn plain(kind: config::Kind, value: &JsValue) -> Plain {
    if let Some(text) = value.as_string() {
        return match kind {
            config::Kind::Base => Plain::Address {
                href: host::href(&text).ok(),
                page_origin: host::page_origin().ok().flatten(),
            },
            _ => Plain::Text(text),
        };
    }
    if let Some(flag) = value.as_bool() {
        return Plain::Flag(flag);
    }
    if let Some(number) = value.as_f64() {
        let text = JsString::from(value.clone()).as_string();
        return Plain::Number(number, text.unwrap_or_default());
    }
    if value.is_function() {
        return Plain::Function;
    }
    if value.is_object() {
        let limit = own(value, "limit");
        return Plain::Object {
            limit: (!limit.is_undefined()).then(|| limit.as_f64().unwrap_or(f64::NAN)),
        };
    }
    Plain::Other
}
