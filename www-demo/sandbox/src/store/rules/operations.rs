//! One-time codes. An operation is one code that was sent to one email address or phone number.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::store::failure::{Failure, Result};
use crate::store::outbox::{Channel, Message, MessageKind};
use crate::store::rules::codes;
use crate::store::secret::{new_code, secret};
use crate::store::state::{App, Data};
use crate::store::waiting::{Operation, Purpose};

const LIFETIME: Duration = Duration::from_secs(3 * 60);

/// How long an operation is kept after it expires. During that time, a code with too many wrong attempts still fails
/// for that reason.
const KEPT: Duration = Duration::from_secs(10 * 60);

/// Whether the message contains a link in addition to the code.
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
            .map_err(|_| Failure::invalid("link_url: not a URL."))
    }
}

/// Sends a code to `login` and returns the operation's id.
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
        kind: MessageKind::Code,
        channel: operation.channel,
        subject: "Your code".into(),
        text,
        code: Some(code.clone()),
        link,
    }
}

/// Uses the code up and returns what it was for.
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
        .ok_or_else(Failure::wrong_code)?;
    let is_over = operation.expires <= app.now();
    codes::check(&operation.code, code, is_over, &mut operation.wrong_codes)?;
    let purpose = operation.purpose;
    data.operations.remove(id);
    Ok(purpose)
}

/// Returns an operation whose code has not expired, by its id and the email address or phone number that the code was
/// sent to.
pub(crate) fn under_way<'a>(
    app: &App,
    data: &'a Data,
    id: &str,
    login: &str,
) -> Result<&'a Operation> {
    data.operations
        .get(id)
        .filter(|operation| operation.login == login.to_lowercase())
        .filter(|operation| operation.expires > app.now())
        .ok_or_else(Failure::unknown_operation)
}

/// Opens the link with this key, which ends the wait for it. Returns where the link leads if that is one of the
/// game's origins; for any other, the sandbox would be an open redirect.
pub(crate) fn open_link(app: &App, data: &Data, key: &str) -> Result<Option<Url>> {
    let (_, operation) = by_link(app, data, key)?;
    operation.opened.send_replace(true);
    let is_of_game = |url: &&Url| app.origins.contains(&url.origin().ascii_serialization());
    Ok(operation.link_url.as_ref().filter(is_of_game).cloned())
}

/// Ends the operation whose link has this key: its code is no longer valid.
pub(crate) fn decline(app: &App, data: &mut Data, key: &str) -> Result<()> {
    let id = by_link(app, data, key)?.0.clone();
    data.operations.remove(&id);
    Ok(())
}

/// Returns the operation whose link has this key, with its id.
fn by_link<'a>(app: &App, data: &'a Data, key: &str) -> Result<(&'a String, &'a Operation)> {
    let now = app.now();
    data.operations
        .iter()
        .find(|(_, operation)| {
            operation.link_key.as_deref() == Some(key) && operation.expires > now
        })
        .ok_or_else(Failure::unknown_operation)
}
