//! Faults on demand: which of the next requests go wrong, and how.

use std::time::Duration;

use serde::Deserialize;

use crate::store::failure::{Failure, Result};
use crate::store::text_or_number::TextOrNumber;

const DELAY: Duration = Duration::from_secs(1);
const TOKEN_ENDPOINT: &str = "/oauth2/token";

/// A fault, and how many more requests it affects.
pub(crate) struct Fault {
    wanted: Wanted,
    left: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FaultKind {
    /// Waits, then handles the request.
    Delay,
    /// Handles the request at once, but sends the response late.
    LateAnswer,
    /// Handles the request at once, then closes the connection without a response:
    /// at once, or after `ms`.
    LostAnswer,
    /// Does nothing, and never sends a response.
    Hang,
    /// Closes the connection without a response.
    Cut,
    /// Closes the connection in the middle of the body.
    CutBody,
    /// An error of the server, or of something in front of it. Status 500 by
    /// default.
    Status,
    /// An HTML page instead of JSON.
    Html,
    /// JSON that ends too early, in a response that is complete.
    Truncated,
    /// A body of 10 MB.
    Huge,
    /// The real body as `text/plain`.
    WrongType,
    /// An error whose `code` is a number.
    NumericCode,
    /// The real body, a piece at a time.
    SlowBody,
    /// Resets the connection in the middle of the headers.
    ResetHeaders,
    /// Bytes that are not HTTP.
    Garbage,
    /// Half a megabyte of headers.
    HugeHeaders,
    /// A `Content-Length` of half the length of the body.
    WrongLength,
    /// A status that HTTP does not define, 799 by default.
    UnknownStatus,
    /// An empty body, with status 200 by default.
    EmptyOk,
    /// JSON that is not an object.
    JsonString,
    JsonNull,
    JsonArray,
    /// JSON that is nested deeper than a parser may accept.
    DeepJson,
    /// JSON with keys that pollute prototypes if they are copied carelessly.
    ProtoJson,
    /// A NUL byte inside a JSON string, where JSON does not allow one.
    NulBytes,
    /// The real body after a byte order mark.
    Bom,
    /// JSON in ISO 8859-1, not in UTF-8.
    Latin1,
    /// An error in the form of RFC 6749, with the name in `error`.
    OauthError,
    /// Handles the request as usual, but errors of the token endpoint have the form
    /// of RFC 6749.
    RfcShape,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    pub(crate) kind: FaultKind,
    /// A path below `/api`, with or without that, or a whole path that begins with
    /// `/cdn`, including all paths below it, and the same path of OAuth mode. Every
    /// path below `/api` if omitted, empty or `/`.
    path: Option<String>,
    times: Option<u32>,
    pub(crate) ms: Option<u64>,
    pub(crate) status: Option<u16>,
    pub(crate) retry_after: Option<TextOrNumber>,
    /// `invalid_grant` if omitted.
    pub(crate) error: Option<String>,
}

impl Fault {
    /// Affects `times` requests, or one if `times` is omitted.
    pub(crate) fn new(wanted: Wanted) -> Self {
        let left = wanted.times.unwrap_or(1);
        Self { wanted, left }
    }
}

/// Returns the first fault that covers this path, and counts the use.
pub(crate) fn take(faults: &mut Vec<Fault>, path: &str) -> Option<Wanted> {
    faults.retain(|fault| fault.left > 0);
    let fault = faults.iter_mut().find(|fault| fault.wanted.covers(path))?;
    fault.left -= 1;
    Some(fault.wanted.clone())
}

impl Wanted {
    /// Fails if no request can have the path, or no response the status: it must be 200
    /// to 599, or up to 999 for `unknownStatus`.
    pub(crate) fn check(&self) -> Result<()> {
        let is_path = |path: &str| !path.contains(['?', '#', '*', ':', ' ']);
        if self.path.as_deref().is_some_and(|path| !is_path(path)) {
            return Err(Failure::invalid(
                "path: must be a path such as /login, without host, query or wildcard.",
            ));
        }
        let last = match self.kind {
            FaultKind::UnknownStatus => 999,
            _ => 599,
        };
        match self.status {
            Some(status) if !(200..=last).contains(&status) => Err(Failure::invalid(format!(
                "status: must be from 200 to {last}."
            ))),
            _ => Ok(()),
        }
    }

    fn covers(&self, path: &str) -> bool {
        if matches!(self.kind, FaultKind::RfcShape) {
            return path == TOKEN_ENDPOINT;
        }
        let prefix = self.path.as_deref().unwrap_or_default().trim_matches('/');
        // As in the list of requests.
        let prefix = match prefix.strip_prefix("api") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_matches('/'),
            _ => prefix,
        };
        if prefix.is_empty() {
            return !path.starts_with("/cdn/");
        }
        let path = path.trim_matches('/');
        // Most calls have another path in OAuth mode; a test names the call, not the mode.
        let in_oauth = path.strip_prefix("oauth2/");
        is_below(prefix, path) || in_oauth.is_some_and(|path| is_below(prefix, path))
    }

    /// How long to wait, for the kinds that do: `ms`, or 1 s if omitted.
    pub(crate) fn wait(&self) -> Duration {
        self.ms.map_or(DELAY, Duration::from_millis)
    }
}

/// Returns whether a path is the other one or below it. Neither begins or ends with a slash.
fn is_below(prefix: &str, path: &str) -> bool {
    match path.strip_prefix(prefix) {
        Some(rest) => rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(prefix: &str, path: &str) -> bool {
        let wanted = Wanted {
            kind: FaultKind::Cut,
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

    #[test]
    fn a_path_covers_both_modes_unless_it_names_one() {
        assert!(covers("/login", "/oauth2/login"));
        assert!(covers("/login", "/oauth2/login/phone/request"));
        assert!(covers("/oauth2/login", "/oauth2/login"));
        assert!(!covers("/oauth2/login", "/login"));
        assert!(!covers("/user", "/oauth2/users"));
    }

    #[test]
    fn a_path_is_below_the_api_unless_it_begins_with_cdn() {
        let settings = "/cdn/projects/mine/settings/auth";
        for prefix in ["/api", "api/", "/", ""] {
            assert!(covers(prefix, "/login"));
            assert!(!covers(prefix, settings));
        }
        assert!(covers("/cdn", settings));
        assert!(covers("/cdn/projects/mine/settings", settings));
        assert!(!covers("/cdn", "/login"));
    }
}
