//! The responses to a sign-in.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use crate::store::callback::Start;
use crate::store::rules::fields::Field;
use crate::store::rules::sign_in::{Missing, SignedIn, Submitted};
use crate::store::state::App;
use crate::web::{cookie, page};

/// Returns the response of the calls that name the URL `login_url`.
pub(crate) fn with_login_url(app: &App, signed_in: SignedIn) -> Response {
    answer(app, signed_in, "login_url")
}

/// Returns the response of the calls that name the URL `url`.
pub(crate) fn with_url(app: &App, signed_in: SignedIn) -> Response {
    answer(app, signed_in, "url")
}

fn answer(app: &App, signed_in: SignedIn, name: &str) -> Response {
    let mut answer = json!({ name: signed_in.url });
    match signed_in.missing {
        Missing::Nothing => {}
        Missing::Fields { fields, token } => {
            answer["ask_fields"] = describe(&fields).into();
            answer["token"] = token.into();
        }
        Missing::Factor { challenge_id } => answer["challenge_id"] = challenge_id.into(),
    }
    (cookie::set(app, signed_in.session), Json(answer)).into_response()
}

/// Returns the response of a call that fills in the missing fields.
pub(crate) fn with_redirect_url(app: &App, signed_in: SignedIn) -> Response {
    let answer = json!({ "redirect_url": signed_in.url });
    (cookie::set(app, signed_in.session), Json(answer)).into_response()
}

/// Returns the response to the form of a page. `again` shows the page again, with the
/// problem.
pub(crate) fn after_form(
    app: &App,
    submitted: Submitted,
    again: impl FnOnce(&str) -> Response,
) -> Response {
    match submitted {
        Submitted::Gone => page::gone(),
        Submitted::Again(failure) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            again(&failure.description),
        )
            .into_response(),
        Submitted::Done { start, signed_in } => see_other(app, signed_in, &start),
    }
}

/// Redirects the browser after a form. If the user still has fields to fill in,
/// `fields` lists their names, and `token` is the token to submit them with.
fn see_other(app: &App, signed_in: SignedIn, start: &Start) -> Response {
    let url = match &signed_in.missing {
        Missing::Fields { fields, token } => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let names = names.join(",");
            start.with(&[("token", token), ("fields", &names)])
        }
        Missing::Nothing | Missing::Factor { .. } => signed_in.url,
    };
    // The next request must be a GET, whatever this one was.
    (cookie::set(app, signed_in.session), Redirect::to(&url)).into_response()
}

/// Describes the fields that the user still has to fill in, as the service does.
pub(crate) fn describe(fields: &[Field]) -> Vec<Value> {
    let described = fields.iter().enumerate().map(|(step, field)| {
        let mut described = json!({
            "name": field.name,
            "type": field.kind,
            "required": true,
            "step": step,
            "validation": {},
        });
        if field.by_code {
            described["confirmation_type"] = "code".into();
        }
        described
    });
    described.collect()
}
