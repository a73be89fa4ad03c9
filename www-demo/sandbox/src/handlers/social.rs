//! The links that lead to a social network, and a page of the sandbox in its place.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::callback::Start;
use crate::store::failure::Failure;
use crate::store::rules::social::{self, NAME_LENGTH, Person, check_network};
use crate::store::state::{App, Shared};
use crate::store::waiting::Visit;
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
    let now = app.now();
    let Some(visit) = data.visits.get(now, &form.request) else {
        return page::gone();
    };
    let person = Person {
        name: form.name.trim(),
        email: Some(form.email.trim()).filter(|email| !email.is_empty()),
    };
    if form.decision == "allow"
        && let Err(failure) = person.check()
    {
        let page = page::social(&visit.provider, &form.request, Some(&failure.description));
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let Some(Visit { provider, start }) = data.visits.take(now, &form.request) else {
        return page::gone();
    };
    let signed_in = match form.decision.as_str() {
        "allow" => social::enter(&app, &mut data, &provider, &person, &start),
        _ => Err(Failure::sign_in_failed("The sign-in was cancelled.")),
    };
    match signed_in {
        Ok(signed_in) => signed_in::see_other(&app, signed_in, &start),
        Err(failure) => Redirect::to(&start.refused(&failure)).into_response(),
    }
}

#[derive(Deserialize)]
pub(crate) struct OneTap {
    #[serde(default)]
    access_token: String,
}

/// POST `/social/{provider}/one_tap/complete`: signs in by a token of the network.
/// No network is asked: the token itself is the person's name there.
pub(crate) async fn one_tap(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    start: Start,
    Body(body): Body<OneTap>,
) -> Result<Response> {
    check_network(&provider)?;
    if body.access_token.is_empty() {
        return Err(Failure::invalid("access_token: is required.").into());
    }
    let name: String = body.access_token.chars().take(NAME_LENGTH).collect();
    let person = Person {
        name: &name,
        email: None,
    };
    let signed_in = social::enter(&app, &mut app.data(), &provider, &person, &start)?;
    Ok(signed_in::with_login_url(&app, signed_in))
}
