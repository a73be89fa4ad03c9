//! The request with a refresh token that is in progress, and why the last one failed.

use core::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::recorded;
use crate::error::{ErrorKind, SdkError};

#[derive(Default)]
pub(super) struct RefreshRequest {
    current: Cell<Option<AbortController>>,
    failure: RefCell<JsValue>,
}

impl RefreshRequest {
    /// Returns why the last request for the current tokens failed, if it did.
    pub(super) fn failure(&self) -> Option<JsValue> {
        recorded(&self.failure)
    }

    /// Starts a request. Returns what aborts it, which names it; `None` if the browser cannot abort requests.
    pub(super) fn begin(&self) -> Option<AbortController> {
        let stop = AbortController::new().ok();
        self.current.set(stop.clone());
        stop
    }

    /// Ends the request that [`RefreshRequest::begin`] has named. Returns whether it was in progress: it may have been
    /// aborted, or another one may have started.
    pub(super) fn end(&self, stop: Option<&AbortController>) -> bool {
        let current = self.current.take();
        let is_current = current.is_some() && current.as_ref() == stop;
        if !is_current {
            self.current.set(current);
        }
        is_current
    }

    /// Aborts the request because it has timed out.
    pub(super) fn abort(&self) {
        // Set here, because the error of an aborted request is not recorded.
        let reason = "the token endpoint did not respond in time";
        self.fail(SdkError::new(ErrorKind::Timeout, reason).into());
        if let Some(request) = self.current.take() {
            request.abort();
        }
    }

    pub(super) fn fail(&self, failure: JsValue) {
        self.failure.replace(failure);
    }

    /// Forgets the failure: it belongs to the previous tokens.
    pub(super) fn clear_failure(&self) {
        self.failure.take();
    }
}
