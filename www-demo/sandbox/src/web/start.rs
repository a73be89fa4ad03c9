//! Extractors for calls that start a sign-in or name the project; both are read
//! from the query.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use url::Url;

use crate::store::callback::Start;
use crate::store::rules::callbacks::Asked;
use crate::store::state::Shared;
use crate::web::error::{ApiError, Result};
use crate::web::extract::Params;

impl FromRequestParts<Shared> for Start {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self> {
        let Params(asked) = Params::<Asked>::from_request_parts(parts, app).await?;
        Ok(match is_oauth(parts) {
            true => asked.for_code(app)?,
            false => asked.for_token(app)?,
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

/// A call that names the project and, optionally, the page that emails link to.
pub(crate) struct Project {
    /// The registered `login_url`, if one was sent.
    pub(crate) login_url: Option<Url>,
}

impl FromRequestParts<Shared> for Project {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self> {
        let Params(asked) = Params::<Asked>::from_request_parts(parts, app).await?;
        let login_url = asked.for_project(app)?;
        Ok(Self { login_url })
    }
}
