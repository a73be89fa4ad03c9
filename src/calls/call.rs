//! A call as data: method, path, query, arguments, body, and which responses are results.

use super::argument::{Signature, by_name};
pub(super) use crate::config::options::TextOption;

/// The HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads something, issues or uses up a code, or ends a session. Has no body.
    Get,
    /// Changes something; has a body.
    Post,
    /// Changes something; has a body.
    Put,
}

impl Method {
    /// Returns the method as HTTP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
        }
    }
}

/// The path of a call, below the service's base URL. `{}` is replaced by the argument that goes to
/// [`To::Segment`](super::argument::To::Segment).
///
/// The OAuth query is what [`Config::add_oauth`](crate::config::Config::add_oauth) adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// The same in both modes; never has the OAuth query.
    Fixed(&'static str),
    /// In OAuth mode, has the prefix `/oauth2` and the OAuth query.
    Oauth(&'static str),
    /// Always OAuth, whatever the mode: has the OAuth query, and the path as it is written here.
    Always(&'static str),
    /// In OAuth mode, another path and the OAuth query.
    Either {
        /// The path of JWT mode.
        jwt: &'static str,
        /// The path of OAuth mode.
        oauth: &'static str,
    },
    /// A public file of the project, below a base URL of its own, unless an option names another URL.
    File(&'static str),
}

/// Which options are in the query, besides those that OAuth mode adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryOptions {
    /// None.
    None,
    /// `projectId`.
    Project,
    /// `projectId`, `locale`, `login_url`, `payload`, `with_logout`.
    Session,
    /// Those of [`QueryOptions::Session`], and `email_template`.
    Mail,
    /// `challenge_id`, which must be set.
    Challenge,
    /// `projectId`, `audience` and the OAuth query.
    Authorize,
}

/// How many times a call sends its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// Once.
    Once,
    /// Retried after a temporary failure: it only reads.
    Repeated,
    /// In rounds (a long poll), until there is a result or a final error.
    Rounds,
}

/// Which credentials a request has, and whether it follows redirects (WHATWG fetch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// A call to the service: sends the single sign-on cookie, and never follows a redirect, because that
    /// would send the same data to another place.
    Api,
    /// Tests whether a navigation would be redirected, without following it.
    RedirectTest,
    /// The token endpoint, the old settings URL and [`PING`](super::oauth::PING): no cookies, no redirects.
    Bare,
    /// A public file.
    File,
}

/// Options of `fetch` (WHATWG fetch, RequestInit).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchOptions {
    /// Whether cookies are sent and stored: `include` or `omit`.
    pub credentials: &'static str,
    /// What happens at a redirect: `error`, `manual` or `follow`.
    pub redirect: &'static str,
    /// The cache mode: `no-store` or `default`.
    pub cache: &'static str,
}

impl Policy {
    /// Returns the options for `fetch`.
    pub fn fetch_options(self) -> FetchOptions {
        let api = FetchOptions {
            credentials: "include",
            redirect: "error",
            cache: "no-store",
        };
        match self {
            Policy::Api => api,
            Policy::RedirectTest => FetchOptions {
                redirect: "manual",
                ..api
            },
            Policy::Bare => FetchOptions {
                credentials: "omit",
                ..api
            },
            Policy::File => FetchOptions {
                credentials: "omit",
                redirect: "follow",
                cache: "default",
            },
        }
    }
}

/// How to interpret a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRules {
    /// What a successful response with an empty body means.
    pub empty: Empty,
    /// The error codes that are results, not errors, of this call.
    pub results: &'static [&'static str],
    /// Whether status 408 without a readable code counts as the first code in `results`.
    pub is_late: bool,
    /// What a success is.
    pub success: Success,
}

/// What a successful response is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Success {
    /// JSON or nothing.
    Json,
    /// JSON with a `login_url`. `code`, `state` and `token` are copied from its query into the result.
    LoginUrl,
    /// A JSON file. It is not a response of the API, so a key `error` is data.
    File,
    /// A redirect, and nothing else.
    Redirect,
}

/// What a successful response with an empty body means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// `{ code: <HTTP status> }`.
    Status,
    /// `[]`.
    List,
    /// An error of kind `response`: the call needs a body.
    Refused,
}

/// One call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The HTTP method.
    pub method: Method,
    /// The path.
    pub path: Path,
    /// Which options are in the query.
    pub query: QueryOptions,
    /// What it takes from the caller.
    pub signature: Signature,
    /// Whether the body has `link_url`, if it is given, and `send_link`, unless the service decides.
    pub send_link: bool,
    /// How to interpret the response.
    pub answer: AnswerRules,
    /// Default timeout in milliseconds, if not that of the instance.
    pub timeout: Option<u32>,
    /// Options that are sent in the body.
    pub body_options: &'static [TextOption],
    /// The `grant_type`, if the body is a form (RFC 6749, 4.1.3).
    pub grant: Option<&'static str>,
    /// How many times it is sent.
    pub sending: Sending,
    /// Which credentials it has, and whether it follows redirects.
    pub policy: Policy,
}

/// Timeout of one round of a long poll, in milliseconds. The service itself waits up to 20 s.
pub const ROUND: u32 = 25_000;

pub(super) const PLAIN: AnswerRules = AnswerRules {
    empty: Empty::Status,
    results: &[],
    is_late: false,
    success: Success::Json,
};

/// The defaults of every call: a POST with [`QueryOptions::Session`]. Each call only names what is different.
pub(super) const CALL: Call = Call {
    method: Method::Post,
    path: Path::Fixed(""),
    query: QueryOptions::Session,
    signature: by_name(&[]),
    send_link: false,
    answer: PLAIN,
    timeout: None,
    body_options: &[],
    grant: None,
    sending: Sending::Once,
    policy: Policy::Api,
};

impl Call {
    /// Returns the content type of the body, if there is one.
    pub fn content_type(&self) -> &'static str {
        match self.grant {
            Some(_) => "application/x-www-form-urlencoded",
            None => "application/json",
        }
    }

    /// Returns the timeout of each attempt in milliseconds; `None` if only the call as a whole has a timeout.
    pub fn round(&self) -> Option<u32> {
        (self.sending == Sending::Rounds).then_some(ROUND)
    }
}
