//! The cookie that holds the SSO session.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::store::rules::sessions::{CookieAge, LIFETIME, Opened};
use crate::store::state::App;

const NAME: &str = "login_sso";

/// The value of the cookie, not validated yet.
pub(crate) struct SessionKey(pub(crate) Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for SessionKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let cookies = CookieJar::from_request_parts(parts, state).await?;
        Ok(Self(
            cookies.get(NAME).map(|cookie| cookie.value().to_owned()),
        ))
    }
}

/// Sets the cookie for a new session, if there is one.
pub(crate) fn set(app: &App, opened: Option<Opened>) -> CookieJar {
    let Some(Opened { key, age }) = opened else {
        return CookieJar::new();
    };
    let mut cookie = cookie(app, key);
    if age == CookieAge::Remembered {
        cookie.set_max_age(time::Duration::seconds(LIFETIME.as_secs() as i64));
    }
    CookieJar::new().add(cookie)
}

/// Deletes the cookie, by setting an empty one that has expired.
pub(crate) fn remove(app: &App) -> CookieJar {
    let mut gone = cookie(app, String::new());
    gone.set_max_age(time::Duration::ZERO);
    CookieJar::new().add(gone)
}

/// Over http, calls from pages of other sites do not include the cookie: browsers
/// accept `SameSite=None` only with `Secure`.
fn cookie(app: &App, value: String) -> Cookie<'static> {
    let same_site = match app.is_https {
        true => SameSite::None,
        false => SameSite::Lax,
    };
    Cookie::build((NAME, value))
        .path("/")
        .http_only(true)
        .same_site(same_site)
        .secure(app.is_https)
        .build()
}
