//! Tokens, and the codes that are exchanged for them.

use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::callback::Terms;
use crate::store::failure::{Failure, Result};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::tokens::{Family, Grant, Issued};
use crate::store::users::User;

/// The key that tokens are signed with (HS256), for a backend that verifies them.
pub const SIGNING_KEY: &str = "a test key, which signs nothing of value";

/// How long the token of a JWT call lasts.
const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2) recommends
/// ten minutes at most.
const GRANT_LIFETIME: Duration = Duration::from_secs(10 * 60);

#[derive(Serialize)]
struct Claims {
    sub: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    exp: u64,
    iat: u64,
    iss: String,
    jti: String,
    #[serde(rename = "type")]
    kind: String,
    xsolla_login_project_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<String>,
}

/// Issues a new token for the user, as JWT calls return it.
pub(crate) fn issue(
    app: &App,
    data: &mut Data,
    user: Uuid,
    payload: Option<String>,
) -> Result<String> {
    let known = data.users.get(user).ok_or_else(Failure::broken)?;
    let token = sign(&json!(claims(app, known, payload, TOKEN_LIFETIME)))?;
    let issued = Issued { user, family: None };
    data.tokens
        .put(app.now(), TOKEN_LIFETIME, token.clone(), issued);
    Ok(token)
}

/// Issues a new access token for the user, in the form that the settings specify.
pub(crate) fn issue_access(
    app: &App,
    data: &mut Data,
    user: Uuid,
    family: Family,
) -> Result<String> {
    let lifetime = data.settings.access_lifetime;
    let known = data.users.get(user).ok_or_else(Failure::broken)?;
    let claims = json!(claims(app, known, None, lifetime));
    let token = match data.settings.access_token.shape(claims) {
        Some(claims) => sign(&claims)?,
        None => secret(),
    };
    let family = Some(family);
    let issued = Issued { user, family };
    data.tokens.put(app.now(), lifetime, token.clone(), issued);
    Ok(token)
}

fn sign(claims: &Value) -> Result<String> {
    let key = EncodingKey::from_secret(SIGNING_KEY.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key)
        .map_err(|_| Failure::broken())
}

fn claims(app: &App, user: &User, payload: Option<String>, lifetime: Duration) -> Claims {
    let now = app.now();
    Claims {
        sub: user.id,
        email: user.email.clone(),
        username: user.username.clone(),
        exp: now.saturating_add(lifetime).as_secs(),
        iat: now.as_secs(),
        iss: app.url.clone(),
        jti: secret(),
        kind: "xsolla_login".into(),
        xsolla_login_project_id: app.project_id.clone(),
        name: user
            .fields
            .get("name")
            .and_then(|name| name.as_str())
            .map(str::to_owned),
        provider: user.social.as_ref().map(|social| social.provider.clone()),
        payload,
    }
}

/// Returns the user that a token belongs to. Fails if the token was not issued
/// here, has expired or was revoked.
pub(crate) fn owner(app: &App, data: &Data, token: &str) -> Result<Uuid> {
    let issued = data.tokens.get(app.now(), token);
    issued
        .map(|issued| issued.user)
        .ok_or_else(Failure::bad_token)
}

/// Returns a new code that stands for the user until it is exchanged.
pub(crate) fn grant(app: &App, data: &mut Data, user: Uuid, terms: Option<Terms>) -> String {
    let grant = Grant { user, terms };
    data.grants.add(app.now(), GRANT_LIFETIME, grant)
}
