//! Lets an instance own a session: the session refreshes its tokens through the instance's token endpoint.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::token_endpoint;
use crate::cancel::Cancellation;
use crate::instance::Instance;
use crate::session::listeners::Audience;
use crate::session::owner::{Local, Owner};
use crate::session::tokens::TokenSet;
use crate::session::{SessionId, TokenAnswer};

impl Owner for Instance {
    fn session_key(&self) -> String {
        self.in_force().session_key()
    }

    fn audience(&self, is_first: bool) -> Audience {
        let has_switched = self.take_switch();
        self.listeners().audience(is_first && !has_switched)
    }

    fn refresh<'a>(
        &'a self,
        token: &'a JsString,
        session: SessionId,
        stop: Option<JsValue>,
    ) -> Local<'a, Result<TokenSet, (JsValue, TokenAnswer)>> {
        Box::pin(async move {
            // No timeout here: the machine has its own.
            let cancellation = Cancellation::new(0, stop.as_slice());
            let cancellation = cancellation.map_err(|error| (error, TokenAnswer::NotSent))?;
            let in_force = self.in_force();
            let cancellation = Rc::new(cancellation);
            let refreshed = token_endpoint::refresh(self, &in_force, token, session, cancellation);
            refreshed.await.map_err(Into::into)
        })
    }

    fn ping(&self) -> Local<'_, bool> {
        Box::pin(async move { token_endpoint::ping(&self.in_force()).await })
    }
}
