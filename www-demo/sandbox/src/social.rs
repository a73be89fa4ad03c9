//! Signing in by a social network: the links that lead there, and a page of the
//! sandbox in the place of the network.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::callback::Start;
use crate::consent;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, FormBody, Params};
use crate::page;
use crate::sign_in::{self, SignedIn};
use crate::state::{App, Data, Shared};
use crate::users::{Social, User, check_email};

/// How long a link to a network is good.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The longest name that a network tells.
const NAME_LENGTH: usize = 100;

/// The networks that the project is connected to.
pub(crate) const NETWORKS: [&str; 16] = [
    "google",
    "apple",
    "facebook",
    "discord",
    "steam",
    "twitch",
    "xbox",
    "epicgames",
    "github",
    "vk",
    "yandex",
    "wechat",
    "qq",
    "weibo",
    "naver",
    "kakao",
];

/// The project's own, for [`custom_network`](crate::Options::custom_network).
pub(crate) const CUSTOM_NETWORK: &str = "harbour-pass";

/// Somebody on the way to a network and back.
pub(crate) struct Visit {
    provider: String,
    start: Start,
}

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
    let url = visit(&app, provider, start)?;
    Ok((StatusCode::FOUND, [(LOCATION, url)]).into_response())
}

fn visit(app: &App, provider: String, start: Start) -> Result<String> {
    check_network(&provider)?;
    let visit = Visit { provider, start };
    let key = app.data().visits.add(app.now(), LIFETIME, visit);
    Ok(format!("{}/social?request={key}", app.url))
}

fn check_network(provider: &str) -> Result<()> {
    if NETWORKS.contains(&provider) || provider == CUSTOM_NETWORK {
        return Ok(());
    }
    Err(ApiError::new(
        StatusCode::NOT_FOUND,
        "003-061",
        "The project is not connected to this network.",
    ))
}

#[derive(Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    request: String,
}

/// GET `/social`: the page of the network.
pub(crate) async fn page(State(app): State<Shared>, Params(query): Params<PageQuery>) -> Response {
    match app.data().visits.get_mut(app.now(), &query.request) {
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
) -> Result<Response> {
    let mut data = app.data();
    let now = app.now();
    let Some(visit) = data.visits.get_mut(now, &form.request) else {
        return Ok(page::gone());
    };
    let person = Person {
        name: form.name.trim(),
        email: Some(form.email.trim()).filter(|email| !email.is_empty()),
    };
    if form.decision == "allow"
        && let Err(error) = person.check()
    {
        let page = page::social(&visit.provider, &form.request, Some(error.description()));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let Some(Visit { provider, start }) = data.visits.take(now, &form.request) else {
        return Ok(page::gone());
    };
    if form.decision != "allow" {
        return Ok(back(&start, &failed("The sign-in was cancelled.")));
    }
    match enter(&app, &mut data, &provider, &person, &start) {
        Ok(signed_in) => Ok(signed_in.into_location(&start)),
        Err(error) => Ok(back(&start, &error)),
    }
}

/// To the callback, with the error in its query.
pub(crate) fn back(start: &Start, error: &ApiError) -> Response {
    let url = refusal(start, error);
    (StatusCode::SEE_OTHER, [(LOCATION, url)]).into_response()
}

pub(crate) fn refusal(start: &Start, error: &ApiError) -> String {
    start.target.with(&[
        ("error_code", error.code()),
        ("error_description", error.description()),
    ])
}

pub(crate) fn failed(description: &str) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "010-015", description)
}

/// What a network tells about somebody.
struct Person<'a> {
    name: &'a str,
    email: Option<&'a str>,
}

impl Person<'_> {
    fn check(&self) -> Result<()> {
        if self.name.is_empty() || self.name.chars().count() > NAME_LENGTH {
            return Err(ApiError::invalid(format!(
                "The name must have 1 to {NAME_LENGTH} characters."
            )));
        }
        self.email.map_or(Ok(()), check_email)
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
) -> Result<SignedIn> {
    check_network(&provider)?;
    if body.access_token.is_empty() {
        return Err(ApiError::invalid("access_token: is required."));
    }
    let name: String = body.access_token.chars().take(NAME_LENGTH).collect();
    let person = Person {
        name: &name,
        email: None,
    };
    enter(&app, &mut app.data(), &provider, &person, &start)
}

/// Signs the person in; a new one becomes a user.
fn enter(
    app: &App,
    data: &mut Data,
    provider: &str,
    person: &Person,
    start: &Start,
) -> Result<SignedIn> {
    let social = Social {
        provider: provider.to_owned(),
        id: person.name.to_lowercase(),
    };
    let known = data
        .users
        .by_social(&social)
        .map(|user| (user.id, user.accepted));
    let (user, accepted) = match known {
        Some(known) => known,
        None => (add(app, data, social, person)?, false),
    };
    if data.settings.social_consent && !accepted {
        return Ok(consent::ask(app, data, user, start, known.is_none()));
    }
    sign_in::finish(app, data, user, start, false)
}

fn add(app: &App, data: &mut Data, social: Social, person: &Person) -> Result<Uuid> {
    let email = person.email.map(str::to_lowercase);
    let is_taken = |email: &String| data.users.by_email(email).is_some();
    if email.as_ref().is_some_and(is_taken) {
        return Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "010-016",
            "The mail address belongs to another user.",
        ));
    }
    let mut user = User::new(app.now());
    user.social = Some(social);
    user.email = email;
    user.fields.insert("name".into(), person.name.into());
    Ok(data.users.add(user))
}
