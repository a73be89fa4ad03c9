//! The emails and text messages, which are never really sent.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Serialize;

use crate::store::clock::rfc3339;
use crate::store::secret::secret;

/// How many messages are kept.
const KEPT: usize = 200;

/// How a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Channel {
    Mail,
    Sms,
}

impl Channel {
    /// Returns the field of a user that holds the email address or phone number.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Mail => "email",
            Self::Sms => "phone_number",
        }
    }

    /// Returns the channel that a field must be confirmed by, if it must be.
    pub(crate) fn of_field(name: &str) -> Option<Self> {
        [Self::Mail, Self::Sms]
            .into_iter()
            .find(|channel| channel.field() == name)
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MessageKind {
    Confirm,
    Code,
    Reset,
}

/// A message to send.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Message {
    pub(crate) to: String,
    pub(crate) kind: MessageKind,
    pub(crate) channel: Channel,
    pub(crate) subject: String,
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<String>,
}

/// A message that was sent.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Posted {
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) message: Message,
    pub(crate) at: String,
}

/// The last messages, newest first.
#[derive(Default)]
pub(crate) struct Outbox(VecDeque<Posted>);

impl Outbox {
    pub(crate) fn post(&mut self, now: Duration, message: Message) {
        self.0.truncate(KEPT - 1);
        self.0.push_front(Posted {
            id: secret(),
            message,
            at: rfc3339(now),
        });
    }

    /// Returns the messages to this email address or phone number, or all messages
    /// if `to` is `None`.
    pub(crate) fn sent_to(&self, to: Option<&str>) -> Vec<Posted> {
        self.0
            .iter()
            .filter(|posted| to.is_none_or(|to| posted.message.to.eq_ignore_ascii_case(to)))
            .cloned()
            .collect()
    }
}
