//! The session of one `Api`: the one that its options name, and its listeners.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::{InForce, Instance};
use crate::config::options::TextOption;
use crate::flow::Flows;
use crate::js::own;
use crate::query::joined;
use crate::session::listeners::Listeners;
use crate::session::owner::Owner;
use crate::session::shared::SharedSession;
use crate::storage::{STORAGE_OPTION, Storage};

impl InForce {
    /// Returns the name under which the tokens and flows of this project are stored: `projectId/clientId`.
    pub fn project(&self) -> String {
        let text = |text| self.config.text(text).unwrap_or_default();
        joined(&[text(TextOption::ProjectId), "/", text(TextOption::ClientId)])
    }

    /// Returns the prefix of the storage keys of this project's session.
    pub fn session_key(&self) -> String {
        joined(&["xsolla-login-wasm/session/", &self.project()])
    }

    /// Returns the pending sign-ins of this project.
    pub fn flows(&self) -> Flows {
        Flows::new(&self.session_option("flowStorage"), &self.project())
    }

    /// Returns a property of the option `session`.
    fn session_option(&self, name: &str) -> JsValue {
        own(&self.options.get("session"), name).unwrap_or_default()
    }
}

impl Instance {
    fn owner(self: &Rc<Self>) -> Rc<dyn Owner> {
        Rc::<Self>::clone(self)
    }

    /// If there are listeners, switches to the session that the current options name. If that is another
    /// session, tells the listeners who is signed in there: now if that is known, otherwise when it is.
    pub fn follow(self: &Rc<Self>) {
        let before = self.session.take();
        self.session.set(before.clone());
        let listeners = self.listeners();
        if listeners.is_empty() {
            self.has_switched.set(false);
            return;
        }
        let session = self.attach_session();
        if before.is_some_and(|before| !Rc::ptr_eq(&before, &session)) {
            let shown = session.shown();
            let is_unknown = shown.is_undefined();
            self.has_switched.set(is_unknown);
            listeners.audience(is_unknown).notify(&shown);
        }
    }

    /// Returns whether this is the first news from the session that the options have switched to, once.
    pub fn take_switch(&self) -> bool {
        self.has_switched.take()
    }

    /// Attaches this instance to the session of its project, in the storage that the options name, and detaches it
    /// from any other. Returns the session.
    pub fn attach_session(self: &Rc<Self>) -> Rc<SharedSession> {
        let in_force = self.in_force();
        let named = Storage::named(&in_force.session_option("storage"), STORAGE_OPTION);
        let storage = named.unwrap_or_else(|| Storage::kept(&self.kept));
        let key = in_force.session_key();
        let session = match self.session.take() {
            Some(session) if session.is(&storage, &key) => session,
            before => {
                if let Some(before) = before {
                    before.detach(&self.owner());
                }
                SharedSession::of(storage, key, in_force.config.timeout())
            }
        };
        session.attach(&self.owner());
        self.session.set(Some(Rc::clone(&session)));
        session
    }

    /// Returns the listeners to changes of its session.
    pub fn listeners(&self) -> &Listeners {
        &self.listeners
    }
}
