//! `api.session`: the tokens of the signed-in user.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::arguments;
use crate::calls::{Accepts, THIS_BROWSER};
use crate::instance::Instance;
use crate::js::error::argument;
use crate::js::promise::{notify, promise};
use crate::oauth::basis::Basis;
use crate::oauth::steps::user::sign_out;
use crate::session::listeners::Hears;

/// The session of one `Api`: the signed-in user's tokens, in the storage that the option `session.storage`
/// names.
#[wasm_bindgen]
pub struct Session {
    instance: Rc<Instance>,
}

#[wasm_bindgen]
impl Api {
    /// Returns the session of this instance.
    #[wasm_bindgen(getter)]
    pub fn session(&self) -> Session {
        Session {
            instance: Rc::clone(&self.instance),
        }
    }
}

#[wasm_bindgen]
impl Session {
    /// Returns the tokens that this page knows: `undefined` until the storage has been read, `null` if nobody
    /// is signed in. Returns the same object until something changes.
    ///
    /// `expiresAt` is in milliseconds since 1970 by this device's clock, `Infinity` if unknown.
    /// `persisted: false` means that the storage could not be written, so the session ends with the page.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> JsValue {
        self.instance.attach_session().shown()
    }

    /// Reads the stored tokens.
    ///
    /// Resolves to a copy of the tokens, even if they have expired, or to `null` if nobody is signed in.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `environment` if the storage cannot be read, `argument` for wrong
    /// options.
    pub fn get(&self, options: JsValue) -> Promise {
        let cancellation = self.instance.stopped_by(&options);
        let session = self.instance.attach_session();
        promise(async move {
            session.look(&*cancellation?).await?;
            Ok(session.copy())
        })
    }

    /// Gets a valid access token; refreshes it first if it has expired. A token that expires soon is returned
    /// immediately, and refreshed in the background.
    ///
    /// Resolves to the token as a string, or to `null` if nobody is signed in or the session has ended.
    /// `signal` and `timeout` end the wait of this call, not the refresh.
    ///
    /// # Errors
    ///
    /// Rejects as [`Session::get`], and with the error of the refresh if one was necessary.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(&self, options: JsValue) -> Promise {
        let cancellation = self.instance.stopped_by(&options);
        let session = self.instance.attach_session();
        promise(async move {
            let tokens = session.good(&*cancellation?).await?;
            Ok(tokens.map_or(JsValue::NULL, |tokens| tokens.access.into()))
        })
    }

    /// Calls `listener` after each change, with the tokens, or with `null` if nobody is signed in any more.
    /// Returns a function that removes the listener.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` of kind `argument` if `listener` is not a function.
    #[wasm_bindgen(js_name = onChange)]
    pub fn on_change(&self, listener: JsValue) -> Result<JsValue, JsValue> {
        let end = self.instance.listeners().add(&listener, Hears::Changes)?;
        self.instance.attach_session();
        Ok(end)
    }

    /// Calls `run` with [`Session::current`], immediately and after each change. Returns a function that ends
    /// the subscription.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` of kind `argument` if `run` is not a function.
    pub fn subscribe(&self, run: JsValue) -> Result<JsValue, JsValue> {
        let end = self.instance.listeners().add(&run, Hears::Everything)?;
        let current = self.instance.attach_session().shown();
        notify(run.unchecked_ref(), &current);
        Ok(end)
    }

    /// Deletes the tokens, then notifies the service. `session` is `sso`, the default, which ends the single
    /// sign-on session, or `all`, which also ends every token of the user, on all devices.
    ///
    /// Resolves to `undefined`. If nobody is signed in, nothing is sent. An expired access token is refreshed
    /// first. If the refresh token cannot be used, [`Api::clear_sso`] is called instead: it is missing, in use, used up or
    /// no longer accepted, or a failed refresh was too recent.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `argument` if `session` has any other value or the options are
    /// wrong; the user then stays signed in. Rejects with kind `environment` if the storage cannot be
    /// cleared, otherwise as [`Api::logout`]; in these cases the page no longer has the tokens.
    pub fn logout(&self, session: JsValue, options: JsValue) -> Promise {
        let which = match session.is_undefined() {
            true => Some(THIS_BROWSER),
            false => arguments::session(&session),
        };
        let which = which.ok_or_else(|| argument("session", Accepts::Session.must()));
        let basis = Basis::read(&self.instance, &options);
        promise(async move {
            let which = which?;
            let signed_out = sign_out(&basis?, which).await;
            signed_out.map(|()| JsValue::UNDEFINED)
        })
    }
}
