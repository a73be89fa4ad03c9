//! One call under way: its attempts, what its hooks are told, and what its answer becomes.

use js_sys::{Array, Date, Function, JsString, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::arguments::Arguments;
use crate::calls::Answer;
use crate::cancel::{Handle, Stop};
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host::{self, fields, own_or_undefined, set};
use crate::response::{self, Body, Failure, Meaning};
use crate::retry;
use crate::transport::{self, Hooks, Incoming, Outgoing};

/// Why an attempt failed, for the caller and for the rule of repeating.
pub struct Failed {
    /// What the promise rejects with.
    pub error: JsValue,
    /// What matters for another attempt.
    pub failure: Failure,
}

impl Failed {
    /// A failure that no further attempt would mend.
    pub fn for_good(error: JsValue) -> Self {
        Self {
            error,
            failure: Failure {
                status: 0,
                is_network: false,
                retry_after: None,
            },
        }
    }
}

impl From<&Stop> for Failed {
    fn from(stop: &Stop) -> Self {
        Self::for_good(stop.error())
    }
}

/// What a call sends, and what it makes of the answer.
pub struct Job {
    /// What is sent.
    pub outgoing: Outgoing,
    /// What to make of the answer.
    pub answer: &'static Answer,
    /// The path below the base, for the hooks.
    pub path: String,
    /// Who is told of it.
    pub hooks: Hooks,
    /// How many times it may be repeated.
    pub retries: u32,
}

impl Job {
    /// From the request to the promise's value, with as many attempts as the rule allows.
    ///
    /// # Errors
    ///
    /// With an `APIError`, an `SDKError`, or the reason of a cancelled call.
    pub async fn run(&self, handle: &Handle) -> Result<JsValue, Failed> {
        let mut attempt = 0_u32;
        loop {
            let failed = match self.attempt(attempt, handle).await {
                Err(failed) if attempt < self.retries => failed,
                outcome => return outcome,
            };
            let Some(wait) = retry::wait(&failed.failure, attempt, handle.left(), host::dice())
            else {
                return Err(failed);
            };
            handle.sleep(wait).await;
            if let Some(stop) = handle.stop() {
                return Err(stop.into());
            }
            attempt = attempt.saturating_add(1);
        }
    }

    async fn attempt(&self, attempt: u32, handle: &Handle) -> Result<JsValue, Failed> {
        let incoming = self.exchange(attempt, handle).await?;
        self.read(incoming, handle).await
    }

    /// Tries a navigation by `fetch`, and goes if the service would redirect.
    ///
    /// # Errors
    ///
    /// As [`Job::run`]; also with `SDKError` `response`, if the service answers otherwise.
    pub async fn navigate(
        mut self,
        navigation: Navigation,
        handle: &Handle,
    ) -> Result<JsValue, Failed> {
        let Some(probe) = &navigation.probe else {
            return navigation.follow();
        };
        self.outgoing.url.clone_from(probe);
        let incoming = self.exchange(0, handle).await?;
        if incoming.is_redirect || incoming.status == 302 {
            return navigation.follow();
        }
        self.read(incoming, handle).await?;
        let error = SdkError::new(
            ErrorKind::Response,
            &["the service did not answer with a redirect"],
        );
        Err(Failed::for_good(error.into()))
    }

    /// Round after round until somebody opens the link.
    ///
    /// # Errors
    ///
    /// As [`Job::run`], but for failures that pass: those are waited out.
    pub async fn rounds(&self, round: u32, handle: &Handle) -> Result<JsValue, Failed> {
        let mut failed_in_a_row = 0_u32;
        loop {
            let started = host::now();
            let signal = handle.signal();
            let clock = Handle::new(round, signal.as_ref(), &JsValue::UNDEFINED)
                .map_err(Failed::for_good)?;
            let outcome = self.attempt(0, &clock).await;
            if let Some(stop) = handle.stop() {
                return Err(stop.into());
            }
            let failed = match outcome {
                Ok(answer) if own_or_undefined(&answer, "error").is_undefined() => {
                    return Ok(answer);
                }
                Err(failed) if clock.stop().is_none() => Some(failed),
                _ => None,
            };
            let since = host::now() - started;
            let row = failed_in_a_row;
            let pause = match &failed {
                Some(failed) => {
                    failed_in_a_row = row.saturating_add(1);
                    retry::next_round(Some((&failed.failure, row)), since, host::dice())
                }
                None => {
                    failed_in_a_row = 0;
                    retry::next_round(None, since, 0.0)
                }
            };
            match (pause, failed) {
                (None, Some(failed)) => return Err(failed),
                (pause, _) => handle.sleep(pause.unwrap_or_default()).await,
            }
            if let Some(stop) = handle.stop() {
                return Err(stop.into());
            }
        }
    }

    /// One request and its answer, of which the hooks are told.
    async fn exchange(&self, attempt: u32, handle: &Handle) -> Result<Incoming, Failed> {
        let started = host::now();
        let attempt = attempt.saturating_add(1);
        self.tell(&self.hooks.request, attempt, None);
        let incoming = transport::send(&self.outgoing, handle).await;
        let status = incoming.as_ref().map_or(0, |incoming| incoming.status);
        self.tell(
            &self.hooks.response,
            attempt,
            Some((status, host::now() - started)),
        );
        incoming.map_err(|(error, is_network)| Failed {
            failure: Failure {
                status: 0,
                is_network,
                retry_after: None,
            },
            error,
        })
    }

    /// Calls a hook. One that throws never fails a call.
    fn tell(&self, hook: &Option<Function>, attempt: u32, answer: Option<(u16, f64)>) {
        let Some(hook) = hook else { return };
        let report = Object::new();
        set(&report, "method", &self.outgoing.method.into());
        set(&report, "path", &self.path.as_str().into());
        set(&report, "attempt", &attempt.into());
        if let Some((status, ms)) = answer {
            set(&report, "status", &status.into());
            set(&report, "ms", &ms.into());
        }
        host::tell(hook, &report);
    }

    async fn read(&self, incoming: Incoming, handle: &Handle) -> Result<JsValue, Failed> {
        let status = incoming.status;
        let captcha = incoming.header("x-captcha-enabled").as_deref() == Some("1");
        let request_id = incoming.header("x-request-id");
        let failure = Failure {
            status,
            is_network: false,
            retry_after: incoming.header("retry-after").and_then(|header| {
                response::retry_after_seconds(&header)
                    .or_else(|| response::retry_after_date(Date::parse(&header), Date::now()))
            }),
        };
        let announced = incoming
            .header("content-length")
            .and_then(|length| response::retry_after_seconds(&length));
        let (json, body) = if announced.is_some_and(|length| length > response::LONGEST_BODY.into())
        {
            incoming.discard();
            (JsValue::UNDEFINED, Body::TooLong)
        } else {
            let text = incoming.text().await;
            if let Some(stop) = handle.stop() {
                return Err(stop.into());
            }
            parsed(text)
        };
        let error = match response::meaning(self.answer, status, body, captcha) {
            Meaning::Json => {
                if self.answer.reads_login_url {
                    read_login_url(&json);
                }
                return Ok(json);
            }
            Meaning::Status => return Ok(fields(&[("code", &status.into())])),
            Meaning::List => return Ok(Array::new().into()),
            Meaning::Late(code) => return Ok(late(code)),
            Meaning::Api(code) => {
                return Err(Failed {
                    error: api_error(&code, &json, &failure, request_id),
                    failure,
                });
            }
            Meaning::Sdk(error) => error,
        };
        Err(Failed::for_good(error.into()))
    }
}

/// The result of a wait that ran out without a word of the service.
fn late(code: &str) -> JsValue {
    fields(&[(
        "error",
        &fields(&[
            ("code", &code.into()),
            ("description", &"Nobody has opened the link yet.".into()),
        ]),
    )])
}

fn api_error(code: &str, json: &JsValue, failure: &Failure, request_id: Option<String>) -> JsValue {
    let error = own_or_undefined(json, "error");
    let description = match own_or_undefined(&error, "description") {
        text if text.is_string() => text,
        _ => JsValue::UNDEFINED,
    };
    host::api_error(
        code,
        &description,
        &own_or_undefined(&error, "details"),
        failure.status,
        failure.retry_after,
        request_id,
    )
}

/// Where the page is led once it is known to lead somewhere.
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

    fn follow(&self) -> Result<JsValue, Failed> {
        let code = JsValue::from(302);
        if !self.navigate {
            return Ok(fields(&[
                ("code", &code),
                ("url", &self.url.as_str().into()),
            ]));
        }
        host::navigate(&self.url).map_err(|cause| {
            let error = SdkError::new(ErrorKind::Environment, &["this page cannot navigate"]);
            Failed::for_good(error.caused_by(&host::name_of(&cause)))
        })?;
        Ok(fields(&[("code", &code)]))
    }
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
    let json = host::parse(&text);
    if json.is_undefined() {
        return (nothing, Body::Garbled);
    }
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
