//! One-time codes: an operation is one code on its way to one address.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::watch;
use url::Url;
use uuid::Uuid;

use crate::errors::{ApiError, Result};
use crate::outbox::{Channel, Kind, Message};
use crate::state::{App, Data, secret};

const LIFETIME: Duration = Duration::from_secs(3 * 60);

/// How long an expired operation is kept, so that it is told from a used one.
const KEPT: Duration = Duration::from_secs(10 * 60);

/// Wrong tries after which a code is no longer good.
pub(crate) const WRONG_CODES: u32 = 5;

/// A code that was sent and not used yet.
pub(crate) struct Operation {
    pub(crate) channel: Channel,
    /// The number or address that the code went to.
    pub(crate) login: String,
    pub(crate) code: String,
    pub(crate) expires: Duration,
    /// Becomes true when the link in the message is opened.
    pub(crate) opened: Arc<watch::Sender<bool>>,
    /// The key in that link.
    pub(crate) link_key: Option<String>,
    /// Where the link leads to.
    pub(crate) link_url: Option<Url>,
    wrong_codes: u32,
    purpose: Purpose,
}

/// What a code is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// To sign in, or up.
    SignIn,
    /// To add the address to this user.
    AddTo(Uuid),
}

/// Whether the message has a link beside the code.
#[derive(Default, Deserialize)]
pub(crate) struct LinkOptions {
    #[serde(default)]
    send_link: Option<bool>,
    #[serde(default)]
    link_url: Option<String>,
}

impl LinkOptions {
    fn url(&self) -> Result<Option<Url>> {
        self.link_url
            .as_deref()
            .filter(|url| !url.is_empty())
            .map(Url::parse)
            .transpose()
            .map_err(|_| ApiError::invalid("link_url: not an address."))
    }
}

/// Sends a code to `login` and gives the operation's id.
pub(crate) fn start(
    app: &App,
    data: &mut Data,
    channel: Channel,
    login: &str,
    link: &LinkOptions,
    purpose: Purpose,
) -> Result<String> {
    let now = app.now();
    let operation = Operation {
        channel,
        login: login.to_owned(),
        code: new_code(),
        expires: now + LIFETIME,
        opened: Arc::default(),
        link_key: link.send_link.unwrap_or(false).then(secret),
        link_url: link.url()?,
        wrong_codes: 0,
        purpose,
    };
    data.outbox.post(now, message(app, &operation));
    data.operations.retain(|_, old| old.expires + KEPT > now);
    let id = secret();
    data.operations.insert(id.clone(), operation);
    Ok(id)
}

/// Six digits, the first not 0: a caller may send the code as a number.
pub(crate) fn new_code() -> String {
    (100_000 + Uuid::new_v4().as_u128() % 900_000).to_string()
}

fn message(app: &App, operation: &Operation) -> Message {
    let code = &operation.code;
    let link = operation
        .link_key
        .as_ref()
        .map(|key| format!("{}/api/otc/link?key={key}", app.url));
    let text = match link {
        Some(_) => format!("Your code is {code}. Or open the link. Good for 3 minutes."),
        None => format!("Your code is {code}. Good for 3 minutes."),
    };
    Message {
        to: operation.login.clone(),
        kind: Kind::Code,
        channel: operation.channel,
        subject: "Your code".into(),
        text,
        code: Some(code.clone()),
        link,
    }
}

/// Uses the code up and tells what it was for.
pub(crate) fn redeem(
    app: &App,
    data: &mut Data,
    id: &str,
    channel: Channel,
    login: &str,
    code: &str,
) -> Result<Purpose> {
    let operation = data
        .operations
        .get_mut(id)
        .filter(|operation| operation.channel == channel && operation.login == login)
        .ok_or_else(ApiError::wrong_code)?;
    if operation.wrong_codes >= WRONG_CODES {
        return Err(ApiError::too_many_codes());
    }
    if operation.expires <= app.now() {
        return Err(ApiError::wrong_code());
    }
    if operation.code != code {
        operation.wrong_codes += 1;
        return Err(match operation.wrong_codes {
            WRONG_CODES.. => ApiError::too_many_codes(),
            _ => ApiError::wrong_code(),
        });
    }
    let purpose = operation.purpose;
    data.operations.remove(id);
    Ok(purpose)
}
