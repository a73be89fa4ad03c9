//! What a session needs of an instance: it sends the requests and tells the listeners.

use core::pin::Pin;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::TokenAnswer;
use super::listeners::Audience;
use super::records::SessionId;
use super::tokens::TokenSet;

/// A future on the one thread of a page.
pub type Local<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// An instance that shares a session.
pub trait Owner {
    /// Returns the key of the session that its options lead to, which is the prefix of the storage keys.
    fn session_key(&self) -> String;

    /// Returns its present listeners, to be told the value of `session.current`. If `is_first`, that is what the page
    /// found when it loaded, not a change.
    fn audience(&self, is_first: bool) -> Audience;

    /// Sends a refresh token once. `stop` is a signal that aborts the request.
    ///
    /// # Errors
    ///
    /// The error that a call would reject with, and what it means to the machine.
    fn refresh<'a>(
        &'a self,
        token: &'a JsString,
        session: SessionId,
        stop: Option<JsValue>,
    ) -> Local<'a, Result<TokenSet, (JsValue, TokenAnswer)>>;

    /// Returns whether the service responds at all.
    fn ping(&self) -> Local<'_, bool>;
}
