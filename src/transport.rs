//! One generic future: send, cancel, time out, read the body.

use gloo_net::http::Response;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::arguments::Given;
use crate::calls::{Call, Policy};
use crate::cancel::Handle;
use crate::error::{Kind, SdkError};
use crate::host;
use crate::request::{Request, Value};
use crate::trap;

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
    /// What it may carry and follow.
    pub policy: Policy,
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
            body: match (&request.body, &request.form) {
                (Some(body), _) => body.to_json(call)?,
                (_, Some(form)) => form.as_str().into(),
                _ => JsValue::UNDEFINED,
            },
            policy: call.policy,
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

    /// Lets go of a body that nobody will read.
    pub fn discard(self) {
        let raw: web_sys::Response = self.response.into();
        let _ = host::discard(raw.as_ref());
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
/// With the reason of the caller, or `SDKError` `timeout`, `aborted`, `environment`, `network`; and
/// whether it is the last, which may pass.
pub async fn send(outgoing: &Outgoing, handle: &Handle) -> Result<Incoming, (JsValue, bool)> {
    if let Some(stop) = handle.stop() {
        return Err((stop.error(), false));
    }
    if !matches!(host::can_fetch(), Ok(true)) {
        let error = SdkError::new(Kind::Environment, &["there is no fetch here"]);
        return Err((error.into(), false));
    }
    let Policy {
        credentials,
        redirect,
        cache,
    } = outgoing.policy;
    let promise = host::send(
        &outgoing.url,
        outgoing.method,
        &outgoing.headers,
        &outgoing.body,
        credentials,
        redirect,
        cache,
        &handle.signal(),
    );
    let answer = match promise {
        Ok(promise) => JsFuture::<JsValue>::from(promise).await,
        Err(thrown) => Err(thrown),
    };
    trap::here("closure");
    if let Some(stop) = handle.stop() {
        return Err((stop.error(), false));
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

/// Why `fetch` gave no answer, and whether there was none. Its own words may quote the address, so
/// only their name is kept.
fn failure(cause: &JsValue) -> (JsValue, bool) {
    let name = host::name_of(cause);
    let is_network = name.as_string().as_deref() != Some("AbortError");
    let error = if is_network {
        SdkError::new(
            Kind::Network,
            &[
                "no answer: offline, the address not found, the connection refused, a redirect, or \
                 CORS (is this page's origin among the allowed origins of the Login project?)",
            ],
        )
    } else {
        SdkError::new(Kind::Aborted, &["the environment stopped the request"])
    };
    (error.caused_by(&name), is_network)
}
