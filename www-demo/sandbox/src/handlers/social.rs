//! The links to social networks, and the page of the sandbox that stands in for
//! them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::callback::Start;
use crate::store::rules::social::{self, Person};
use crate::store::state::{App, Data, Shared};
use crate::web::error::Result;
use crate::web::extract::{Body, FormBody, Params};
use crate::web::{page, redirect, signed_in};

/// GET `/social/{provider}/login_url`: returns the URL of the network's page, for
/// one visit.
pub(crate) async fn login_url(
    State(app): State<Shared>,
    Path(provider): Path<String>,
    start: Start,
) -> Result<Json<Value>> {
    let url = visit(&app, provider, start)?;
    Ok(Json(json!({ "url": url })))
}

/// GET `/social/{provider}/login_redirect`: redirects to that URL, so that a page
/// can link to this path.
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

/// GET `/social`: the page that stands in for the network.
pub(crate) async fn page(State(app): State<Shared>, Params(query): Params<PageQuery>) -> Response {
    show(&app, &app.data(), &query.request, None)
}

fn show(app: &App, data: &Data, request: &str, problem: Option<&str>) -> Response {
    match data.visits.get(app.now(), request) {
        Some(visit) => page::social(&visit.provider, request, problem),
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
    /// `allow` signs in; any other value cancels.
    #[serde(default)]
    decision: String,
}

/// POST `/social`: the form of that page. Redirects to the callback, whether the
/// user signs in or cancels; shows the page again if the name or email address is
/// invalid.
pub(crate) async fn decide(
    State(app): State<Shared>,
    FormBody(form): FormBody<Decision>,
) -> Response {
    let person = Person {
        name: form.name.trim(),
        email: Some(form.email.trim()).filter(|email| !email.is_empty()),
    };
    let allowed = form.decision == "allow";
    let mut data = app.data();
    let submitted = social::decide(&app, &mut data, &form.request, allowed, &person);
    signed_in::after_form(&app, submitted, |problem| {
        show(&app, &data, &form.request, Some(problem))
    })
}

#[derive(Deserialize)]
pub(crate) struct OneTap {
    #[serde(default)]
    access_token: String,
}

/// POST `/social/{provider}/one_tap/complete`: signs in with a token of the
/// network.
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
