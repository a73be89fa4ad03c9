//! What a call is based on, from its start to its end.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::arguments::Arguments;
use crate::call_error::CallError;
use crate::calls::values::Values;
use crate::calls::{Call, Signature};
use crate::cancel::Cancellation;
use crate::error::SdkError;
use crate::instance::{InForce, Instance};
use crate::js::Opaque;
use crate::session::shared::SharedSession;
use crate::session::tokens::TokenSet;

/// The options and the session of an instance when a call started. While the call waits, the options may change:
/// the new ones are for later calls, and may name another project.
#[derive(Clone)]
pub struct Basis {
    /// The instance that was called.
    pub instance: Rc<Instance>,
    /// The options.
    pub in_force: Rc<InForce>,
    /// The session that the options name.
    pub session: Rc<SharedSession>,
    /// What stops the call.
    pub cancellation: Rc<Cancellation>,
}

impl Basis {
    /// Takes the current options and session of an instance.
    pub fn new(instance: &Rc<Instance>, cancellation: Rc<Cancellation>) -> Self {
        Self {
            instance: Rc::clone(instance),
            in_force: instance.in_force(),
            session: instance.attach_session(),
            cancellation,
        }
    }

    /// As [`Basis::new`], for a call that takes only `{ signal?, timeout? }`.
    ///
    /// # Errors
    ///
    /// As [`Instance::stopped_by`].
    pub fn read(instance: &Rc<Instance>, options: &JsValue) -> Result<Self, JsValue> {
        Ok(Self::new(instance, instance.stopped_by(options)?))
    }

    /// As [`Basis::new`], for a method with arguments. Returns them too.
    ///
    /// # Errors
    ///
    /// As [`Instance::read`].
    pub fn with_arguments(
        instance: &Rc<Instance>,
        signature: &'static Signature,
        given: &[JsValue],
    ) -> Result<(Arguments, Self), JsValue> {
        let (arguments, cancellation) = instance.read(signature, given)?;
        Ok((arguments, Self::new(instance, cancellation)))
    }

    /// Sends a call.
    ///
    /// # Errors
    ///
    /// The errors of the call.
    pub async fn send(
        &self,
        call: &'static Call,
        values: &Values<Opaque>,
    ) -> Result<JsValue, CallError> {
        let cancellation = Rc::clone(&self.cancellation);
        let live = self.in_force.live_call_of(call, values, cancellation);
        live.map_err(CallError::other)?.run().await
    }

    /// Signs in to the session. `changes`: how many times it had changed when the sign-in started.
    ///
    /// # Errors
    ///
    /// As [`SharedSession::sign_in`]; an `SDKError` of kind `state` if the session has changed since.
    pub async fn sign_in(&self, tokens: TokenSet, changes: u32) -> Result<JsValue, JsValue> {
        if self.session.changes() != changes {
            return Err(SdkError::CHANGED_DURING_SIGN_IN.into());
        }
        self.session.sign_in(tokens, &self.cancellation).await
    }
}
