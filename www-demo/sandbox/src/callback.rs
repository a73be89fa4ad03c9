//! Where a sign-in leads: the query of the calls that start one, checked.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::Deserialize;
use url::Url;

use crate::errors::{ApiError, Result};
use crate::extract::Params;
use crate::state::{App, Shared};
use crate::tokens::Terms;

/// The shortest `state` that is accepted.
const STATE_LENGTH: usize = 8;

/// 32 bytes in base64url without padding.
const CHALLENGE_LENGTH: usize = 43;

#[derive(Deserialize)]
struct Query {
    #[serde(rename = "projectId")]
    project_id: Option<String>,
    login_url: Option<String>,
    payload: Option<String>,
    with_logout: Option<String>,
    client_id: Option<String>,
    state: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

/// A call that signs a user in, or leads to it, on a JWT or an OAuth path.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) target: Target,
    /// Becomes a claim of the token.
    pub(crate) payload: Option<String>,
    /// Whether the sign-in ends the user's earlier tokens.
    pub(crate) with_logout: bool,
}

/// Where the user goes once signed in.
#[derive(Clone)]
pub(crate) enum Target {
    /// To the callback, with `token`.
    Token(Url),
    /// To the redirect URI, with `code` and `state`.
    Code {
        /// The redirect URI.
        url: Url,
        /// Given back as it came.
        state: String,
        /// What the code can be exchanged for, and by whom.
        terms: Terms,
    },
}

impl Target {
    /// The callback or redirect URI with these parameters, and with `state` where
    /// there is one: for every end of a sign-in that is not a token or a code.
    pub(crate) fn with(&self, params: &[(&str, &str)]) -> String {
        match self {
            Self::Token(url) => with_params(url, params),
            Self::Code { url, state, .. } => {
                let params = [params, &[("state", state)]].concat();
                with_params(url, &params)
            }
        }
    }
}

impl FromRequestParts<Shared> for Start {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self> {
        let Params(query) = Params::<Query>::from_request_parts(parts, app).await?;
        let target = match is_oauth(parts) {
            true => oauth_target(app, &query)?,
            false => jwt_target(app, &query)?,
        };
        Ok(Self {
            target,
            payload: query.payload,
            with_logout: query.with_logout.as_deref() == Some("1"),
        })
    }
}

fn is_oauth(parts: &Parts) -> bool {
    let uri = match parts.extensions.get::<OriginalUri>() {
        Some(OriginalUri(uri)) => uri,
        None => &parts.uri,
    };
    uri.path().starts_with("/api/oauth2/")
}

fn jwt_target(app: &App, query: &Query) -> Result<Target> {
    check_project(app, query.project_id.as_deref())?;
    registered_or_only(app, query.login_url.as_deref()).map(Target::Token)
}

fn oauth_target(app: &App, query: &Query) -> Result<Target> {
    check_client(app, query.client_id.as_deref())?;
    if query.response_type.as_deref() != Some("code") {
        return Err(ApiError::unreadable("response_type: must be code."));
    }
    let state = query.state.clone().unwrap_or_default();
    if state.chars().count() < STATE_LENGTH {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "010-022",
            "state: must have 8 characters or more.",
        ));
    }
    let url = registered_or_only(app, query.redirect_uri.as_deref())?;
    let terms = Terms {
        redirect_uri: query.redirect_uri.is_some().then(|| url.clone()),
        scope: query.scope.clone().unwrap_or_default(),
        challenge: challenge(query)?,
    };
    Ok(Target::Code { url, state, terms })
}

/// Checked as [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636#section-4.2) has
/// it; `plain`, which protects nothing, is not taken.
fn challenge(query: &Query) -> Result<Option<String>> {
    let Some(challenge) = &query.code_challenge else {
        return Ok(None);
    };
    if query.code_challenge_method.as_deref() != Some("S256") {
        return Err(ApiError::unreadable("code_challenge_method: must be S256."));
    }
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if challenge.len() != CHALLENGE_LENGTH || !challenge.bytes().all(is_base64url) {
        return Err(ApiError::unreadable("code_challenge: not a SHA-256 hash."));
    }
    Ok(Some(challenge.clone()))
}

/// A call that names the project and, if it likes, where mails lead to.
pub(crate) struct Project {
    /// The registered `login_url`, when one was sent.
    pub(crate) login_url: Option<Url>,
}

impl FromRequestParts<Shared> for Project {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self> {
        let Params(query) = Params::<Query>::from_request_parts(parts, app).await?;
        check_project(app, query.project_id.as_deref())?;
        let login_url = match query.login_url.as_deref() {
            Some(url) => Some(registered(app, url)?),
            None => None,
        };
        Ok(Self { login_url })
    }
}

pub(crate) fn check_project(app: &App, id: Option<&str>) -> Result<()> {
    match id.unwrap_or_default() {
        "" => Err(ApiError::unknown_project("projectId: missing.")),
        id if id == app.project_id => Ok(()),
        _ => Err(ApiError::unknown_project(
            "projectId: no such Login project.",
        )),
    }
}

pub(crate) fn check_client(app: &App, id: Option<&str>) -> Result<()> {
    match id.unwrap_or_default() {
        "" => Err(ApiError::unknown_project("client_id: missing.")),
        id if id == app.client_id.to_string() => Ok(()),
        _ => Err(ApiError::unknown_project(
            "client_id: no such OAuth client.",
        )),
    }
}

fn registered_or_only(app: &App, url: Option<&str>) -> Result<Url> {
    if let Some(url) = url {
        return registered(app, url);
    }
    match app.callbacks.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "010-011",
            "Several callback addresses are registered: name one.",
        )),
    }
}

fn registered(app: &App, url: &str) -> Result<Url> {
    Url::parse(url)
        .ok()
        .filter(|url| app.callbacks.iter().any(|known| same_page(known, url)))
        .ok_or_else(|| {
            ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "010-012",
                "The callback address is not registered.",
            )
        })
}

/// Whether two addresses differ in query and fragment at most.
fn same_page(a: &Url, b: &Url) -> bool {
    let page = |url: &Url| {
        (
            url.scheme().to_owned(),
            url.host_str().map(str::to_owned),
            url.port_or_known_default(),
            url.path().to_owned(),
            // User info has no business in a callback.
            url.username().to_owned(),
            url.password().map(str::to_owned),
        )
    };
    page(a) == page(b)
}

/// The address with more query parameters; those of the same name go.
pub(crate) fn with_params(url: &Url, params: &[(&str, &str)]) -> String {
    let is_ours = |name: &str| params.iter().any(|(ours, _)| *ours == name);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_ours(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .extend_pairs(params);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn a_callback_may_differ_in_its_query_only() {
        let known = url("https://game.example/callback");
        assert!(same_page(
            &known,
            &url("https://game.example:443/callback?lobby=1#x")
        ));
        for other in [
            "http://game.example/callback",
            "https://game.example:444/callback",
            "https://game.example/callback/",
            "https://game.example.evil/callback",
            "https://user@game.example/callback",
        ] {
            assert!(!same_page(&known, &url(other)), "{other}");
        }
    }

    #[test]
    fn a_parameter_is_added_once_and_the_others_stay() {
        let page = url("https://game.example/?lobby=a%20b&token=old#top");
        assert_eq!(
            with_params(&page, &[("token", "new")]),
            "https://game.example/?lobby=a+b&token=new#top"
        );
    }
}
