//! `api.session`: who is signed in.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::{Accepts, SESSIONS};
use crate::instance::Instance;
use crate::js::error::argument;
use crate::js::promise::promise;
use crate::oauth::user;

/// The session of one `Api`: the tokens of whoever is signed in, kept where the option `session.storage` says.
#[wasm_bindgen]
pub struct Session {
    instance: Rc<Instance>,
}

#[wasm_bindgen]
impl Api {
    /// The session.
    #[wasm_bindgen(getter)]
    pub fn session(&self) -> Session {
        Session {
            instance: Rc::clone(&self.instance),
        }
    }
}

#[wasm_bindgen]
impl Session {
    /// The tokens of who is signed in as far as this page knows: `undefined` until the storage was read, `null` if
    /// nobody is. The same object until something changes. `expiresAt` is in milliseconds since 1970 by the
    /// clock of this device, `Infinity` if unknown; `persisted: false` says that a reload ends the session.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> JsValue {
        self.instance.session().shown()
    }

    /// The tokens as they are kept, even if they have ended; `null` if nobody is signed in.
    ///
    /// # Errors
    ///
    /// Rejects with `SDKError` `environment` where the storage cannot be read, `argument` for options that are
    /// wrong.
    pub fn get(&self, options: JsValue) -> Promise {
        let cancellation = self.instance.stopped_by(&options);
        let session = self.instance.session();
        promise(async move {
            session.look(&*cancellation?).await?;
            Ok(session.copy())
        })
    }

    /// An access token that is good, refreshed in time; `null` if nobody is signed in or the session has ended.
    ///
    /// # Errors
    ///
    /// Rejects as [`Session::get`], and with the error of a refresh that was needed.
    #[wasm_bindgen(js_name = getAccessToken)]
    pub fn get_access_token(&self, options: JsValue) -> Promise {
        let cancellation = self.instance.stopped_by(&options);
        let session = self.instance.session();
        promise(async move {
            let tokens = session.good(&*cancellation?).await?;
            Ok(tokens.map_or(JsValue::NULL, |tokens| tokens.access.into()))
        })
    }

    /// Calls `listener` with the tokens, or null, after each change; gives what ends it.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `argument` for what is no function.
    #[wasm_bindgen(js_name = onChange)]
    pub fn on_change(&self, listener: JsValue) -> Result<JsValue, JsValue> {
        let end = self.instance.listeners().add(&listener, false)?;
        self.instance.session();
        Ok(end)
    }

    /// Calls `run` with [`Session::current`] at once and after each change; gives what ends it.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `argument` for what is no function.
    pub fn subscribe(&self, run: JsValue) -> Result<JsValue, JsValue> {
        let end = self.instance.listeners().add(&run, true)?;
        let current = self.instance.session().shown();
        // A listener that throws fails nothing.
        let _ = run
            .unchecked_ref::<js_sys::Function>()
            .call1(&JsValue::UNDEFINED, &current);
        Ok(end)
    }

    /// Forgets the tokens, then tells the service. `session`: `sso`, or `all` for every device.
    ///
    /// # Errors
    ///
    /// Rejects with `SDKError` `argument` for another `session`, `environment` where the storage cannot be
    /// cleared, else as [`Api::logout`]; the tokens are forgotten all the same.
    pub fn logout(&self, session: JsValue, options: JsValue) -> Promise {
        let which = match session.is_undefined() {
            true => SESSIONS.first(),
            false => SESSIONS.iter().find(|which| session == **which),
        };
        let [_, must] = Accepts::Session.words();
        let which = which.ok_or_else(|| argument("session", must));
        let cancellation = self.instance.stopped_by(&options);
        let instance = Rc::clone(&self.instance);
        promise(async move { user::sign_out(instance, which?, cancellation?).await })
    }
}
