//! The user of a session, silent sign-in, refresh, and sign-out.

use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::basis::Basis;
use super::finish::{Finish, SignInAnswer, complete};
use super::token_endpoint::{self, TokenFailure};
use crate::calls::values::{Value, Values};
use crate::calls::{Call, oauth, sso};
use crate::cancel::Cancellation;
use crate::error::{ErrorKind, SdkError};
use crate::instance::Instance;
use crate::js::error::wrong_state;
use crate::js::object::Store;
use crate::js::page::drawn;
use crate::js::promise::promise;
use crate::js::{Dictionary, Given, field};
use crate::session::SessionId;
use crate::session::machine::CHANGED_DURING_SIGN_IN;
use crate::session::tokens::{TokenSet, text};

const UNAUTHORIZED: f64 = 401.0;

/// Returns the user of the session's access token. If the service refuses the token (status 401), refreshes
/// it and tries once more.
///
/// # Errors
///
/// An `SDKError` of kind `state` if nobody is signed in; otherwise the errors of the call. If the refresh
/// fails after a status 401, the error with that status.
pub async fn of_session(basis: Basis) -> Result<JsValue, JsValue> {
    let session = &basis.session;
    let mut refused = None;
    loop {
        let tokens = match session.good(&basis.cancellation).await {
            Ok(Some(tokens)) => tokens,
            Ok(None) => return Err(refused.unwrap_or_else(|| wrong_state("nobody is signed in"))),
            Err(error) => return Err(refused.unwrap_or(error)),
        };
        let user = with_token(&basis, &oauth::GET_USER, &tokens, None).await;
        match user {
            Err(error) if status(&error) == Some(UNAUTHORIZED) && refused.is_none() => {
                session.unauthorized(&tokens);
                if !tokens.known.refreshable {
                    return Err(error);
                }
                refused = Some(error);
            }
            user => return user,
        }
    }
}

fn status(error: &JsValue) -> Option<f64> {
    field(error, "status").as_f64()
}

/// Makes a call whose first argument is the access token, and whose second, if it has one, is `which`.
async fn with_token(
    basis: &Basis,
    call: &'static Call,
    tokens: &TokenSet,
    which: Option<&str>,
) -> Result<JsValue, JsValue> {
    let token = Value::Given(Given(JsValue::from(&tokens.access)));
    let given = [Some(token), which.map(|which| Value::Text(which.into()))];
    let given = given.into_iter().flatten();
    let values = Values {
        given: call.args.iter().zip(given).collect(),
        ..Values::default()
    };
    basis.send(call, &values).await
}

/// Signs in with this browser's single sign-on session, without leaving the page. The promise rejects with the errors
/// of the call and of [`complete`]. Status 401 is not an error: the result says that no session is visible.
///
/// # Errors
///
/// As [`Basis::read`]; an `SDKError` of kind `environment` if there is no `crypto` to generate a `state`.
pub fn silent(instance: &Rc<Instance>, options: &JsValue) -> Result<Promise, JsValue> {
    let basis = Basis::read(instance, options)?;
    let config = &basis.in_force.config;
    if config.is_oauth() {
        instance.generate_state(config, config)?;
    }
    Ok(promise(signed_in_silently(basis)))
}

async fn signed_in_silently(basis: Basis) -> Result<JsValue, JsValue> {
    let result = Dictionary::new();
    let sign_outs = basis.session.sign_outs();
    let none = Values::default();
    match basis.send(&sso::CHECK_USER_AUTH_SSO, &none).await {
        Err(error) if status(&error) == Some(UNAUTHORIZED) => {
            result.set("kind", "signed-out");
            result.set("signedIn", JsValue::FALSE);
            result.set("reason", "no-session-visible");
        }
        Err(error) => return Err(error),
        Ok(answer) => {
            let more = match field(&answer, "login_url").is_undefined() {
                true if field(&answer, "code").is_string() => {
                    result.set("kind", "code");
                    answer
                }
                true => {
                    let reason = "the service's response has neither code nor login_url";
                    return Err(SdkError::new(ErrorKind::Response, reason).into());
                }
                false => {
                    // Another sign-in is no obstacle: a page may call this twice at once.
                    if basis.session.sign_outs() != sign_outs {
                        return Err(wrong_state(CHANGED_DURING_SIGN_IN));
                    }
                    complete(Finish::new(&basis), SignInAnswer::read(&answer)?).await?
                }
            };
            let _ = result.assign(&more);
            result.set("signedIn", JsValue::TRUE);
        }
    }
    Ok(result.plain())
}

/// Refreshes the session. If `given` is a refresh token that is not the session's own, exchanges it and signs
/// in to a new session.
///
/// # Errors
///
/// An `SDKError` of kind `state` if nobody is signed in, there is no refresh token, or the session changes
/// during the exchange; otherwise the errors of the call.
pub async fn refresh(basis: Basis, given: Option<JsValue>) -> Result<JsValue, JsValue> {
    let Basis {
        session,
        cancellation,
        ..
    } = &basis;
    let Some(given) = given.and_then(text) else {
        return session.refresh(cancellation).await;
    };
    let changes = session.changes();
    let held = session.look(cancellation).await?;
    let is_own = held
        .and_then(|tokens| tokens.refresh)
        .is_some_and(|own| own == given);
    if is_own {
        return session.refresh(cancellation).await;
    }
    let refreshing = REFRESHING.with(Clone::clone);
    let known = refreshing.get(&given)?;
    let under_way: Promise = match known.is_undefined() {
        true => {
            let begun = exchange_given(&basis, changes, given.clone())?;
            refreshing.set(&given, &begun)?;
            begun
        }
        false => known.unchecked_into(),
    };
    cancellation.until(&mut JsFuture::from(under_way)).await?
}

thread_local! {
    /// Maps each refresh token that is being exchanged to the promise of its tokens.
    static REFRESHING: Store = JsValue::from(js_sys::Map::new()).unchecked_into();
}

/// Exchanges a refresh token from a caller. A caller who stops waiting does not stop the exchange, because
/// others may be waiting for it. `changes`: how many times the session had changed when the call started.
fn exchange_given(basis: &Basis, changes: u32, given: JsString) -> Result<Promise, JsValue> {
    let timeout = basis.in_force.config.timeout();
    let basis = Basis {
        cancellation: Rc::new(Cancellation::new(timeout, &[])?),
        ..basis.clone()
    };
    Ok(promise(async move {
        let refreshed = refreshed(&basis, &given).await;
        let _ = REFRESHING.with(Clone::clone).delete(&given);
        let tokens = refreshed.map_err(|failure| failure.error)?;
        basis.sign_in(tokens, changes).await
    }))
}

/// Exchanges a refresh token for the tokens of a new session.
async fn refreshed(basis: &Basis, token: &JsString) -> Result<TokenSet, TokenFailure> {
    let Basis {
        instance, in_force, ..
    } = basis;
    let cancellation = Rc::clone(&basis.cancellation);
    token_endpoint::refresh(instance, in_force, token, SessionId(drawn()), cancellation).await
}

/// Returns whether the service responds, before a refresh token is sent again.
async fn is_reached(basis: &Basis) -> Result<bool, JsValue> {
    let reached = Box::pin(token_endpoint::is_reached(&basis.in_force));
    basis.cancellation.until(reached).await
}

/// Forgets the tokens, then signs out at the service. An access token that has expired is refreshed first, so
/// that the service's session ends as well. If that is not possible, because there is no refresh token, because
/// it is already being sent, may not be sent yet or not again, or because it is no longer valid, only deletes this
/// browser's session cookie. `which`: the sessions that the service ends. Does nothing if somebody signs in before the
/// tokens are forgotten.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if the storage cannot be cleared; otherwise the errors of the call. In
/// either case, whoever was signed in on this page no longer is.
pub async fn sign_out(basis: Basis, which: &'static str) -> Result<JsValue, JsValue> {
    let Basis {
        session,
        cancellation,
        ..
    } = &basis;
    let begun = session.begin_sign_out();
    // Waits for the storage only if that decides what is sent: a refresh in progress must find nobody signed in.
    let looked = match session.must_look() {
        true => session.look(cancellation).await.map(drop),
        false => Ok(()),
    };
    if session.is_overtaken(begun) {
        // The new session stays, and so does the service's cookie, which is its own by now.
        return Ok(JsValue::UNDEFINED);
    }
    let (held, is_good) = (session.held(), session.has_good());
    let attempt = looked.is_ok().then(|| session.sign_out_attempt()).flatten();
    // Even if nobody seems to be signed in: a sign-in may be in progress.
    let forgotten = session.sign_out(begun, cancellation).await;
    let Some(tokens) = held else {
        return looked.and(forgotten).map(|_| JsValue::UNDEFINED);
    };
    let attempt = attempt.filter(|_| forgotten == Ok(true));
    let told = async {
        let mut usable = is_good.then(|| tokens.clone());
        if let (None, Some(refresh), Some(attempt)) = (&usable, &tokens.refresh, attempt)
            && (attempt == 1 || is_reached(&basis).await?)
        {
            usable = match refreshed(&basis, refresh).await {
                Ok(tokens) => Some(tokens),
                Err(failure) if failure.is_grant_gone() => None,
                Err(failure) => return Err(failure.error),
            };
        }
        match usable {
            Some(tokens) => with_token(&basis, &sso::LOGOUT, &tokens, Some(which)).await,
            None => basis.send(&sso::CLEAR_SSO, &Values::default()).await,
        }
    }
    .await;
    forgotten?;
    told.map(|_| JsValue::UNDEFINED)
}
