//! What a call resolves to or rejects with (contract: `docs/errors.md`).

use wasm_bindgen::prelude::*;

use crate::answer::{Meaning, Received, Refusal};
use crate::call_error::{CallError, Cause};
use crate::calls::{Call, Success};
use crate::error::{ErrorKind, SdkError};
use crate::js::error::api_error;
use crate::js::object::{define, list};
use crate::js::{Dictionary, field, text};

#[wasm_bindgen(module = "/js/callback.js")]
extern "C" {
    #[wasm_bindgen(js_name = readLoginUrl, catch)]
    fn read_login_url(url: &JsValue) -> Result<JsValue, JsValue>;
}

/// What a result or an error contains, in addition to what is in [`Received`].
pub struct Answer {
    /// The parsed JSON of the body; `undefined` if there is none.
    pub json: JsValue,
    /// The header `x-request-id`, the service's id of the request.
    pub request_id: Option<String>,
}

/// Returns the result of a call, depending on what its response means.
///
/// # Errors
///
/// Returns the `APIError` or `SDKError` that the response means.
pub fn of(
    call: &Call,
    meaning: &Meaning,
    received: &Received,
    answer: &Answer,
) -> Result<JsValue, CallError> {
    let Answer { json, request_id } = answer;
    match meaning {
        Meaning::Json => {
            if call.answer.success == Success::LoginUrl {
                add_login_url(json);
            }
            Ok(json.clone())
        }
        Meaning::Status => Ok(status(received.status)),
        Meaning::List => Ok(list(&[])),
        Meaning::Late(code) => Ok(late(code)),
        Meaning::Api(code) => Err(CallError {
            value: of_service(code, received, json, request_id.as_deref()),
            cause: Cause::Refused(Refusal {
                status: received.status,
                code: code.clone(),
                retry_after: received.retry_after,
            }),
        }),
        Meaning::Sdk(error) => Err(CallError::other(error.clone().into())),
        Meaning::Redirect => {
            let reason = "the service responded with a redirect";
            let error = SdkError::new(ErrorKind::Response, reason);
            Err(CallError::other(error.into()))
        }
    }
}

/// Returns `{ code: <HTTP status> }`.
pub fn status(status: u16) -> JsValue {
    let result = Dictionary::new();
    result.set("code", status);
    result.plain()
}

/// Returns the result of a wait that timed out at the service, whose response has no readable code.
fn late(code: &'static str) -> JsValue {
    let error = Dictionary::new();
    error.set("code", code);
    error.set("description", "Nobody has opened the link yet.");
    let result = Dictionary::new();
    result.set("error", error.plain());
    result.plain()
}

/// Returns the error code in a response, if one can be read: a string, or a number as a string. In responses
/// of the token endpoint, `error` itself is the code (RFC 6749, 5.2).
pub fn code_of(json: &JsValue) -> Option<String> {
    let error = field(json, "error");
    let code = match error.is_object() {
        true => field(&error, "code"),
        false => error,
    };
    let code = match code.as_f64() {
        Some(_) => text(&code)?,
        None => code,
    };
    code.as_string().filter(|code| !code.is_empty())
}

/// Returns `description` and `details` of the error in a response, those that are there.
pub fn error_fields(json: &JsValue) -> Dictionary {
    let error = field(json, "error");
    let description = match error.is_object() {
        true => field(&error, "description"),
        false => field(json, "error_description"),
    };
    let fields = Dictionary::new();
    if description.is_string() {
        fields.set("description", description);
    }
    let details = field(&error, "details");
    if !details.is_undefined() {
        fields.set("details", details);
    }
    fields
}

fn of_service(
    code: &str,
    received: &Received,
    json: &JsValue,
    request_id: Option<&str>,
) -> JsValue {
    let fields = error_fields(json);
    fields.set("status", received.status);
    if let Some(seconds) = received.retry_after {
        fields.set("retryAfter", seconds);
    }
    if let Some(id) = request_id {
        fields.set("requestId", id);
    }
    api_error(code, &fields)
}

/// Adds `code`, `state` and `token` from the query of `login_url`, unless the response already has them.
fn add_login_url(json: &JsValue) {
    let Ok(found) = read_login_url(&field(json, "login_url")) else {
        return;
    };
    for name in ["code", "state", "token"] {
        let value = field(&found, name);
        if !value.is_undefined() && field(json, name).is_undefined() {
            define(json, name, &value);
        }
    }
}
