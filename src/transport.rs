//! One generic future: send, cancel, time out, read the body.

use gloo_net::http::Response;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::arguments::Given;
use crate::calls::Call;
use crate::cancel::Handle;
use crate::error::{Kind, SdkError};
use crate::host;
use crate::request::{Request, Value};

/// How a request treats redirects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirect {
    /// One is an error: following it would repeat what was sent somewhere else.
    Error,
    /// One is the answer.
    Manual,
}

/// What goes out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The address with its query.
    pub url: String,
    /// The HTTP method.
    pub method: &'static str,
    /// An object of header names and values.
    pub headers: JsValue,
    /// A string, or undefined.
    pub body: JsValue,
    /// What to do with a redirect.
    pub redirect: Redirect,
}

impl Outgoing {
    /// The request of a call as `fetch` takes it. Its body is text from here on: what the caller
    /// changes later changes nothing.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if the body cannot be written as JSON.
    pub fn new(call: &Call, request: &Request<Given>) -> Result<Self, JsValue> {
        let headers = request
            .headers
            .iter()
            .map(|(name, value)| (*name, Value::Text(value.clone())))
            .collect();
        Ok(Self {
            url: request.url.clone(),
            method: call.method.name(),
            headers: Value::Fields(headers).to_object()?,
            body: match &request.body {
                Some(body) => body.to_json(call)?,
                None => JsValue::UNDEFINED,
            },
            redirect: Redirect::Error,
        })
    }
}

/// Told of each attempt, whatever becomes of it.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    /// `onRequest`.
    pub request: Option<Function>,
    /// `onResponse`.
    pub response: Option<Function>,
}

/// What came back.
pub struct Incoming {
    /// The HTTP status; 0 for a redirect that the browser kept to itself.
    pub status: u16,
    /// Whether it is such a redirect.
    pub is_redirect: bool,
    /// The answer itself.
    response: Response,
}

impl Incoming {
    /// A header of the answer that scripts may read.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }

    /// The body as a JavaScript string: it stays out of the wasm's memory, which never shrinks.
    ///
    /// # Errors
    ///
    /// With what the browser says when the body breaks off.
    pub async fn text(self) -> Result<JsValue, JsValue> {
        let raw: web_sys::Response = self.response.into();
        JsFuture::from(raw.text()?).await
    }
}

/// Sends one request. What comes back is read through gloo-net, after `host::send` has made it an
/// object that cannot throw.
///
/// # Errors
///
/// With the reason of the caller, or `SDKError` `timeout`, `aborted`, `environment`, `network`.
pub async fn send(outgoing: &Outgoing, handle: &Handle) -> Result<Incoming, JsValue> {
    if let Some(stop) = handle.stop() {
        return Err(stop.error());
    }
    if !matches!(host::can_fetch(), Ok(true)) {
        return Err(SdkError::new(Kind::Environment, &["there is no fetch here"]).into());
    }
    let redirect = match outgoing.redirect {
        Redirect::Error => "error",
        Redirect::Manual => "manual",
    };
    let promise = host::send(
        &outgoing.url,
        outgoing.method,
        &outgoing.headers,
        &outgoing.body,
        "include",
        redirect,
        "no-store",
        &handle.signal(),
    );
    let answer = match promise {
        Ok(promise) => JsFuture::<JsValue>::from(promise).await,
        Err(thrown) => Err(thrown),
    };
    if let Some(stop) = handle.stop() {
        return Err(stop.error());
    }
    let raw: web_sys::Response = answer.map_err(|cause| failure(&cause))?.unchecked_into();
    let is_redirect = raw.type_() == web_sys::ResponseType::Opaqueredirect;
    let response = Response::from(raw);
    Ok(Incoming {
        status: response.status(),
        is_redirect,
        response,
    })
}

/// Why `fetch` gave no answer. Its own words may quote the address, so only their name is kept.
fn failure(cause: &JsValue) -> JsValue {
    let name = host::name_of(cause);
    let error = if name.as_string().as_deref() == Some("AbortError") {
        SdkError::new(Kind::Aborted, &["the environment stopped the request"])
    } else {
        SdkError::new(
            Kind::Network,
            &[
                "no answer: offline, the address not found, the connection refused, a redirect, or \
                 CORS (is this page's origin among the allowed origins of the Login project?)",
            ],
        )
    };
    error.caused_by(&name)
}
