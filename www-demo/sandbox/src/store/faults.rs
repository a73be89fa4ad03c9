//! Faults on demand: which of the next requests go wrong, and how.

use std::time::Duration;

use serde::Deserialize;

use crate::store::failure::{Failure, Result};
use crate::store::text::Text;

const DELAY: Duration = Duration::from_secs(1);
const TOKEN_ENDPOINT: &str = "/oauth2/token";

/// A fault that waits for its requests.
pub(crate) struct Fault {
    wanted: Wanted,
    left: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    /// Nothing is done for a while; then the right answer comes.
    Delay,
    /// The work is done at once, the right answer comes late.
    LateAnswer,
    /// The work is done at once, and the connection is closed without an answer: at
    /// once, or after `ms`.
    LostAnswer,
    /// Nothing is done, and the answer never comes.
    Hang,
    /// The connection is closed without an answer.
    Cut,
    /// The connection is closed in the middle of the body.
    CutBody,
    /// An error of the server or of something in front of it.
    Status,
    /// A page where JSON is expected.
    Html,
    /// JSON that stops too early, in an answer that is complete.
    Truncated,
    /// A body of 10 MB.
    Huge,
    /// The right body as `text/plain`.
    WrongType,
    /// An error whose code is a number.
    NumericCode,
    /// The right body, a piece at a time.
    SlowBody,
    /// The connection is reset in the middle of the headers.
    ResetHeaders,
    /// Bytes that are not HTTP.
    Garbage,
    /// Half a megabyte of headers.
    HugeHeaders,
    /// A `Content-Length` of half the body.
    WrongLength,
    /// A status that nobody has heard of.
    UnknownStatus,
    /// 200 and not a byte.
    EmptyOk,
    /// JSON that is not an object.
    JsonString,
    JsonNull,
    JsonArray,
    /// JSON that is nested deeper than a parser may like.
    DeepJson,
    /// JSON with the names that a careless copy would pollute prototypes with.
    ProtoJson,
    /// A NUL in the middle of a string.
    NulBytes,
    /// The right body after a byte order mark.
    Bom,
    /// JSON that is not in UTF-8.
    Latin1,
    /// An error in the shape of RFC 6749, with the name of `error`.
    OauthError,
    /// Done as usual, but what the token endpoint refuses has the shape of RFC 6749.
    RfcShape,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    pub(crate) kind: Kind,
    /// Below `/api`, or from `/cdn` on, up to a slash; every path below `/api`
    /// when left out.
    path: Option<String>,
    times: Option<u32>,
    pub(crate) ms: Option<u64>,
    pub(crate) status: Option<u16>,
    pub(crate) retry_after: Option<Text>,
    /// `invalid_grant` when left out.
    pub(crate) error: Option<String>,
}

impl Fault {
    /// It waits for as many requests as it names, one if it names none.
    pub(crate) fn new(wanted: Wanted) -> Self {
        let left = wanted.times.unwrap_or(1);
        Self { wanted, left }
    }
}

/// The first fault that wants this path; it is used up once more.
pub(crate) fn take(faults: &mut Vec<Fault>, path: &str) -> Option<Wanted> {
    faults.retain(|fault| fault.left > 0);
    let fault = faults.iter_mut().find(|fault| fault.wanted.covers(path))?;
    fault.left -= 1;
    Some(fault.wanted.clone())
}

impl Wanted {
    /// Fails unless an answer can have the status.
    pub(crate) fn check(&self) -> Result<()> {
        let last = match self.kind {
            Kind::UnknownStatus => 999,
            _ => 599,
        };
        match self.status {
            Some(status) if !(200..=last).contains(&status) => {
                Err(Failure::invalid(format!("status: must be 200 to {last}.")))
            }
            _ => Ok(()),
        }
    }

    fn covers(&self, path: &str) -> bool {
        if matches!(self.kind, Kind::RfcShape) {
            return path == TOKEN_ENDPOINT;
        }
        let Some(prefix) = &self.path else {
            return !path.starts_with("/cdn/");
        };
        let prefix = prefix.trim_matches('/');
        let path = path.trim_matches('/');
        match path.strip_prefix(prefix) {
            Some(rest) => prefix.is_empty() || rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }

    /// How long it waits, where it does.
    pub(crate) fn wait(&self) -> Duration {
        self.ms.map_or(DELAY, Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(prefix: &str, path: &str) -> bool {
        let wanted = Wanted {
            kind: Kind::Cut,
            path: Some(prefix.into()),
            times: None,
            ms: None,
            status: None,
            retry_after: None,
            error: None,
        };
        wanted.covers(path)
    }

    #[test]
    fn a_prefix_ends_at_a_slash() {
        assert!(covers("/login", "/login"));
        assert!(covers("login/", "/login/phone/request"));
        assert!(covers("/", "/login"));
        assert!(!covers("/user", "/users/me"));
        assert!(!covers("/login/phone", "/login"));
    }
}
