//! The user of a session, refresh, and sign-out, in the browser: `getUser` and a sign-out in the order of
//! `steps/user.rs`.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::basis::Basis;
use super::steps::user::UserEffects;
use super::token_endpoint::{self, TokenFailure};
use crate::call_error::CallError;
use crate::calls::values::{Value, Values};
use crate::calls::{Call, oauth, sso};
use crate::cancel::Cancellation;
use crate::js::Opaque;
use crate::js::page::drawn;
use crate::js::promise::promise;
use crate::session::SessionId;
use crate::session::shared::SharedSession;
use crate::session::shared::waits::SignOutStart;
use crate::session::tokens::{TokenSet, non_empty};

impl UserEffects for Basis {
    type Value = JsValue;
    type CallError = CallError;
    type Tokens = TokenSet;
    type RefreshToken = JsString;
    type Failure = TokenFailure;
    type Begun = SignOutStart;

    fn refresh_token<'a>(&self, tokens: &'a TokenSet) -> Option<&'a JsString> {
        tokens.refresh.as_ref()
    }

    fn good(&self) -> impl Future<Output = Result<Option<TokenSet>, JsValue>> {
        self.session.good(&self.cancellation)
    }

    fn user(&self, tokens: &TokenSet) -> impl Future<Output = Result<JsValue, CallError>> {
        with_token(self, &oauth::GET_USER, tokens, None)
    }

    fn status(&self, error: &CallError) -> Option<u16> {
        error.status()
    }

    fn unauthorized(&self, tokens: &TokenSet) {
        self.session.unauthorized(tokens);
    }

    fn begin_sign_out(&self) -> SignOutStart {
        self.session.begin_sign_out()
    }

    fn must_look(&self) -> bool {
        self.session.must_look()
    }

    fn look(&self) -> impl Future<Output = Result<Option<TokenSet>, JsValue>> {
        self.session.look(&self.cancellation)
    }

    fn is_overtaken(&self, begun: SignOutStart) -> bool {
        self.session.is_overtaken(begun)
    }

    fn held(&self) -> Option<TokenSet> {
        self.session.held()
    }

    fn has_good(&self) -> bool {
        self.session.has_good()
    }

    fn sign_out_attempt(&self) -> Option<u8> {
        self.session.sign_out_attempt()
    }

    fn forget_tokens(&self, begun: SignOutStart) -> impl Future<Output = Result<bool, JsValue>> {
        self.session.sign_out(begun, &self.cancellation)
    }

    async fn ping(&self) -> Result<bool, JsValue> {
        let reached = Box::pin(token_endpoint::ping(&self.in_force));
        self.cancellation.until(reached).await
    }

    fn refresh(&self, token: &JsString) -> impl Future<Output = Result<TokenSet, TokenFailure>> {
        refreshed(self, token)
    }

    async fn log_out(&self, tokens: &TokenSet, which: &'static str) -> Result<(), CallError> {
        with_token(self, &sso::LOGOUT, tokens, Some(which)).await?;
        Ok(())
    }

    async fn clear_sso(&self) -> Result<(), JsValue> {
        self.send(&sso::CLEAR_SSO, &Values::default()).await?;
        Ok(())
    }
}

/// Makes a call whose first argument is the access token, and whose second, if it has one, is `which`.
async fn with_token(
    basis: &Basis,
    call: &'static Call,
    tokens: &TokenSet,
    which: Option<&str>,
) -> Result<JsValue, CallError> {
    let token = Value::Opaque(Opaque(JsValue::from(&tokens.access)));
    let given = [Some(token), which.map(|which| Value::Text(which.into()))];
    let given = given.into_iter().flatten();
    let values = Values {
        given: call.signature.args.iter().zip(given).collect(),
        ..Values::default()
    };
    basis.send(call, &values).await
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
    let Some(given) = given.and_then(non_empty) else {
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
    let known = REFRESHING.with_borrow(|refreshing| {
        let mut refreshing = refreshing.iter();
        let known = refreshing.find(|known| known.is(session, &given));
        known.map(|known| known.tokens.clone())
    });
    let under_way = match known {
        Some(known) => known,
        None => {
            let begun = exchange_given(&basis, changes, given.clone())?;
            let refresh = GivenRefresh {
                session: Rc::clone(session),
                token: given,
                tokens: begun.clone(),
            };
            REFRESHING.with_borrow_mut(|refreshing| refreshing.push(refresh));
            begun
        }
    };
    cancellation.until(&mut JsFuture::from(under_way)).await?
}

/// The exchange of a refresh token from a caller.
struct GivenRefresh {
    session: Rc<SharedSession>,
    token: JsString,
    /// The promise of its tokens.
    tokens: Promise,
}

impl GivenRefresh {
    fn is(&self, session: &Rc<SharedSession>, token: &JsString) -> bool {
        Rc::ptr_eq(&self.session, session) && self.token == *token
    }
}

thread_local! {
    /// The exchanges in progress. Each signs in to one session, so two sessions do not share one.
    static REFRESHING: RefCell<Vec<GivenRefresh>> = const { RefCell::new(Vec::new()) };
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
        REFRESHING.with_borrow_mut(|refreshing| {
            refreshing.retain(|known| !known.is(&basis.session, &given));
        });
        let tokens = refreshed.map_err(|failure| failure.error.value)?;
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
