//! The token endpoint: exchanges a code or a refresh token for tokens (RFC 6749, 4.1.3 and 6).

use std::rc::Rc;

use js_sys::{JsString, RegExp};
use wasm_bindgen::prelude::*;

use super::basis::Basis;
use super::expiry::{self, Claims, Expiry};
use super::meaning;
use crate::call_error::{CallError, Cause};
use crate::calls::values::{Value, Values};
use crate::calls::{Call, oauth};
use crate::cancel::Cancellation;
use crate::error::{ErrorKind, SdkError};
use crate::instance::{InForce, Instance};
use crate::js::page::drawn;
use crate::js::{self, Opaque, clock, field, page};
use crate::session::tokens::{TokenSet, non_empty};
use crate::session::{Generation, Limits, SessionId, TokenAnswer, TokenFacts};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = atob, catch)]
    fn atob(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// Why a request to the token endpoint failed.
pub struct TokenFailure {
    /// What the call rejects with, and what it stands for.
    pub error: CallError,
    was_sent: bool,
}

impl TokenFailure {
    /// Creates the failure of a request that was never sent.
    pub fn unsent(error: JsValue) -> Self {
        Self {
            error: CallError::other(error),
            was_sent: false,
        }
    }

    /// Returns whether the code or token counts as used: it was sent, and it is not so that no response came.
    pub fn is_used_up(&self) -> bool {
        self.was_sent && self.error.cause != Cause::NoResponse
    }
}

impl From<TokenFailure> for (JsValue, TokenAnswer) {
    /// Returns the error, and what the failure means to the session.
    fn from(failure: TokenFailure) -> Self {
        let TokenFailure { error, was_sent } = failure;
        let answer = meaning::of_failure(was_sent, error.refusal());
        (error.value, answer)
    }
}

/// Exchanges a code for the tokens of a new session.
///
/// # Errors
///
/// An `APIError` or `SDKError`, or the reason if the call is stopped.
pub async fn exchange(basis: &Basis, values: &Values<Opaque>) -> Result<TokenSet, TokenFailure> {
    let cancellation = Rc::clone(&basis.cancellation);
    let answer = sent(&basis.in_force, &oauth::EXCHANGE_CODE, values, cancellation).await?;
    tokens(&basis.instance, &answer, None, SessionId(drawn()))
}

/// Refreshes the tokens of a session.
///
/// # Errors
///
/// As [`exchange`].
pub async fn refresh(
    instance: &Instance,
    in_force: &InForce,
    refresh_token: &JsString,
    session: SessionId,
    cancellation: Rc<Cancellation>,
) -> Result<TokenSet, TokenFailure> {
    // Checked before sending: a request may arrive even if the network fails before its response.
    if page::at(&["navigator", "onLine"]) == false {
        let error = SdkError::new(ErrorKind::Network, "the browser is offline");
        return Err(TokenFailure::unsent(error.into()));
    }
    let given = Value::Opaque(Opaque(refresh_token.into()));
    let values = Values {
        given: oauth::REFRESH
            .signature
            .args
            .first()
            .map(|arg| (arg, given))
            .into_iter()
            .collect(),
        ..Values::default()
    };
    let answer = sent(in_force, &oauth::REFRESH, &values, cancellation).await?;
    tokens(instance, &answer, Some(refresh_token), session)
}

/// Asks the service for a response. Returns whether it responds at all, with success or an error.
pub async fn ping(in_force: &InForce) -> bool {
    let Ok(cancellation) = Cancellation::new(Limits::PING, &[]) else {
        return false;
    };
    let none = Values::default();
    match sent(in_force, &oauth::PING, &none, Rc::new(cancellation)).await {
        Ok(_) => true,
        Err(failure) => failure.error.refusal().is_some(),
    }
}

async fn sent(
    in_force: &InForce,
    call: &'static Call,
    values: &Values<Opaque>,
    cancellation: Rc<Cancellation>,
) -> Result<JsValue, TokenFailure> {
    let live = in_force
        .live_call_of(call, values, cancellation)
        .map_err(TokenFailure::unsent)?;
    live.run().await.map_err(|error| TokenFailure {
        error,
        was_sent: live.is_sent.get(),
    })
}

/// Reads the tokens of a response. `kept`: the refresh token to keep if the response has no new one.
fn tokens(
    instance: &Instance,
    answer: &JsValue,
    kept: Option<&JsString>,
    session: SessionId,
) -> Result<TokenSet, TokenFailure> {
    let Some(access) = non_empty(field(answer, "access_token")) else {
        let reason = "the service's response has no access_token";
        return Err(TokenFailure {
            error: CallError::other(SdkError::new(ErrorKind::Response, reason).into()),
            was_sent: true,
        });
    };
    let claims = claims(&access);
    if let Some(iat) = claims.iat {
        instance.offset.set(clock::wall() - iat * 1_000.0);
    }
    let expires_in = field(answer, "expires_in");
    let seconds = expiry::seconds(expires_in.as_f64(), expires_in.as_string().as_deref());
    let expiry = expiry::of_answer(seconds, claims, instance.offset.get(), clock::wall());
    let refresh = non_empty(field(answer, "refresh_token")).or(kept.cloned());
    let scope = non_empty(field(answer, "scope"));
    Ok(token_set(access, refresh, scope, expiry, session))
}

/// Returns the tokens of a new session, from a token in a URL. There is no refresh token.
pub fn of_address(instance: &Instance, access: JsString) -> TokenSet {
    let expiry = expiry::of_address(claims(&access), instance.offset.get(), clock::wall());
    token_set(access, None, None, expiry, SessionId(drawn()))
}

fn token_set(
    access: JsString,
    refresh: Option<JsString>,
    scope: Option<JsString>,
    Expiry { ends_at, life }: Expiry,
    session: SessionId,
) -> TokenSet {
    TokenSet {
        facts: TokenFacts {
            session,
            generation: Generation(drawn()),
            ends_at,
            life,
            refreshable: refresh.is_some(),
        },
        access,
        refresh,
        scope,
    }
}

/// Reads the times in a token; none if it is not a JWT. `atob` garbles other claims that are not ASCII, but
/// these are not read.
fn claims(token: &JsString) -> Claims {
    let decoded = || {
        let payload: JsString = js::element(&token.split("."), 1).dyn_into().ok()?;
        let payload = payload.replace_by_pattern(&RegExp::new("-", "g"), "+");
        let payload = payload.replace_by_pattern(&RegExp::new("_", "g"), "/");
        js::parse(&atob(&payload).ok()?)
    };
    let claims = decoded().unwrap_or_default();
    Claims {
        iat: field(&claims, "iat").as_f64(),
        exp: field(&claims, "exp").as_f64(),
    }
}
