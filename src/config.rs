//! Options: their types and checks, aliases, merging, OAuth mode, and the finished queries.
//!
//! Knows no JavaScript: `api` reads the properties and hands over [`Plain`] values.

use core::cell::OnceCell;

use crate::error::{Kind as ErrorKind, SdkError};

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The longest timer that browsers keep, in milliseconds; anything longer is no timer.
const LONGEST_TIMER: f64 = 2_147_483_647.0;

/// The time of a call with all its attempts, in milliseconds, without `timeout`.
pub const TIMEOUT: u32 = 30_000;

/// The shortest `state` that the service takes (it answers 010-022 below that).
const STATE_LENGTH: usize = 8;

/// What JavaScript gave for an option.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// `null` or `''`: back to the default.
    Cleared,
    /// A string, not empty.
    Text(String),
    /// A number, and how JavaScript writes it.
    Number(f64, String),
    /// `true` or `false`.
    Flag(bool),
    /// A function.
    Function,
    /// Another object, with the number in its `limit`, if there is one.
    Object {
        /// `limit` of `retry`.
        limit: Option<f64>,
    },
    /// An address, made absolute and canonical by the browser; `None` if it is none.
    Address {
        /// `href` of the parsed address.
        href: Option<String>,
        /// The origin of the page, where there is one.
        page_origin: Option<String>,
    },
    /// A symbol or a BigInt.
    Other,
}

/// The options whose text goes into a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the options")]
pub enum Text {
    ProjectId,
    FullLocale,
    CallbackUrl,
    EmailTemplate,
    Payload,
    WithLogout,
    ClientId,
    Scope,
    State,
    RedirectUri,
    ResponseType,
    CustomStyle,
    CustomLabels,
}

const TEXTS: usize = 13;

/// What an option must be, and where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string that goes into a request.
    Text(Text),
    /// A number or a string that goes into a request.
    NumberOrText(Text),
    /// `state`: at least 8 characters.
    State,
    /// Boolean, 0, 1, `'0'` or `'1'`.
    ZeroOrOne(Text),
    /// `redirectUrl`, another name of `redirectUri`.
    RedirectAlias,
    /// `apiUrl`.
    Base,
    /// `is_oauth2`.
    Mode,
    /// `disableConfirmByLink`.
    NoLink,
    /// `enable_magic_link`.
    MagicLink,
    /// `timeout`.
    Timeout,
    /// `retry`.
    Retry,
    /// A string that no request of these calls carries.
    AnyText,
    /// A boolean that no request of these calls carries.
    AnyFlag,
    /// An object.
    AnyObject,
    /// A function.
    Hook,
}

/// Every option that has a type.
pub static OPTIONS: &[(&str, Kind)] = &[
    ("projectId", Kind::Text(Text::ProjectId)),
    ("fullLocale", Kind::Text(Text::FullLocale)),
    ("callbackUrl", Kind::Text(Text::CallbackUrl)),
    ("emailTemplate", Kind::Text(Text::EmailTemplate)),
    ("payload", Kind::Text(Text::Payload)),
    ("with_logout", Kind::ZeroOrOne(Text::WithLogout)),
    ("clientId", Kind::NumberOrText(Text::ClientId)),
    ("scope", Kind::Text(Text::Scope)),
    ("state", Kind::State),
    ("redirectUri", Kind::Text(Text::RedirectUri)),
    ("redirectUrl", Kind::RedirectAlias),
    ("responseType", Kind::Text(Text::ResponseType)),
    ("is_oauth2", Kind::Mode),
    ("audience", Kind::AnyText),
    ("disableConfirmByLink", Kind::NoLink),
    ("enable_magic_link", Kind::MagicLink),
    ("challenge_id", Kind::AnyText),
    ("customStyle", Kind::Text(Text::CustomStyle)),
    ("customLabels", Kind::Text(Text::CustomLabels)),
    ("apiUrl", Kind::Base),
    ("settingsJSON", Kind::AnyText),
    ("socialsJSON", Kind::AnyText),
    ("themeJSON", Kind::AnyText),
    ("disableCache", Kind::AnyFlag),
    ("enablePostMessageLogin", Kind::AnyFlag),
    ("postMessageOrigin", Kind::AnyText),
    ("cdnUrl", Kind::AnyText),
    ("settingsUrl", Kind::AnyText),
    ("consentUrl", Kind::AnyText),
    ("mode", Kind::AnyText),
    ("game_name", Kind::AnyText),
    ("theme", Kind::AnyObject),
    ("social_links", Kind::AnyObject),
    ("geo_ip_country", Kind::AnyText),
    ("appleIdPriority", Kind::AnyFlag),
    ("session", Kind::AnyObject),
    ("timeout", Kind::Timeout),
    ("retry", Kind::Retry),
    ("onRequest", Kind::Hook),
    ("onResponse", Kind::Hook),
];

/// The option of that name, if it has a type.
pub fn option(name: &str) -> Option<&'static (&'static str, Kind)> {
    OPTIONS.iter().find(|(known, _)| *known == name)
}

/// One option as it was given.
pub type Change = (&'static (&'static str, Kind), Plain);

/// The options of one instance, with the queries that its calls share.
#[derive(Debug, Clone, Default)]
pub struct Config {
    texts: [Option<String>; TEXTS],
    mode: Option<bool>,
    no_link: bool,
    magic_link: Option<bool>,
    timeout: Option<u32>,
    retry: Option<u32>,
    base: Option<String>,
    /// The `state` made up for this instance, once one was needed.
    generated: OnceCell<String>,
    /// `projectId` as a query.
    project: String,
    /// The session's query.
    session: String,
    /// The OAuth query, once it was needed.
    oauth: OnceCell<String>,
}

impl Config {
    /// These options with `changes` over them. The receiver stays as it is.
    pub fn with(&self, changes: Vec<Change>) -> Result<Config, SdkError> {
        let mut next = Config {
            oauth: OnceCell::new(),
            ..self.clone()
        };
        let aliased =
            |(option, value): &Change| option.1 == Kind::RedirectAlias && *value != Plain::Cleared;
        let renamed = changes.iter().any(aliased);
        // The alias first: in one object `redirectUri` wins where it says anything.
        let (aliases, others): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|(option, _)| option.1 == Kind::RedirectAlias);
        for ((name, kind), value) in aliases.into_iter().chain(others) {
            if *kind == Kind::Text(Text::RedirectUri) && value == Plain::Cleared && renamed {
                continue;
            }
            next.set(name, *kind, value)?;
        }
        next.finish()?;
        Ok(next)
    }

    /// Whether `value` is only what `getConfig()` shows, given back to `updateConfig`: the mode in
    /// force, or the `state` that was made up. That is no wish of the caller.
    pub fn ignores(&self, kind: Kind, value: &Plain) -> bool {
        !self.project.is_empty()
            && match kind {
                Kind::Mode => *value == Plain::Flag(self.is_oauth()),
                Kind::State => self.is_generated(value),
                _ => false,
            }
    }

    fn is_generated(&self, value: &Plain) -> bool {
        matches!((value, self.generated.get()), (Plain::Text(text), Some(state)) if text == state)
    }

    fn set(&mut self, name: &str, kind: Kind, value: Plain) -> Result<(), SdkError> {
        let wrong = |must: &str| Err(SdkError::new(ErrorKind::Config, &[name, ": ", must]));
        match kind {
            Kind::Text(text) => match value {
                Plain::Text(value) => self.put(text, Some(value)),
                Plain::Cleared => self.put(text, None),
                _ => return wrong("must be a string"),
            },
            Kind::NumberOrText(text) => match value {
                Plain::Number(number, _) if !number.is_finite() => {
                    return wrong("must be a finite number or a string");
                }
                Plain::Number(_, value) | Plain::Text(value) => self.put(text, Some(value)),
                Plain::Cleared => self.put(text, None),
                _ => return wrong("must be a number or a string"),
            },
            Kind::State => match value {
                Plain::Text(value) if value.chars().count() >= STATE_LENGTH => {
                    self.put(Text::State, Some(value));
                }
                Plain::Cleared => self.put(Text::State, None),
                _ => return wrong("must be a string of at least 8 characters"),
            },
            Kind::ZeroOrOne(text) => {
                let one = match &value {
                    Plain::Flag(flag) => *flag,
                    Plain::Number(_, digit) | Plain::Text(digit) if digit == "1" => true,
                    Plain::Number(_, digit) | Plain::Text(digit) if digit == "0" => false,
                    Plain::Cleared => {
                        self.put(text, None);
                        return Ok(());
                    }
                    _ => return wrong("must be a boolean, 0 or 1"),
                };
                self.put(text, Some(if one { "1" } else { "0" }.into()));
            }
            Kind::RedirectAlias => return self.set(name, Kind::Text(Text::RedirectUri), value),
            Kind::Base => {
                self.base = match value {
                    Plain::Address { href, page_origin } => {
                        match base(href.as_deref(), page_origin.as_deref()) {
                            Ok(base) => Some(base),
                            Err(why) => return wrong(why),
                        }
                    }
                    Plain::Cleared => None,
                    _ => return wrong("must be a string"),
                }
            }
            Kind::Mode => self.mode = flag(name, &value)?,
            Kind::NoLink => self.no_link = flag(name, &value)? == Some(true),
            Kind::MagicLink => self.magic_link = flag(name, &value)?,
            Kind::AnyFlag => {
                flag(name, &value)?;
            }
            Kind::Timeout => {
                self.timeout = match value {
                    Plain::Number(ms, _) => match milliseconds(ms) {
                        Some(ms) => Some(ms),
                        None => return wrong("must not be negative or NaN"),
                    },
                    Plain::Cleared => None,
                    _ => return wrong("must be a number of milliseconds"),
                }
            }
            Kind::Retry => {
                self.retry = match value {
                    Plain::Flag(false) => Some(0),
                    // Whole attempts: a fraction is cut, what is beyond u32 is its maximum.
                    Plain::Object { limit: Some(limit) } if limit >= 0.0 => Some(limit as u32),
                    Plain::Object { limit: None } | Plain::Cleared => None,
                    _ => return wrong("must be false or { limit: number }, not negative"),
                }
            }
            Kind::AnyText => {
                if !matches!(value, Plain::Text(_) | Plain::Cleared) {
                    return wrong("must be a string");
                }
            }
            Kind::AnyObject => {
                if !matches!(value, Plain::Object { .. } | Plain::Cleared) {
                    return wrong("must be an object");
                }
            }
            Kind::Hook => {
                if !matches!(value, Plain::Function | Plain::Cleared) {
                    return wrong("must be a function");
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, text: Text, value: Option<String>) {
        if let Some(slot) = self.texts.get_mut(text as usize) {
            *slot = value;
        }
    }

    fn text(&self, text: Text) -> Option<&str> {
        self.texts.get(text as usize)?.as_deref()
    }

    /// Checks what must be there and makes the queries that every call shares.
    fn finish(&mut self) -> Result<(), SdkError> {
        if self.text(Text::ProjectId).is_none() {
            return Err(SdkError::new(
                ErrorKind::Config,
                &["projectId: a string is required"],
            ));
        }
        let mut project = String::new();
        self.append(&mut project, "projectId", Text::ProjectId);
        self.project = project;
        self.session = self.session_query(self.text(Text::CallbackUrl), true);
        Ok(())
    }

    fn append(&self, query: &mut String, name: &str, text: Text) {
        append(query, name, self.text(text));
    }

    /// The session's query for another `login_url`; with or without what changes a session
    /// (`payload`, `with_logout`).
    pub fn session_query(&self, login_url: Option<&str>, changes: bool) -> String {
        let mut query = self.project.clone();
        let locale = self.text(Text::FullLocale).map(|locale| -> String {
            locale
                .chars()
                .map(|c| if c == '-' { '_' } else { c })
                .collect()
        });
        append(&mut query, "locale", locale.as_deref());
        append(&mut query, "login_url", login_url);
        if changes {
            self.append(&mut query, "payload", Text::Payload);
            self.append(&mut query, "with_logout", Text::WithLogout);
        }
        query
    }

    /// `projectId` as a query.
    pub fn project(&self) -> &str {
        &self.project
    }

    /// `projectId`, `locale`, `login_url`, `payload`, `with_logout` as a query.
    pub fn session(&self) -> &str {
        &self.session
    }

    /// `callbackUrl`.
    pub fn callback_url(&self) -> Option<&str> {
        self.text(Text::CallbackUrl)
    }

    /// `redirectUri`, by whichever name it was given.
    pub fn redirect_uri(&self) -> Option<&str> {
        self.text(Text::RedirectUri)
    }

    /// `emailTemplate`.
    pub fn email_template(&self) -> Option<&str> {
        self.text(Text::EmailTemplate)
    }

    /// `client_id`, `scope`, `state`, `redirect_uri`, `response_type` as a query, each if it is
    /// set; `response_type` and `state` always, once [`Config::keep_state`] was called.
    pub fn oauth(&self) -> &str {
        if self.oauth.get().is_none() {
            let mut query = String::new();
            self.append(&mut query, "client_id", Text::ClientId);
            self.append(&mut query, "scope", Text::Scope);
            append(&mut query, "state", self.state());
            self.append(&mut query, "redirect_uri", Text::RedirectUri);
            let kind = self.text(Text::ResponseType).unwrap_or("code");
            append(&mut query, "response_type", Some(kind));
            let _ = self.oauth.set(query);
        }
        self.oauth.get().map_or("", String::as_str)
    }

    /// Whether calls go to the OAuth paths.
    pub fn is_oauth(&self) -> bool {
        self.mode.unwrap_or_else(|| {
            [
                Text::ClientId,
                Text::ResponseType,
                Text::RedirectUri,
                Text::State,
            ]
            .into_iter()
            .all(|text| self.text(text).is_some())
        })
    }

    /// The `state` that was given or made up.
    pub fn state(&self) -> Option<&str> {
        self.text(Text::State).or(self.generated())
    }

    /// The `state` that was made up and not replaced by a given one.
    pub fn generated(&self) -> Option<&str> {
        match self.text(Text::State) {
            Some(_) => None,
            None => self.generated.get().map(String::as_str),
        }
    }

    /// Keeps the `state` that was made up; the first one stays.
    pub fn keep_state(&self, state: String) {
        let _ = self.generated.set(state);
    }

    /// Base of every call, without a slash at its end.
    pub fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(API_URL)
    }

    /// Milliseconds that a call may take, 0 for no limit.
    pub fn timeout(&self) -> u32 {
        self.timeout.unwrap_or(TIMEOUT)
    }

    /// `send_link` of a request with or without a `link_url`.
    pub fn send_link(&self, has_link: bool) -> Option<bool> {
        if self.no_link {
            return Some(false);
        }
        self.magic_link.or(has_link.then_some(true))
    }

    /// `link_url` with `customStyle` and `customLabels` before its fragment.
    pub fn link(&self, link: &str) -> String {
        let mut added = String::new();
        self.append(&mut added, "customStyle", Text::CustomStyle);
        self.append(&mut added, "customLabels", Text::CustomLabels);
        if added.is_empty() {
            return link.into();
        }
        let (address, fragment) = split(link, b'#');
        let (_, query) = split(address, b'?');
        let glue = match query {
            "" => "?",
            "?" => "",
            query if query.ends_with('&') => "",
            _ => "&",
        };
        [address, glue, &added, fragment].concat()
    }
}

/// `text` up to the first `mark`, and from there on.
fn split(text: &str, mark: u8) -> (&str, &str) {
    text.bytes()
        .position(|byte| byte == mark)
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

fn flag(name: &str, value: &Plain) -> Result<Option<bool>, SdkError> {
    match value {
        Plain::Flag(flag) => Ok(Some(*flag)),
        Plain::Cleared => Ok(None),
        _ => Err(SdkError::new(
            ErrorKind::Config,
            &[name, ": must be a boolean"],
        )),
    }
}

/// A timeout as timers take it; `None` if it is none. Beyond the longest timer is no timeout.
pub fn milliseconds(ms: f64) -> Option<u32> {
    match ms {
        ms if ms > LONGEST_TIMER => Some(0),
        ms if ms >= 0.0 => Some(ms as u32),
        _ => None,
    }
}

/// The base of an `apiUrl` whose canonical form is `href`, or why it cannot be one.
fn base(href: Option<&str>, page_origin: Option<&str>) -> Result<String, &'static str> {
    let href = href.ok_or("must be an absolute address, or relative to the page")?;
    let (scheme, _) = split(href, b':');
    let rest = href
        .strip_prefix(scheme)
        .and_then(|rest| rest.strip_prefix("://"))
        .ok_or(SCHEMES)?;
    if !split(rest, b'?').1.is_empty() || !split(rest, b'#').1.is_empty() {
        return Err("must have no query and no fragment");
    }
    let (authority, _) = split(rest, b'/');
    if !split(authority, b'@').1.is_empty() {
        return Err("must have no user info");
    }
    let own = page_origin.is_some_and(|origin| {
        href.strip_prefix(origin)
            .is_some_and(|path| path.starts_with('/'))
    });
    if scheme != "https" && !(scheme == "http" && (own || is_loopback(authority))) {
        return Err(SCHEMES);
    }
    Ok(href.trim_end_matches('/').into())
}

const SCHEMES: &str = "must be https, or http on this machine or the page's own origin";

/// Whether a canonical authority names this machine.
fn is_loopback(authority: &str) -> bool {
    if authority.starts_with("[::1]") {
        return true;
    }
    let (host, _) = split(authority, b':');
    // A canonical host of digits and dots is an IPv4 address (WHATWG URL).
    host == "localhost"
        || host.ends_with(".localhost")
        || (host.starts_with("127.") && host.bytes().all(|b| b == b'.' || b.is_ascii_digit()))
}

/// Adds `name=value` to a query, if there is a value.
pub fn append(query: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        encode(query, value);
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub fn encode(into: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| {
        DIGITS
            .get(usize::from(value & 15))
            .map_or('0', |d| char::from(*d))
    };
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(digit(byte >> 4));
            into.push(digit(byte));
        }
    }
}
