//! The links that lead to a social network, and a page of the sandbox in its place.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::callback::Start;
use crate::store::rules::sign_in::Submitted;
use crate::store::rules::social::{self, Person};
use crate::store::state::{App, Shared};
use crate::web::error::Result;
use crate::web::extract::{Body, FormBody, Params};
use crate::web::{page, redirect, signed_in};

/// GET `/social/{provider}/login_url`: an address of the network, for one visit.
pub(crate) async fn login_url(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    start: Start,
) -> Result<Json<Value>> {
    let url = visit(&app, provider, start)?;
    Ok(Json(json!({ "url": url })))
}

/// GET `/social/{provider}/login_redirect`: the same, as a link that can stand in
/// a page.
pub(crate) async fn login_redirect(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    start: Start,
) -> Result<Response> {
    Ok(redirect::found(visit(&app, provider, start)?))
}

fn visit(app: &App, provider: String, start: Start) -> Result<String> {
    let key = social::visit(&mut app.data(), app.now(), provider, start)?;
    Ok(format!("{}/social?request={key}", app.url))
}

#[derive(Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    request: String,
}

/// GET `/social`: the page of the network.
pub(crate) async fn page(State(app): State<Shared>, Params(query): Params<PageQuery>) -> Response {
    match app.data().visits.get(app.now(), &query.request) {
        Some(visit) => page::social(&visit.provider, &query.request, None),
        None => page::gone(),
    }
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    #[serde(default)]
    request: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    /// `allow`, or anything else to go back without.
    #[serde(default)]
    decision: String,
}

/// POST `/social`: the form of that page; back to the callback either way.
pub(crate) async fn decide(
    State(app): State<Shared>,
    FormBody(form): FormBody<Decision>,
) -> Response {
    let mut data = app.data();
    let provider = match data.visits.get(app.now(), &form.request) {
        Some(visit) => visit.provider.clone(),
        None => return page::gone(),
    };
    let person = Person {
        name: form.name.trim(),
        email: Some(form.email.trim()).filter(|email| !email.is_empty()),
    };
    let allowed = form.decision == "allow";
    match social::decide(&app, &mut data, &form.request, allowed, &person) {
        Submitted::Gone => page::gone(),
        Submitted::Again(failure) => {
            let page = page::social(&provider, &form.request, Some(&failure.description));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Submitted::Done { start, signed_in } => signed_in::see_other(&app, signed_in, &start),
    }
}

#[derive(Deserialize)]
pub(crate) struct OneTap {
    #[serde(default)]
    access_token: String,
}

/// POST `/social/{provider}/one_tap/complete`: signs in by a token of the network.
pub(crate) async fn one_tap(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    start: Start,
    Body(body): Body<OneTap>,
) -> Result<Response> {
    let token = &body.access_token;
    let signed_in = social::by_token(&app, &mut app.data(), &provider, token, &start)?;
    Ok(signed_in::with_login_url(&app, signed_in))
}
