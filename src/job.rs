//! One call under way: what is sent, what its hooks are told, and what the answer becomes.

use js_sys::{Array, Date, Function, JsString, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::arguments::Arguments;
use crate::calls::Answer;
use crate::cancel::Handle;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host::{self, fields, own_or_undefined, set};
use crate::response::{self, Body, Meaning};
use crate::transport::{self, Hooks, Incoming, Outgoing, Redirect};

/// What a navigation does once it is known to lead somewhere.
#[derive(Debug)]
pub struct Navigation {
    url: String,
    probe: Option<String>,
    navigate: bool,
}

impl Navigation {
    /// A navigation to `url`, tried at `probe` first, as the options `navigate` and `check` say.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` for an option that is not a boolean; `environment` where there is no
    /// page to navigate, unless `navigate` is false.
    pub fn new(arguments: &Arguments, url: &str, probe: &str) -> Result<Self, JsValue> {
        let navigate = arguments.flag("navigate")?;
        if navigate && !matches!(host::can_navigate(), Ok(true)) {
            return Err(SdkError::new(
                ErrorKind::Environment,
                &["there is no page to navigate here; pass navigate: false for the address"],
            )
            .into());
        }
        Ok(Navigation {
            url: url.into(),
            probe: arguments.flag("check")?.then(|| probe.into()),
            navigate,
        })
    }

    fn follow(&self) -> Result<JsValue, JsValue> {
        let code = JsValue::from(302);
        if !self.navigate {
            return Ok(fields(&[
                ("code", &code),
                ("url", &self.url.as_str().into()),
            ]));
        }
        host::navigate(&self.url).map_err(|cause| {
            SdkError::new(ErrorKind::Environment, &["this page cannot navigate"])
                .caused_by(&host::name_of(&cause))
        })?;
        Ok(fields(&[("code", &code)]))
    }
}

/// One call under way.
pub struct Job {
    /// What is sent.
    pub outgoing: Outgoing,
    /// Where the page is led, for the one call that does.
    pub navigation: Option<Navigation>,
    /// What can stop it.
    pub handle: Handle,
    /// What to make of the answer.
    pub answer: &'static Answer,
    /// The path below the base, for the hooks.
    pub path: String,
    /// Who is told of it.
    pub hooks: Hooks,
}

impl Job {
    /// From the request to the promise's value.
    ///
    /// # Errors
    ///
    /// With an `APIError`, an `SDKError`, or the reason of a cancelled call.
    pub async fn run(mut self) -> Result<JsValue, JsValue> {
        let navigation = self.navigation.take();
        if let Some(navigation) = &navigation {
            match &navigation.probe {
                Some(probe) => {
                    self.outgoing.url.clone_from(probe);
                    self.outgoing.redirect = Redirect::Manual;
                }
                None => return navigation.follow(),
            }
        }
        let started = Date::now();
        self.tell(&self.hooks.request, None);
        let incoming = transport::send(&self.outgoing, &self.handle).await;
        let status = incoming.as_ref().map_or(0, |incoming| incoming.status);
        self.tell(&self.hooks.response, Some((status, Date::now() - started)));
        let incoming = incoming?;
        if let Some(navigation) = &navigation
            && (incoming.is_redirect || incoming.status == 302)
        {
            return navigation.follow();
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
            Meaning::Json | Meaning::Status | Meaning::List if navigates => Err(no_redirect()),
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
        let error = own_or_undefined(json, "error");
        let description = match own_or_undefined(&error, "description") {
            text if text.is_string() => text,
            _ => JsValue::UNDEFINED,
        };
        host::api_error(
            code,
            &description,
            &own_or_undefined(&error, "details"),
            self.status,
            self.retry_after,
            self.request_id,
        )
    }
}

fn no_redirect() -> JsValue {
    SdkError::new(
        ErrorKind::Response,
        &["the service did not answer with a redirect"],
    )
    .into()
}

/// Adds what stands in the query of `login_url`: code, state or token, unless the answer has it.
fn read_login_url(json: &JsValue) {
    let Some(url) = own_or_undefined(json, "login_url").as_string() else {
        return;
    };
    for name in ["code", "state", "token"] {
        if let (Ok(Some(value)), true) = (
            host::parameter(&url, name),
            own_or_undefined(json, name).is_undefined(),
        ) {
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
    let error = own_or_undefined(&json, "error");
    if error.is_undefined() || error.is_null() {
        return (json, Body::Json);
    }
    let code = own_or_undefined(&error, "code");
    let text = code
        .as_string()
        .or_else(|| code.as_f64().map(host::number_text));
    (json, Body::Error(text.filter(|code| !code.is_empty())))
}
