//! The routing table.

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{MethodRouter, get, post, put};

use crate::handlers::{
    accounts, ask, authorize, client, consent, control, faults, journal, outbox, password,
    passwordless, profile, project_files, reset, second_factor, signup, social, sso,
    token_exchange,
};
use crate::store::state::Shared;
use crate::web::error::ApiError;
use crate::{cors, frame};

/// Returns the router of all paths.
pub(crate) fn router(app: &Shared) -> Router {
    Router::new()
        .route("/", get(Redirect::to("/outbox")))
        .route("/outbox", get(outbox::html))
        .route("/sign-in", get(authorize::page).post(authorize::submit))
        .route("/social", get(social::page).post(social::decide))
        .route("/game", get(client::game))
        .route("/terms", get(project_files::terms))
        .route("/privacy", get(project_files::privacy))
        .nest("/sandbox", controls())
        .nest("/cdn/projects/{project}/settings", cdn(app))
        .nest("/api", service(app))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(app.clone(), frame::around))
        .with_state(app.clone())
}

fn service(app: &Shared) -> Router<Shared> {
    let router = Router::new()
        .route("/user/confirm", get(signup::confirm))
        .route("/otc/code", get(passwordless::code))
        .route("/otc/push", get(passwordless::push))
        .route("/otc/link", get(passwordless::link))
        .route("/users/me", get(profile::me))
        .route("/users/me/ask", get(ask::list))
        .route("/token/update", post(ask::update))
        .route("/oauth2/user/ask", post(ask::update))
        .route("/password/reset/request", post(reset::request))
        .route("/password/reset/confirm", post(reset::confirm))
        .route("/jwt/sso", get(sso::jwt))
        .route("/jwt/sso/redirect", get(sso::redirect))
        .route("/oauth2/sso", get(sso::oauth))
        .route("/oauth2/auth", get(authorize::start))
        .route("/oauth2/token", post(token_exchange::token))
        .route("/oauth2/consent", post(consent::approve))
        .route("/oauth2/consent/validate", post(consent::validate))
        .route("/social/consent", put(consent::agreement))
        .route("/otp/validate", get(second_factor::validate))
        .route("/otp/resend", put(second_factor::resend))
        .route("/client/details", get(client::details))
        .route("/widget/ng/settings", get(project_files::all))
        .route("/oauth2/logout", get(sso::logout))
        .route("/oauth2/clear_sso", get(sso::clear));
    let router = [
        ("/user", post(signup::create)),
        ("/user/resend_confirmation_link", post(signup::resend)),
        ("/login", post(password::login)),
        ("/login/phone/request", post(passwordless::phone_request)),
        ("/login/phone/confirm", post(passwordless::phone_confirm)),
        ("/login/email/request", post(passwordless::email_request)),
        ("/login/email/confirm", post(passwordless::email_confirm)),
        ("/social/{provider}/login_url", get(social::login_url)),
        (
            "/social/{provider}/login_redirect",
            get(social::login_redirect),
        ),
        ("/social/{provider}/one_tap/complete", post(social::one_tap)),
    ]
    .into_iter()
    .fold(router, both_ways);
    router
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(app.clone(), faults::inject))
        .layer(cors::service(app))
        .layer(from_fn(cors::all_or_nothing))
}

/// The files of the CDN.
fn cdn(app: &Shared) -> Router<Shared> {
    Router::new()
        .route("/auth", get(project_files::auth))
        .route("/socials/by_region", get(project_files::socials))
        .route("/widget", get(project_files::theme))
        .layer(from_fn_with_state(app.clone(), faults::inject))
        .layer(cors::cdn())
}

/// Adds a path twice: as it is for JWT, and below `/oauth2` for OAuth 2.0.
fn both_ways(
    router: Router<Shared>,
    (path, method): (&str, MethodRouter<Shared>),
) -> Router<Shared> {
    router
        .route(path, method.clone())
        .route(&format!("/oauth2{path}"), method)
}

fn controls() -> Router<Shared> {
    Router::new()
        .route("/outbox.json", get(outbox::json))
        .route("/requests.json", get(journal::requests))
        .route("/refresh-tokens.json", get(journal::refresh_tokens))
        .route("/options", post(control::options))
        .route("/clock", post(control::clock))
        .route("/users", post(accounts::add))
        .route("/users.json", get(accounts::json))
        .route("/reset", post(control::reset))
        .route("/faults", post(faults::add).delete(faults::clear))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(cors::control())
}

async fn not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "404", "No such path.")
}

async fn not_allowed() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "405",
        "The path does not know this method.",
    )
}
