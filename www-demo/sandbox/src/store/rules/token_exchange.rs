//! Exchanges a code or a refresh token for an access token.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::Url;

use crate::store::callback::Terms;
use crate::store::failure::Failure;
use crate::store::rules::callbacks::check_client;
use crate::store::rules::tokens;
use crate::store::state::{App, Data};
use crate::store::tokens::{Family, Grant, Refresh};

const GRANT_TYPES: &str = "grant_type: must be authorization_code or refresh_token.";

const REFRESH_LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

type Result<T> = std::result::Result<T, Refusal>;

/// The reason why a request gets no tokens.
pub(crate) enum Refusal {
    /// The request names no client, or not the one of this service.
    Client(Failure),
    NotAForm,
    NoGrantType,
    UnknownGrantType,
    /// The parameter of this name, the code or the refresh token, is missing.
    Missing(&'static str),
    /// The code or the refresh token is wrong, has expired, was used or was revoked.
    Grant,
    /// Something in the sandbox itself went wrong.
    Failure,
}

impl Refusal {
    /// Returns the error in the service's form.
    pub(crate) fn failure(self) -> Failure {
        let bad = Failure::malformed;
        match self {
            Self::Client(failure) => failure,
            Self::NotAForm => bad("0", "The body is not a form.".to_owned()),
            Self::NoGrantType | Self::UnknownGrantType => bad("0", GRANT_TYPES.to_owned()),
            Self::Missing(name) => bad("010-023", format!("{name}: missing.")),
            Self::Grant => bad(
                "010-023",
                "The code or refresh token is wrong, has expired or was used.".to_owned(),
            ),
            Self::Failure => Failure::broken(),
        }
    }

    /// Returns the name of the error in RFC 6749.
    pub(crate) fn rfc6749(&self) -> &'static str {
        match self {
            Self::Client(_) => "invalid_client",
            Self::NotAForm | Self::NoGrantType | Self::Missing(_) => "invalid_request",
            Self::UnknownGrantType => "unsupported_grant_type",
            Self::Grant => "invalid_grant",
            // The RFC defines no name for this at the token endpoint; servers use the one of the
            // authorization endpoint.
            Self::Failure => "server_error",
        }
    }
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

/// What the token endpoint returns.
pub(crate) struct Tokens {
    pub(crate) access_token: String,
    /// The value of `expires_in`, if there is one.
    pub(crate) expires_in: Option<Value>,
    pub(crate) refresh_token: Option<String>,
}

/// Exchanges a code or a refresh token for tokens.
pub(crate) fn exchange(app: &App, data: &mut Data, request: &Request) -> Result<Tokens> {
    check_client(app, Some(&request.client_id)).map_err(Refusal::Client)?;
    let (refresh, is_offline) = match request.grant_type.as_str() {
        "authorization_code" => by_code(app, data, request)?,
        "refresh_token" => (by_refresh_token(app, data, request)?, true),
        "" => return Err(Refusal::NoGrantType),
        _ => return Err(Refusal::UnknownGrantType),
    };
    let Refresh { user, family } = refresh;
    let access_token =
        tokens::issue_access(app, data, user, family).map_err(|_| Refusal::Failure)?;
    let settings = &data.settings;
    let expires_in = settings.expires_in.value(settings.access_lifetime);
    let refresh_token =
        is_offline.then(|| data.refreshes.add(app.now(), REFRESH_LIFETIME, refresh));
    Ok(Tokens {
        access_token,
        expires_in,
        refresh_token,
    })
}

/// Returns what the code stands for, and whether a refresh token was requested (scope
/// `offline`).
fn by_code(app: &App, data: &mut Data, request: &Request) -> Result<(Refresh, bool)> {
    let code = given("code", request.code.as_deref())?;
    // A wrong attempt uses the code up too, so that nobody can guess the verifier.
    let Some(Grant { user, terms }) = data.grants.take(app.now(), code) else {
        return Err(refused(app, data, code));
    };
    let terms = terms.unwrap_or_default();
    let matches = redirect_uri_matches(&terms, request.redirect_uri.as_deref())
        && verifier_matches(&terms, request.code_verifier.as_deref());
    if !matches {
        return Err(Refusal::Grant);
    }
    let family = Family::new();
    spend(app, data, code, family);
    let is_offline = terms.scope.split(' ').any(|scope| scope == "offline");
    Ok((Refresh { user, family }, is_offline))
}

fn given<'a>(name: &'static str, value: Option<&'a str>) -> Result<&'a str> {
    value
        .filter(|value| !value.is_empty())
        .ok_or(Refusal::Missing(name))
}

/// Returns whether the redirect URI is the one that the sign-in started with, if it named one
/// ([RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)).
fn redirect_uri_matches(terms: &Terms, given: Option<&str>) -> bool {
    match (&terms.redirect_uri, given) {
        (Some(wanted), Some(given)) => Url::parse(given).is_ok_and(|given| given == *wanted),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Returns whether the verifier matches the challenge
/// ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636#section-4.6)). A verifier without a
/// challenge does not match: it is a sign of an injected code.
fn verifier_matches(terms: &Terms, verifier: Option<&str>) -> bool {
    let hash = verifier.map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
    terms.challenge == hash
}

/// Returns what the refresh token stands for. The token is used up; the response contains the
/// next one.
fn by_refresh_token(app: &App, data: &mut Data, request: &Request) -> Result<Refresh> {
    let token = given("refresh_token", request.refresh_token.as_deref())?;
    let Some(refresh) = data.refreshes.take(app.now(), token) else {
        return Err(refused(app, data, token));
    };
    spend(app, data, token, refresh.family);
    Ok(refresh)
}

/// Remembers which family a used code or refresh token belongs to.
fn spend(app: &App, data: &mut Data, key: &str, family: Family) {
    data.spent
        .put(app.now(), REFRESH_LIFETIME, key.to_owned(), family);
}

/// Refuses a code or refresh token. If it was used before, it may have been stolen, and so may
/// every token that came from it. With `reuse_detection`, all of them end:
/// [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2),
/// [RFC 9700](https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2).
fn refused(app: &App, data: &mut Data, key: &str) -> Refusal {
    let family = data.spent.get(app.now(), key).copied();
    if let Some(family) = family.filter(|_| data.settings.reuse_detection) {
        data.end_family(family);
    }
    Refusal::Grant
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
