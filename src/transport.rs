//! Makes one attempt: calls the hooks and `fetch`, and reads the status, the headers, and the body up to its
//! limit.

mod body;

use core::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo_net::http::Response;
use js_sys::{JsString, Map};
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

use crate::answer::{self, Meaning, Received};
use crate::call_error::CallError;
use crate::calls::{Call, FetchOptions, Success};
use crate::cancel::{Cancellation, Interrupted, Limit};
use crate::client::{self, Outcome, Transport};
use crate::download::{Download, Fetched};
use crate::error::{ErrorKind, SdkError};
use crate::hooks::{Attempt, Hooks};
use crate::js::error::name_of;
use crate::js::object::Store;
use crate::js::{Dictionary, Opaque, clock, is_missing, page, property};
use crate::navigation::Navigation;
use crate::request::Request;
use crate::result::{self, Answer};

#[wasm_bindgen]
extern "C" {
    // Not the one of web-sys, which is a method of `Window` and declared not to throw.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &Fetched) -> Result<JsValue, JsValue>;
}

/// The response headers that are read.
const HEADERS: [&str; 4] = [
    CONTENT_LENGTH,
    "retry-after",
    "x-captcha-enabled",
    "x-request-id",
];

const CONTENT_LENGTH: &str = "content-length";

/// A request in the form that `fetch` takes.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The URL with its query.
    pub url: String,
    /// The path below the base URL.
    pub path: String,
    /// The request headers.
    pub headers: Dictionary,
    /// The body: a string, or `undefined` for none.
    pub body: JsValue,
}

impl Outgoing {
    /// Converts the request of a call. The body becomes a string, so later changes to the caller's objects
    /// have no effect.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` if the body cannot be serialized as JSON.
    pub fn new(call: &Call, request: &Request<Opaque>) -> Result<Self, JsValue> {
        let body = body::serialized(call, &request.body)?;
        let headers = Dictionary::new();
        if !body.is_undefined() {
            headers.set("Content-Type", call.content_type());
        }
        for (name, Opaque(value)) in &request.headers {
            headers.set(name, value.clone());
        }
        if let Some(Opaque(token)) = &request.bearer {
            let bearer = JsString::from("Bearer ").concat(token);
            headers.set("Authorization", bearer);
        }
        Ok(Self {
            url: request.url.clone(),
            path: request.path.clone(),
            headers,
            body,
        })
    }
}

/// One call in progress, in a browser.
pub struct LiveCall {
    /// The call.
    pub call: &'static Call,
    /// The request.
    pub outgoing: Outgoing,
    /// The hooks that are told of each attempt.
    pub hooks: Hooks,
    /// What can stop the call. Calls that belong together share it.
    pub cancellation: Rc<Cancellation>,
    /// How many times the call may be retried.
    pub retries: u32,
    /// Where the page navigates if the response is a redirect.
    pub navigation: Option<Navigation>,
    /// Whether a request has been sent.
    pub is_sent: Cell<bool>,
}

impl Transport for LiveCall {
    type Value = JsValue;
    type Error = CallError;
    type Answer = Answer;

    async fn attempt(&self, number: u32) -> Result<Outcome<Answer, CallError>, CallError> {
        self.check()?;
        let method = self.call.method.name();
        let mut attempt = self.hooks.begin(method, &self.outgoing.path, number);
        // A hook may have stopped the call.
        self.check()?;
        let limit = self.cancellation.attempt(self.call.round());
        let limit = limit.map_err(CallError::other)?;
        let outcome = self.send_and_read(&limit, &mut attempt).await;
        crate::trap::here("attempt");
        if let Ok(Outcome::Answer(received, _)) = &outcome
            && self.hooks.is_told()
        {
            attempt.code = answer::error_code(&self.call.answer, received);
        }
        match outcome {
            Ok(outcome) => Ok(outcome),
            Err(Interrupted::Stopped(reason)) => Err(CallError::other(reason)),
            Err(Interrupted::RanOut) => {
                limit.abort();
                Ok(Outcome::RanOut)
            }
        }
    }

    async fn pause(&self, ms: f64) -> Result<(), CallError> {
        match self.cancellation.pause(ms).await {
            Err(Interrupted::Stopped(reason)) => Err(CallError::other(reason)),
            _ => Ok(()),
        }
    }

    fn conclude(
        &self,
        meaning: &Meaning,
        received: &Received,
        answer: &Answer,
    ) -> Result<JsValue, CallError> {
        match (meaning, &self.navigation) {
            (Meaning::Redirect, Some(navigation)) => navigation.go().map_err(CallError::other),
            (meaning, _) => result::of(self.call, meaning, received, answer),
        }
    }

    fn monotonic(&self) -> f64 {
        clock::monotonic()
    }

    fn left(&self) -> f64 {
        self.cancellation.left()
    }

    fn random(&self) -> f64 {
        clock::random()
    }
}

impl LiveCall {
    /// Runs the call to its end.
    ///
    /// # Errors
    ///
    /// As [`client::run`].
    pub async fn run(&self) -> Result<JsValue, CallError> {
        client::run(self.call, self.retries, self).await
    }

    /// Fails if the call has been stopped.
    fn check(&self) -> Result<(), CallError> {
        self.cancellation.check().map_err(CallError::other)
    }

    async fn send_and_read(
        &self,
        limit: &Limit<'_>,
        attempt: &mut Attempt<'_>,
    ) -> Result<Outcome<Answer, CallError>, Interrupted> {
        let answer = match self.send(limit) {
            Ok(promise) => limit.settled(&promise).await?,
            Err(thrown) => Err(thrown),
        };
        let (fetched, response) = match self.opened(answer) {
            Ok(opened) => opened,
            Err(cause) => return no_answer(&cause).map_err(Interrupted::Stopped),
        };
        attempt.answered(response.status());
        let mut download = Download::new(&fetched, response.headers().get(CONTENT_LENGTH));
        while let Some(promise) = download.promise() {
            download.take(limit.settled(&promise).await?);
        }
        Ok(self.closed(&fetched, &response, &download))
    }

    fn send(&self, limit: &Limit<'_>) -> Result<JsValue, JsValue> {
        let Outgoing {
            url, headers, body, ..
        } = &self.outgoing;
        let FetchOptions {
            credentials,
            redirect,
            cache,
        } = self.call.policy.fetch_options();
        // Without a prototype, because `fetch` would read options from a polluted one.
        let init = Dictionary::new();
        init.set("method", self.call.method.name());
        init.set("headers", headers.clone());
        if !body.is_undefined() {
            init.set("body", body.clone());
        }
        init.set("credentials", credentials);
        init.set("redirect", supported(redirect));
        init.set("cache", cache);
        init.set("signal", limit.signal());
        self.is_sent.set(true);
        fetch(url, init.unchecked_ref())
    }

    /// Returns the response, and the copy of its status and headers that gloo-net reads.
    fn opened(&self, answer: Result<JsValue, JsValue>) -> Result<(Fetched, Response), JsValue> {
        let fetched: Fetched = answer?.unchecked_into();
        let response = copied(&fetched)?;
        let status = response.status();
        let is_redirect = status < 200 || (300..400).contains(&status);
        let FetchOptions { redirect, .. } = self.call.policy.fetch_options();
        if is_redirect && supported(redirect) != redirect {
            // Fails as it would have with `redirect: 'error'`.
            return Err(JsValue::UNDEFINED);
        }
        Ok((fetched, response))
    }

    /// Returns what is known of a response whose body has been read.
    fn closed(
        &self,
        fetched: &Fetched,
        response: &Response,
        download: &Download,
    ) -> Outcome<Answer, CallError> {
        let headers = response.headers();
        let (body, json) = download.end();
        let received = Received {
            status: response.status(),
            is_redirect: self.call.answer.success == Success::Redirect
                && is_opaque_redirect(fetched),
            body,
            captcha: headers.get("x-captcha-enabled").as_deref() == Some("1"),
            retry_after: headers
                .get("retry-after")
                .and_then(|header| answer::retry_after(&header, clock::until)),
        };
        let request_id = headers.get("x-request-id");
        Outcome::Answer(received, Answer { json, request_id })
    }
}

/// Reads the status and headers of a response once, and returns a copy for gloo-net. gloo-net unwraps what it
/// reads, and a mock, a polyfill or a Proxy may throw or lack them.
fn copied(fetched: &Fetched) -> Result<Response, JsValue> {
    let status = fetched.status()?.as_f64().unwrap_or_default();
    let found: Store = property(fetched, "headers").unchecked_into();
    // A Map has `get`, as Headers do.
    let headers: Store = JsValue::from(Map::new()).unchecked_into();
    for name in HEADERS {
        let value = found.named(name).unwrap_or_default();
        if value.is_string() {
            let _ = headers.set(&name.into(), &value);
        }
    }
    let copy = Dictionary::new();
    copy.set("status", f64::from(status as u16));
    copy.set("headers", headers);
    Ok(Response::from(
        JsValue::from(copy).unchecked_into::<web_sys::Response>(),
    ))
}

fn is_opaque_redirect(fetched: &Fetched) -> bool {
    property(fetched, "type") == "opaqueredirect"
}

/// Returns the redirect mode to pass to `fetch`: `manual` instead of `error` on edge runtimes, which do not
/// support `error` and throw.
fn supported(redirect: &'static str) -> &'static str {
    thread_local! {
        static KNOWS_ERROR: OnceCell<bool> = const { OnceCell::new() };
    }
    match redirect {
        "error" if !KNOWS_ERROR.with(|knows| *knows.get_or_init(knows_error)) => "manual",
        redirect => redirect,
    }
}

fn knows_error() -> bool {
    let init = Dictionary::new();
    init.set("redirect", "error");
    is_missing(&page::at(&["Request"]))
        || web_sys::Request::new_with_str_and_init("https://a.example", init.unchecked_ref())
            .is_ok()
}

/// Returns why `fetch` failed. The message of `cause` may quote the URL, so only its `name` is kept.
///
/// `Err` ends the call: there is no `fetch`, or the environment aborted the request.
fn no_answer(cause: &JsValue) -> Result<Outcome<Answer, CallError>, JsValue> {
    if !page::at(&["fetch"]).is_function() {
        return Err(SdkError::environment("there is no fetch here").caused_by(cause));
    }
    if name_of(cause) == "AbortError" {
        let error = SdkError::new(ErrorKind::Aborted, "the environment stopped the request");
        return Err(error.caused_by(cause));
    }
    let error = SdkError::new(
        ErrorKind::Network,
        "no response: offline, the host was not found, the connection was refused, a redirect, or CORS (is \
         this page's origin among the allowed origins of the Login project?)",
    );
    let error = CallError::no_response(error.caused_by(cause));
    Ok(Outcome::NoAnswer(error))
}
