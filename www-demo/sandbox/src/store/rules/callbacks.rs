//! Checks the query of the calls that start a sign-in.

use serde::Deserialize;
use url::Url;

use crate::store::callback::{Start, Target, Terms};
use crate::store::failure::{Failure, Result};
use crate::store::state::App;

/// The shortest `state` that is accepted, in characters.
const STATE_LENGTH: usize = 8;

/// A SHA-256 hash, 32 bytes, in base64url without padding.
const CHALLENGE_LENGTH: usize = 43;

/// What a call says about the project and about where the sign-in leads.
#[derive(Deserialize)]
pub(crate) struct Asked {
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

impl Asked {
    /// Checks a JWT call and returns the sign-in that it starts.
    pub(crate) fn for_token(self, app: &App) -> Result<Start> {
        check_project(app, self.project_id.as_deref())?;
        let url = registered_or_only(app, self.login_url.as_deref())?;
        Ok(self.start(Target::Token(url)))
    }

    /// Checks an OAuth call and returns the sign-in that it starts.
    pub(crate) fn for_code(self, app: &App) -> Result<Start> {
        let target = oauth_target(app, &self)?;
        Ok(self.start(target))
    }

    fn start(self, target: Target) -> Start {
        Start {
            target,
            payload: self.payload,
            with_logout: self.with_logout.as_deref() == Some("1"),
        }
    }

    /// Checks a call that names the project. Returns the page that emails link to:
    /// the registered `login_url`, if one was sent.
    pub(crate) fn for_project(&self, app: &App) -> Result<Option<Url>> {
        check_project(app, self.project_id.as_deref())?;
        let given = self.login_url.as_deref();
        given.map(|url| registered(app, url)).transpose()
    }
}

fn oauth_target(app: &App, asked: &Asked) -> Result<Target> {
    check_project_if_named(app, asked.project_id.as_deref())?;
    check_client(app, asked.client_id.as_deref())?;
    if asked.response_type.as_deref() != Some("code") {
        return Err(Failure::unreadable("response_type: must be code."));
    }
    let state = asked.state.clone().unwrap_or_default();
    if state.chars().count() < STATE_LENGTH {
        return Err(Failure::malformed(
            "010-022",
            "state: must have 8 characters or more.",
        ));
    }
    let url = registered_or_only(app, asked.redirect_uri.as_deref())?;
    let terms = Terms {
        redirect_uri: asked.redirect_uri.is_some().then(|| url.clone()),
        scope: asked.scope.clone().unwrap_or_default(),
        challenge: challenge(asked)?,
    };
    Ok(Target::Code { url, state, terms })
}

/// Returns the code challenge, checked as
/// [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636#section-4.2) specifies.
/// Rejects `plain`, which protects nothing.
fn challenge(asked: &Asked) -> Result<Option<String>> {
    let Some(challenge) = &asked.code_challenge else {
        return Ok(None);
    };
    if asked.code_challenge_method.as_deref() != Some("S256") {
        return Err(Failure::unreadable("code_challenge_method: must be S256."));
    }
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if challenge.len() != CHALLENGE_LENGTH || !challenge.bytes().all(is_base64url) {
        return Err(Failure::unreadable("code_challenge: not a SHA-256 hash."));
    }
    Ok(Some(challenge.clone()))
}

pub(crate) fn check_project(app: &App, id: Option<&str>) -> Result<()> {
    match id.unwrap_or_default() {
        "" => Err(Failure::unknown_project("projectId: missing.")),
        id if id == app.project_id => Ok(()),
        _ => Err(Failure::unknown_project(
            "projectId: no such Login project.",
        )),
    }
}

/// For calls that identify the project in another way, such as by its client.
pub(crate) fn check_project_if_named(app: &App, id: Option<&str>) -> Result<()> {
    match id {
        Some(_) => check_project(app, id),
        None => Ok(()),
    }
}

pub(crate) fn check_client(app: &App, id: Option<&str>) -> Result<()> {
    match id.unwrap_or_default() {
        "" => Err(Failure::unknown_client("client_id: missing.")),
        id if id == app.client_id.to_string() => Ok(()),
        _ => Err(Failure::unknown_client("client_id: no such OAuth client.")),
    }
}

fn registered_or_only(app: &App, url: Option<&str>) -> Result<Url> {
    if let Some(url) = url {
        return registered(app, url);
    }
    match app.callbacks.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(Failure::refused(
            "010-011",
            "Several callback URLs are registered: name one.",
        )),
    }
}

fn registered(app: &App, url: &str) -> Result<Url> {
    Url::parse(url)
        .ok()
        .filter(|url| app.callbacks.iter().any(|known| same_page(known, url)))
        .ok_or_else(|| Failure::refused("010-012", "The callback URL is not registered."))
}

/// Returns whether two URLs differ at most in query and fragment.
fn same_page(a: &Url, b: &Url) -> bool {
    let page = |url: &Url| {
        (
            url.scheme().to_owned(),
            url.host_str().map(str::to_owned),
            url.port_or_known_default(),
            url.path().to_owned(),
            // Compared as well, because a callback must not contain user info.
            url.username().to_owned(),
            url.password().map(str::to_owned),
        )
    };
    page(a) == page(b)
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
}
