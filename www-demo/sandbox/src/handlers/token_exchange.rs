//! The token endpoint.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::store::rules::token_exchange::{self, Refusal, Request, Tokens};
use crate::store::state::Shared;
use crate::store::token_options::TokenErrors;
use crate::web::error::Result;
use crate::web::extract::FormBody;
use crate::web::refusal::{self, AsRfc6749, no_store};

/// POST `/oauth2/token`: exchanges a code or a refresh token for an access token.
pub(crate) async fn token(
    State(app): State<Shared>,
    as_rfc6749: Option<Extension<AsRfc6749>>,
    form: Result<FormBody<Request>>,
) -> Response {
    let mut data = app.data();
    let tokens = form
        .map_err(|_| Refusal::NotAForm)
        .and_then(|FormBody(request)| token_exchange::exchange(&app, &mut data, &request));
    match (tokens, as_rfc6749) {
        (Ok(tokens), _) => (no_store(), Json(describe(tokens))).into_response(),
        (Err(refused), Some(_)) => refusal::answer(refused, TokenErrors::Rfc6749),
        (Err(refused), None) => refusal::answer(refused, data.settings.token_errors),
    }
}

fn describe(tokens: Tokens) -> Value {
    let mut answer = json!({ "access_token": tokens.access_token, "token_type": "bearer" });
    if let Some(value) = tokens.expires_in {
        answer["expires_in"] = value;
    }
    if let Some(token) = tokens.refresh_token {
        answer["refresh_token"] = token.into();
    }
    answer
}
