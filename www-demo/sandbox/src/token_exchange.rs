//! The token endpoint: a code or a refresh token for an access token.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

use crate::CLIENT_ID;
use crate::errors::{ApiError, Result};
use crate::extract::FormBody;
use crate::state::{App, Data, Shared};
use crate::tokens::{self, ACCESS_LIFETIME, Grant, Terms};

const REFRESH_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A refresh token that was given out and not used yet.
pub(crate) struct Refresh {
    pub(crate) user: Uuid,
}

#[derive(Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    client_id: String,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    refresh_token: Option<String>,
}

/// POST `/oauth2/token`.
pub(crate) async fn token(
    State(app): State<Shared>,
    FormBody(request): FormBody<Request>,
) -> Result<Response> {
    if request.client_id != CLIENT_ID.to_string() {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "010-019",
            "The client is not known.",
        ));
    }
    let mut data = app.data();
    let (user, with_refresh) = match request.grant_type.as_str() {
        "authorization_code" => by_code(&app, &mut data, &request)?,
        "refresh_token" => (by_refresh_token(&app, &mut data, &request)?, true),
        _ => {
            return Err(ApiError::unreadable(
                "grant_type: must be authorization_code or refresh_token.",
            ));
        }
    };
    let access_token = tokens::issue_for(&app, &mut data, user, None, ACCESS_LIFETIME)?;
    let mut answer = json!({
        "access_token": access_token,
        "expires_in": ACCESS_LIFETIME.as_secs(),
        "token_type": "bearer",
    });
    if with_refresh {
        let refresh = Refresh { user };
        let key = data.refreshes.add(app.now(), REFRESH_LIFETIME, refresh);
        answer["refresh_token"] = key.into();
    }
    // https://www.rfc-editor.org/rfc/rfc6749#section-5.1
    Ok(([(CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

/// The user whom the code stands for, and whether a refresh token was asked for.
fn by_code(app: &App, data: &mut Data, request: &Request) -> Result<(Uuid, bool)> {
    let code = request.code.as_deref().unwrap_or_default();
    // Used up by a wrong try as well, so that nobody can guess the verifier.
    let Some(Grant { user, terms }) = data.grants.take(app.now(), code) else {
        return Err(invalid());
    };
    let terms = terms.unwrap_or_default();
    let matches = redirect_uri_matches(&terms, request.redirect_uri.as_deref())
        && verifier_matches(&terms, request.code_verifier.as_deref());
    match matches {
        true => Ok((user, terms.scope.split(' ').any(|scope| scope == "offline"))),
        false => Err(invalid()),
    }
}

/// [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3): the same as
/// at the start, if it was named there.
fn redirect_uri_matches(terms: &Terms, given: Option<&str>) -> bool {
    match (&terms.redirect_uri, given) {
        (Some(wanted), Some(given)) => Url::parse(given).is_ok_and(|given| given == *wanted),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636#section-4.6); a verifier
/// without a challenge is a sign of a code that was slipped in.
fn verifier_matches(terms: &Terms, verifier: Option<&str>) -> bool {
    let hash = verifier.map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
    terms.challenge == hash
}

/// The user of the refresh token, which is used up: the answer has the next one.
fn by_refresh_token(app: &App, data: &mut Data, request: &Request) -> Result<Uuid> {
    let token = request.refresh_token.as_deref().unwrap_or_default();
    let refresh = data.refreshes.take(app.now(), token);
    refresh.map(|refresh| refresh.user).ok_or_else(invalid)
}

fn invalid() -> ApiError {
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "010-023",
        "The code or refresh token is wrong, has expired or was used.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636#appendix-B).
    #[test]
    fn a_verifier_matches_its_challenge_only() {
        let terms = Terms {
            challenge: Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".into()),
            ..Terms::default()
        };
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert!(verifier_matches(&terms, Some(verifier)));
        assert!(!verifier_matches(&terms, Some(&verifier[1..])));
        assert!(!verifier_matches(&terms, None));
        assert!(verifier_matches(&Terms::default(), None));
        assert!(!verifier_matches(&Terms::default(), Some(verifier)));
    }
}
