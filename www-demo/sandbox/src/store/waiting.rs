//! What is waiting for a user to come back: with a link, a code or a form.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use url::Url;
use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::outbox::Channel;

/// A confirmation link that was sent and not opened yet.
pub(crate) struct Confirmation {
    pub(crate) user: Uuid,
    /// Where the user goes next, as the call that sent the link named it.
    pub(crate) start: Start,
    pub(crate) expires: Duration,
}

/// A reset code that was sent and not used yet.
pub(crate) struct ResetCode {
    pub(crate) user: Uuid,
    pub(crate) expires: Duration,
}

/// A one-time code that was sent and not used yet.
pub(crate) struct Operation {
    pub(crate) channel: Channel,
    /// The phone number or email address that the code was sent to.
    pub(crate) login: String,
    pub(crate) code: String,
    pub(crate) expires: Duration,
    /// Becomes true when the link in the message is opened.
    pub(crate) opened: Arc<watch::Sender<bool>>,
    /// The key in that link.
    pub(crate) link_key: Option<String>,
    /// Where the link leads.
    pub(crate) link_url: Option<Url>,
    pub(crate) wrong_codes: u32,
    pub(crate) purpose: Purpose,
}

/// What a code is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// To sign in, or up.
    SignIn,
    /// To add the email address or phone number to this user.
    AddTo(Uuid),
}

/// An authorization whose user is still unknown.
pub(crate) struct Authorization {
    pub(crate) start: Start,
}

/// A user on the way to a social network and back.
pub(crate) struct Visit {
    pub(crate) provider: String,
    pub(crate) start: Start,
}

/// A social sign-in that is waiting for the terms to be accepted.
pub(crate) struct SocialConsent {
    pub(crate) user: Uuid,
    pub(crate) start: Start,
    /// What the caller may name in `consent_id`.
    pub(crate) id: String,
    /// Whether the user was created for this sign-in.
    pub(crate) is_new: bool,
}

/// A sign-in that is waiting for the second factor.
pub(crate) struct Challenge {
    pub(crate) user: Uuid,
    pub(crate) start: Start,
    pub(crate) code: String,
    pub(crate) code_expires: Duration,
    pub(crate) wrong_codes: u32,
}
