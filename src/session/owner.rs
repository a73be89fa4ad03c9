//! In whose name a session sends, and who hears of it.

use core::pin::Pin;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::records::SessionId;
use super::tokens::TokenSet;
use super::{Answer, listeners::Listeners};

/// A future on the one thread of a page.
pub type Local<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// An instance that shares a session.
pub trait Owner {
    /// What the keys of the session of its options begin with.
    fn session_key(&self) -> String;

    /// Who wants to know of changes.
    fn listeners(&self) -> Listeners;

    /// Sends a refresh token once; `stop` ends it.
    ///
    /// # Errors
    ///
    /// With what a call rejects with, and what it is to the machine.
    fn refresh<'a>(
        &'a self,
        token: &'a JsString,
        session: SessionId,
        stop: Option<JsValue>,
    ) -> Local<'a, Result<TokenSet, (JsValue, Answer)>>;

    /// Whether the service answers anything at all.
    fn is_reached(&self) -> Local<'_, bool>;
}
