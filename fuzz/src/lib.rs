//! What must hold of the crate's pure functions whatever goes in. `tests/properties.rs` drives
//! these checks with proptest, the targets beside this file with libFuzzer.
//!
//! What a function should give is worked out a second time here, from the documents and with the
//! `url` crate, and never by the code that is checked.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use url::{Host, Url, form_urlencoded};
use xsolla_login::{
    address,
    calls::{Arg, CALLS, Call, Kind, Method, NAMES, Own, Path, Query, To},
    config::{self, Config},
    error::Kind as ErrorKind,
    message,
    options::{self, Change, Kind as OptionKind, OPTIONS, Plain, Text},
    request::{self, Request, Value, Values},
    response::{self, Body, Failure, Meaning},
    retry,
};

type Pairs = Vec<(String, String)>;

fn pairs(query: &str) -> Pairs {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

fn decoded(encoded: &str) -> String {
    assert!(!encoded.contains(['+', '&', '=']), "{encoded}");
    form_urlencoded::parse(encoded.as_bytes())
        .next()
        .map_or_else(String::new, |(text, _)| text.into_owned())
}

/// Encoded text is unreserved characters and escapes, and decodes to what it was.
pub fn encoding(text: &str) {
    let mut encoded = String::from("before");
    address::encode(&mut encoded, text);
    let encoded = encoded.strip_prefix("before").unwrap();
    assert!(
        encoded
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~%".contains(c))
    );
    assert_eq!(decoded(encoded), text);
    let mut query = String::new();
    address::append(&mut query, "a", Some(text));
    address::append(&mut query, "none", None);
    address::append(&mut query, "b", Some(text));
    let expected: Pairs = vec![("a".into(), text.into()), ("b".into(), text.into())];
    assert_eq!(pairs(&query), expected);
}

/// A query is added to an address without changing anything else of it.
pub fn with_query(link: &str, value: &str) {
    assert_eq!(address::with_query(link, ""), link);
    let mut added = String::new();
    address::append(&mut added, "added", Some(value));
    let longer = address::with_query(link, &added);
    // As text: it stands in one place, before the fragment.
    let fragment = link.find('#').unwrap_or(link.len());
    assert!(longer.starts_with(&link[..fragment]) && longer.ends_with(&link[fragment..]));
    let glue = longer.len() - link.len() - added.len();
    assert!(glue <= 1);
    assert_eq!(&longer[fragment + glue..][..added.len()], added);
    // As an address, for one that browsers write so.
    let Ok(before) = Url::parse(link) else { return };
    let longer = address::with_query(before.as_str(), &added);
    let after = Url::parse(&longer).unwrap();
    let bare = |url: &Url| {
        let mut bare = url.clone();
        bare.set_query(None);
        bare
    };
    assert_eq!(bare(&after), bare(&before));
    let mut expected = pairs(before.query().unwrap_or(""));
    expected.push(("added".into(), value.into()));
    assert_eq!(pairs(after.query().unwrap()), expected);
}

/// What `apiUrl` may be, said with the `url` crate.
fn is_base(url: &Url, page: Option<&str>) -> bool {
    let near = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let own = page == Some(&url.origin().ascii_serialization());
    (url.scheme() == "https" || (url.scheme() == "http" && (near || own)))
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

/// `apiUrl` is taken exactly if it is https, or http nearby, without what a base cannot have.
pub fn base(text: &str, page: Option<&str>) {
    let page = page.and_then(|page| Url::parse(page).ok());
    let page = page.map(|page| page.origin().ascii_serialization());
    let page = page.as_deref();
    // What no browser would hand over, such as an address without a host, must not panic, and
    // another scheme cannot get in.
    if let Ok(base) = address::base(Some(text), page) {
        assert!(text.starts_with("https://") || text.starts_with("http://"));
        assert!(!base.ends_with('/') && !base.contains(['?', '#']));
    }
    assert!(address::base(None, page).is_err());
    let Ok(url) = Url::parse(text) else { return };
    let base = address::base(Some(url.as_str()), page);
    assert_eq!(base.is_ok(), is_base(&url, page), "{url} from {page:?}");
    if let Ok(base) = base {
        assert_eq!(base, url.as_str().trim_end_matches('/'));
    }
}

/// A header value is taken exactly if `fetch` takes it.
pub fn header(value: &str) {
    let fits = value
        .chars()
        .all(|c| c != '\0' && c != '\r' && c != '\n' && c <= '\u{ff}');
    assert_eq!(request::check_header(value).is_ok(), fits);
}

/// `loginUrl` is refused exactly if a browser would read a scheme in it that leads to no page.
pub fn login_url(text: &str) {
    let page = Url::parse("https://page.example/folder/").unwrap();
    let taken = request::check_login_url(text);
    if let Ok(url) = page.join(text) {
        let leads = !["javascript", "data", "blob", "vbscript", "file"].contains(&url.scheme());
        assert_eq!(taken.is_ok(), leads, "{text:?} is {url}");
    }
}

/// Seconds are read exactly from digits, and a date never gives a time before now.
pub fn retry_after(header: &str, date: f64, now: f64) {
    // What is space in a header (RFC 9110, 5.6.3) and in ASCII, not in Unicode.
    let trimmed = header.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
    let digits = !trimmed.is_empty() && trimmed.chars().all(|c| c.is_ascii_digit());
    let seconds = response::retry_after_seconds(header);
    assert_eq!(seconds.is_some(), digits);
    if let Some(seconds) = seconds {
        let exact: f64 = trimmed.parse().unwrap();
        assert!(seconds == exact || ((seconds - exact) / exact).abs() < 1e-12);
    }
    let until = response::retry_after_date(date, now);
    assert_eq!(until.is_some(), date.is_finite());
    if let Some(seconds) = until {
        assert!(seconds >= 0.0 && seconds.fract() == 0.0 || seconds.is_infinite());
        if date.abs() < 1e15 && now.abs() < 1e15 {
            assert!((seconds - ((date - now) / 1000.0).max(0.0)).abs() <= 1.0);
        }
    }
}

/// A failed attempt is repeated exactly for the statuses of the documents, after a time in bounds.
pub fn wait(failure: &Failure, attempt: u32, left: f64, dice: f64) {
    let dice = if (0.0..1.0).contains(&dice) {
        dice
    } else {
        0.5
    };
    let passes = [408, 429, 500, 502, 503, 504].contains(&failure.status)
        || (failure.status == 0 && failure.is_network);
    assert_eq!(failure.may_pass(), passes);
    let asked = failure.retry_after.map(|seconds| seconds * 1000.0);
    match retry::wait(failure, attempt, left, dice) {
        Some(wait) => {
            assert!(passes && (0.0..=30_000.0).contains(&wait) && wait < left);
            match asked {
                Some(asked) => assert_eq!(wait, asked),
                None => assert!(wait <= 300.0 * 2_f64.powi(attempt.min(64) as i32)),
            }
        }
        None => {
            let longest = (300.0 * 2_f64.powi(attempt.min(64) as i32)).min(30_000.0);
            let wait = asked.unwrap_or(longest * dice);
            assert!(!passes || wait > 30_000.0 || wait >= left || left.is_nan());
        }
    }
}

/// A long poll goes on after what passes, not before a second is over, and by a time that timers keep.
pub fn next_round(failure: Option<(&Failure, u32)>, since: f64, dice: f64) {
    let since = since.abs();
    let dice = if (0.0..1.0).contains(&dice) {
        dice
    } else {
        0.5
    };
    let round = retry::next_round(failure, since, dice);
    let goes_on = failure.is_none_or(|(failure, _)| {
        failure.status == 429
            || (500..=599).contains(&failure.status)
            || (failure.status == 0 && failure.is_network)
    });
    assert_eq!(round.is_some(), goes_on);
    if let Some(pause) = round {
        assert!((0.0..=f64::from(i32::MAX)).contains(&pause), "{pause}");
        assert!(since.is_nan() || since + pause >= 999.999);
        let asked = failure.and_then(|(failure, _)| failure.retry_after);
        match asked {
            Some(seconds) => assert!(pause >= (seconds * 1000.0).min(f64::from(i32::MAX))),
            None => assert!(pause <= 31_000.0),
        }
    }
}

/// A timeout is a whole number of milliseconds that timers keep, or none.
pub fn milliseconds(ms: f64) {
    let expected = if ms.is_nan() || ms < 0.0 {
        None
    } else if ms > f64::from(i32::MAX) {
        Some(0.0)
    } else {
        Some(ms.floor())
    };
    assert_eq!(config::milliseconds(ms).map(f64::from), expected);
}

/// All that can be asked, each with its name.
fn all_calls() -> impl Iterator<Item = (&'static str, &'static Call)> {
    assert_eq!(NAMES.len(), CALLS.len());
    NAMES.iter().copied().zip(CALLS)
}

/// The files that are not the service's own, and the end of their addresses.
const FILES: [(&str, &str); 3] = [
    ("authFile", "/settings/auth"),
    ("socialsFile", "/settings/socials/by_region"),
    ("themeFile", "/settings/widget"),
];

fn file(name: &str) -> Option<&'static str> {
    let mut files = FILES.iter();
    files.find_map(|(known, path)| (*known == name).then_some(*path))
}

/// Every answer means one thing for every call, and what a failure means is never a result but for
/// the two that the documents show.
pub fn meaning(status: u16, body: &Body, captcha: bool) {
    for (name, call) in all_calls() {
        let of = response::meaning(&call.answer, status, body.clone(), captcha);
        let confirms = ["getConfirmCode", "waitForConfirmCode"].contains(&name);
        let is_file = file(name).is_some();
        let success = (200..300).contains(&status);
        let result = match body {
            Body::Error(Some(code)) => {
                (name == "ask" && ["003-011", "003-014"].contains(&code.as_str()))
                    || (confirms && code == "010-050")
            }
            _ => false,
        };
        let expected = match body {
            Body::Error(_) if is_file && status < 400 => None,
            Body::Error(Some(_)) if result => Some(Meaning::Json),
            Body::Error(Some(code)) if captcha && code == "003-038" => {
                Some(Meaning::Api("003-338".into()))
            }
            Body::Error(Some(code)) => Some(Meaning::Api(code.clone())),
            _ if status == 408 && confirms => Some(Meaning::Late("010-050")),
            Body::Error(None) => Some(Meaning::Api(status.to_string())),
            _ if status >= 400 => Some(Meaning::Api(status.to_string())),
            _ => None,
        };
        if let Some(expected) = expected {
            assert_eq!(of, expected, "{name} {status} {body:?}");
            continue;
        }
        let data = match body {
            Body::Json | Body::Error(_) => true,
            Body::Empty => !(confirms || is_file || NOT_EMPTY.contains(&name)),
            Body::Garbled | Body::CutOff | Body::TooLong => false,
        };
        match of {
            Meaning::Sdk(error) => {
                assert!(!(success && data) && error.kind == ErrorKind::Response);
            }
            of => {
                assert!(success && data);
                assert_eq!(
                    of,
                    match body {
                        Body::Empty if name == "getAskFields" => Meaning::List,
                        Body::Empty => Meaning::Status,
                        _ => Meaning::Json,
                    }
                );
            }
        }
    }
}

/// One option and its value: a place in [`OPTIONS`], and what was given.
pub type Given = (usize, Plain);

/// A number with the text that JavaScript has for it, as far as the options care.
pub fn number(number: f64) -> Plain {
    let text = match number {
        0.0 => "0".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        number => number.to_string(),
    };
    Plain::Number(number, text)
}

/// A string as an option sees it.
pub fn text(name: &str, text: &str, page: Option<&str>) -> Plain {
    match (name, text) {
        (_, "") => Plain::Cleared,
        ("apiUrl", text) => {
            let page = page.and_then(|page| Url::parse(page).ok());
            Plain::Address {
                href: Url::parse(text).ok().map(Into::into),
                page_origin: page.map(|page| page.origin().ascii_serialization()),
            }
        }
        (_, text) => Plain::Text(text.into()),
    }
}

/// The options as an object has them: each name once.
fn object(given: &[Given]) -> Vec<Change> {
    let mut object: Vec<Change> = Vec::new();
    for (index, value) in given {
        let place = index % OPTIONS.len();
        object.retain(|(other, _)| *other != place);
        object.push((place, value.clone()));
    }
    object
}

/// Whether a value is one that the documents allow for the option.
fn fits(name: &str, value: &Plain) -> bool {
    match (name, value) {
        (_, Plain::Cleared) => true,
        ("clientId", Plain::Number(number, _)) => number.is_finite(),
        ("with_logout", Plain::Flag(_)) => true,
        ("with_logout", Plain::Number(number, _)) => *number == 0.0 || *number == 1.0,
        ("with_logout", Plain::Text(text)) => text == "0" || text == "1",
        ("state", Plain::Text(text)) => text.chars().count() >= 8,
        ("timeout", Plain::Number(number, _)) => *number >= 0.0,
        ("retry", Plain::Flag(flag)) => !flag,
        ("retry", Plain::Object { limit }) => limit.is_none_or(|limit| limit >= 0.0),
        ("theme" | "social_links" | "session", Plain::Object { .. }) => true,
        ("onRequest" | "onResponse", Plain::Function) => true,
        ("apiUrl", Plain::Address { href, page_origin }) => href
            .as_deref()
            .and_then(|href| Url::parse(href).ok())
            .is_some_and(|url| is_base(&url, page_origin.as_deref())),
        (
            "is_oauth2"
            | "disableConfirmByLink"
            | "enable_magic_link"
            | "disableCache"
            | "enablePostMessageLogin"
            | "appleIdPriority",
            value,
        ) => matches!(value, Plain::Flag(_)),
        (
            "timeout" | "retry" | "theme" | "social_links" | "session" | "onRequest" | "onResponse"
            | "apiUrl",
            _,
        ) => false,
        (_, Plain::Text(_)) => true,
        _ => false,
    }
}

/// The options that go out as text, with the names that JavaScript has for them.
const NAMED: [(Text, &str); 15] = [
    (Text::ProjectId, "projectId"),
    (Text::FullLocale, "fullLocale"),
    (Text::CallbackUrl, "callbackUrl"),
    (Text::EmailTemplate, "emailTemplate"),
    (Text::Payload, "payload"),
    (Text::WithLogout, "with_logout"),
    (Text::ClientId, "clientId"),
    (Text::Scope, "scope"),
    (Text::State, "state"),
    (Text::RedirectUri, "redirectUri"),
    (Text::ResponseType, "responseType"),
    (Text::CustomStyle, "customStyle"),
    (Text::CustomLabels, "customLabels"),
    (Text::Audience, "audience"),
    (Text::ChallengeId, "challenge_id"),
];

/// What the documents say of options given one object after the other.
#[derive(Debug, Clone, Default)]
struct Model {
    given: BTreeMap<&'static str, Plain>,
    /// The `state` that was made up.
    made: Option<String>,
}

impl Model {
    /// The options over these, or the names of those of which one must be in the error.
    fn with(&self, changes: &[Change]) -> Result<Model, Vec<&'static str>> {
        let unfit: Vec<_> = changes
            .iter()
            .map(|(place, value)| (OPTIONS[*place].0, value))
            .filter(|(name, value)| !fits(name, value))
            .map(|(name, _)| name)
            .collect();
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let mut next = self.clone();
        let mut put = |name, value: &Plain| match value {
            Plain::Cleared => drop(next.given.remove(name)),
            value => drop(next.given.insert(name, value.clone())),
        };
        let mut redirect = None;
        for (place, value) in changes {
            match (OPTIONS[*place].0, &redirect) {
                ("redirectUri", None | Some(Plain::Cleared)) => redirect = Some(value.clone()),
                ("redirectUri", _) if *value != Plain::Cleared => redirect = Some(value.clone()),
                ("redirectUrl", None) => redirect = Some(value.clone()),
                ("redirectUrl", Some(Plain::Cleared)) => redirect = Some(value.clone()),
                ("redirectUri" | "redirectUrl", _) => {}
                (name, _) => put(name, value),
            }
        }
        if let Some(value) = redirect {
            put("redirectUri", &value);
        }
        match next.given.contains_key("projectId") {
            true => Ok(next),
            false => Err(vec!["projectId"]),
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        match (name, self.given.get(name)?) {
            ("with_logout", Plain::Flag(flag)) => Some(if *flag { "1" } else { "0" }.into()),
            (_, Plain::Text(text) | Plain::Number(_, text)) => Some(text.clone()),
            _ => None,
        }
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.given.get(name)? {
            Plain::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn is_oauth(&self) -> bool {
        self.flag("is_oauth2").unwrap_or_else(|| {
            ["clientId", "responseType", "redirectUri", "state"]
                .iter()
                .all(|name| self.given.contains_key(name))
        })
    }

    fn state(&self) -> Option<String> {
        self.text("state").or(self.made.clone())
    }

    /// What a request has under the name that the service knows.
    fn sent(&self, name: &str) -> Option<String> {
        match name {
            "locale" => self.text("fullLocale").map(|text| text.replace('-', "_")),
            "login_url" => self.text("callbackUrl"),
            "email_template" => self.text("emailTemplate"),
            "client_id" => self.text("clientId"),
            "redirect_uri" => self.text("redirectUri"),
            "response_type" => self.text("responseType").or(Some("code".into())),
            "state" => self.state(),
            name => self.text(name),
        }
    }

    fn query(&self, names: &[&str]) -> Pairs {
        let sent = |name: &&str| Some(((*name).to_owned(), self.sent(name)?));
        names.iter().filter_map(sent).collect()
    }
}

const SESSION: [&str; 5] = ["projectId", "locale", "login_url", "payload", "with_logout"];
const OAUTH: [&str; 5] = [
    "client_id",
    "scope",
    "state",
    "redirect_uri",
    "response_type",
];

/// What shows of the options in force.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    texts: Vec<Option<String>>,
    client_is_number: bool,
    is_oauth: bool,
    state: Option<String>,
    generated: Option<String>,
    timeout: f64,
    retries: u32,
    base: String,
    send_link: [Option<bool>; 2],
    locale: Option<String>,
    project: Pairs,
    session: Pairs,
    oauth: Pairs,
}

/// The queries as `request` puts them together.
fn session(config: &Config) -> String {
    let mut query = config.session(config.text(Text::CallbackUrl));
    config.add_changes(&mut query, true);
    query
}

fn oauth(config: &Config) -> String {
    let mut query = String::new();
    config.add_oauth(&mut query);
    query
}

impl From<&Config> for Shown {
    fn from(config: &Config) -> Self {
        let text = |(text, _): &(Text, &str)| config.text(*text).map(str::to_owned);
        Self {
            texts: NAMED.iter().map(text).collect(),
            client_is_number: config.client_is_number(),
            is_oauth: config.is_oauth(),
            state: config.state().map(str::to_owned),
            generated: config.generated().map(str::to_owned),
            timeout: config.timeout().into(),
            retries: config.retries(),
            base: config.base().into(),
            send_link: [config.send_link(false), config.send_link(true)],
            locale: config.locale(),
            project: pairs(&config.project()),
            session: pairs(&session(config)),
            oauth: pairs(&oauth(config)),
        }
    }
}

impl From<&Model> for Shown {
    fn from(model: &Model) -> Self {
        let magic = model.flag("enable_magic_link");
        let send_link = |link: bool| match model.flag("disableConfirmByLink") {
            Some(true) => Some(false),
            _ => magic.or(link.then_some(true)),
        };
        let is_oauth = model.is_oauth();
        Self {
            texts: NAMED.iter().map(|(_, name)| model.text(name)).collect(),
            client_is_number: matches!(model.given.get("clientId"), Some(Plain::Number(..))),
            is_oauth,
            state: model.state(),
            generated: match model.text("state") {
                Some(_) => None,
                None => model.made.clone(),
            },
            timeout: match model.given.get("timeout") {
                Some(Plain::Number(ms, _)) if *ms > f64::from(i32::MAX) => 0.0,
                Some(Plain::Number(ms, _)) => ms.floor(),
                _ => 30_000.0,
            },
            retries: match model.given.get("retry") {
                Some(Plain::Flag(_)) => 0,
                Some(Plain::Object { limit: Some(limit) }) => *limit as u32,
                _ => 2,
            },
            base: match model.given.get("apiUrl") {
                Some(Plain::Address {
                    href: Some(href), ..
                }) => href.trim_end_matches('/').into(),
                _ => "https://login.xsolla.com/api".into(),
            },
            send_link: [send_link(false), send_link(true)],
            locale: model.sent("locale"),
            project: model.query(&["projectId"]),
            session: model.query(&SESSION),
            oauth: model.query(&OAUTH),
        }
    }
}

/// Options over options in force: taken or refused as the documents say. A refusal changes nothing.
fn changed(config: &Config, model: &Model, given: &[Given]) -> Option<(Config, Model)> {
    let changes = object(given);
    let before = Shown::from(config);
    let next = match (config.with(changes.clone()), model.with(&changes)) {
        (Ok(next), Ok(model)) => {
            assert_eq!(Shown::from(&next), Shown::from(&model), "{changes:?}");
            Some((next, model))
        }
        (Err(error), Err(names)) => {
            assert_eq!(error.kind, ErrorKind::Config);
            let (name, _) = OPTIONS[error.place.unwrap()];
            assert!(names.contains(&name), "{name}, not {names:?}");
            let why = error.message;
            assert!(why.starts_with("must ") || why == "a string is required");
            None
        }
        (taken, model) => panic!("{changes:?}: {taken:?}, but {model:?}"),
    };
    assert_eq!(Shown::from(config), before);
    next
}

/// The options of a constructor, changed twice, then of one call, then cleared.
pub fn options(first: &[Given], second: &[Given], made: Option<&str>, third: &[Given]) {
    let empty = (Config::default(), Model::default());
    // Nothing that is looked at shows for a config without a project, so not this one.
    let Some((config, mut model)) = changed(&empty.0, &empty.1, first) else {
        return;
    };
    if let Some(made) = made {
        config.keep_state(made.into());
        config.keep_state("a later one".into());
        model.made = Some(made.into());
        assert_eq!(Shown::from(&config), Shown::from(&model));
    }
    assert_eq!(pairs(&oauth(&config)), model.query(&OAUTH));
    let (config, model) = changed(&config, &model, second).unwrap_or((config, model));
    for mode in [true, false] {
        let ignored = config.ignores(OptionKind::Mode, &Plain::Flag(mode));
        assert_eq!(ignored, model.is_oauth() == mode);
    }
    if let Some(state) = model.state() {
        let ignored = config.ignores(OptionKind::State, &Plain::Text(state));
        assert_eq!(ignored, model.text("state").is_none());
    }
    if let (Some(made), Some(state)) = (&model.made, model.text("state")) {
        let ignored = config.ignores(OptionKind::State, &Plain::Text(made.clone()));
        assert!(!ignored, "{made} is not shown, but {state}");
    }
    assert!(!config.ignores(OptionKind::State, &Plain::Cleared));

    one_call(&config, &model, third);
    fetched(&config, third);
    let (config, model) = changed(&config, &model, third).unwrap_or((config, model));

    let cleared: Vec<Given> = (0..OPTIONS.len())
        .filter(|index| OPTIONS[*index].0 != "projectId")
        .map(|index| (index, Plain::Cleared))
        .collect();
    let (config, mut model) = changed(&config, &model, &cleared).unwrap();
    model.given.retain(|name, _| *name == "projectId");
    assert_eq!(Shown::from(&config), Shown::from(&model));
    let no_project = [
        (Config::default(), vec![]),
        (config, vec![(0, Plain::Cleared)]),
    ];
    for (config, changes) in no_project {
        let error = config.with(object(&changes)).unwrap_err();
        assert_eq!(error.place, Some(options::PROJECT_ID));
        assert_eq!(error.message, "a string is required");
    }
}

/// Options of one call are taken as others, but never move it: what is said of the project, the
/// address and the mode does not count.
fn one_call(config: &Config, model: &Model, given: &[Given]) {
    let mut counting = object(given);
    counting
        .retain(|(place, _)| !["projectId", "apiUrl", "is_oauth2"].contains(&OPTIONS[*place].0));
    match (config.for_one_call(object(given)), model.with(&counting)) {
        (Ok(over), Ok(mut expected)) => {
            let mode = Plain::Flag(model.is_oauth());
            expected.given.insert("is_oauth2", mode);
            assert_eq!(Shown::from(&over), Shown::from(&expected));
        }
        (Err(error), Err(names)) => {
            let (name, _) = OPTIONS[error.place.unwrap()];
            assert!(error.kind == ErrorKind::Argument && names.contains(&name));
        }
        (taken, expected) => panic!("{given:?}: {taken:?}, but {expected:?}"),
    }
}

/// The same, for options of which each may be fetched or not.
pub fn settings(given: &[Given]) {
    let project = (options::PROJECT_ID, Plain::Text("p".into()));
    fetched(&Config::default().with(vec![project]).unwrap(), given);
}

/// What may be fetched changes nothing that goes out, but whether a link is sent. Each option counts by
/// itself: one of the wrong type, or that says nothing, keeps no other out.
fn fetched(config: &Config, given: &[Given]) {
    let before = Shown::from(config);
    let mut changes = object(given);
    for (place, value) in &changes {
        let (name, kind) = OPTIONS[*place];
        let takes = *value != Plain::Cleared && fits(name, value);
        assert_eq!(config.takes(kind, value), takes, "{name} {value:?}");
    }
    assert_eq!(Shown::from(config), before);
    changes.retain(|(place, value)| {
        options::may_be_fetched(*place) && config.takes(OPTIONS[*place].1, value)
    });
    let link = changes.iter().find_map(|(place, value)| match value {
        Plain::Flag(flag) if OPTIONS[*place].0 == "enable_magic_link" => Some(*flag),
        _ => None,
    });
    let after = config.with(changes).unwrap();
    if let Some(link) = link {
        let sent = after.send_link(false);
        assert!(sent == Some(link) || sent == Some(false));
    }
    let after = Shown {
        send_link: match link {
            Some(_) => before.send_link,
            None => [after.send_link(false), after.send_link(true)],
        },
        ..Shown::from(&after)
    };
    assert_eq!(after, before);
}

/// What the arguments of a call are made of, a value for each in turn.
#[derive(Debug, Clone, Default)]
pub struct Filling {
    /// A text for each argument; none leaves an optional one out.
    pub texts: Vec<Option<String>>,
    /// For those that are true or false.
    pub flag: bool,
    /// Whether a mail address and a phone number are among the fields.
    pub contacts: (bool, bool),
}

/// Arguments as `arguments` reads them: what goes into a body stays with the caller, in its place.
#[derive(Debug, Clone, Default)]
struct Filled {
    values: Values,
    kept: Vec<Json>,
}

impl Filled {
    fn keep(&mut self, value: Json) -> usize {
        self.kept.push(value);
        self.kept.len() - 1
    }

    /// The text of the first argument that this is true of.
    fn text(&self, is: impl Fn(&Arg) -> bool) -> Option<String> {
        self.values
            .given
            .iter()
            .find_map(|(arg, value)| match value {
                Value::Text(text) if is(arg) => Some(text.clone()),
                _ => None,
            })
    }

    /// The same by its name.
    fn named(&self, name: &str) -> Option<String> {
        self.text(|arg| arg.name.text == name)
    }

    /// The body of a request, with what was given in its places.
    fn body(&self, request: &Request) -> Json {
        let mut parts = request.body.split('\u{1}');
        let mut written = parts.next().unwrap().to_owned();
        for part in parts {
            let letter = part.chars().next().unwrap();
            let place = u32::from(letter) - u32::from('A');
            written += &self.kept[place as usize].to_string();
            written += &part[letter.len_utf8()..];
        }
        serde_json::from_str(&written).unwrap()
    }
}

fn values(call: &Call, filling: &Filling) -> Filled {
    let mut filled = Filled::default();
    for (index, arg) in call.args.iter().enumerate() {
        let text = filling.texts.get(index).cloned().flatten();
        if text.is_none() && !arg.required {
            continue;
        }
        // `fetchConfig` asks for the time of a file that has no address of its own.
        if arg.name.text == "now" && filled.named("url").is_some() {
            continue;
        }
        // `arguments` refuses an empty text, and a step in the path.
        let text = text.unwrap_or_else(|| "x".into());
        if text.is_empty() || (arg.to == To::Segment && request::check_segment(&text).is_err()) {
            assert!(text.is_empty() || text == "." || text == "..");
            return Filled::default();
        }
        let value = match (arg.to, arg.kind) {
            (To::Stop | To::Options | To::Mistake(_), _) => continue,
            (To::Captcha, _) => {
                for (_, name) in request::CAPTCHA {
                    filled.values.captcha.push((name, text.clone()));
                }
                continue;
            }
            (To::Mode, _) => Value::Flag(filling.flag),
            // What only goes into a body goes out as it was given.
            (To::Body | To::Contacts, _) => Value::Given(filled.keep(json!({ "some": text }))),
            (To::Field(_), Kind::FlagOrNull) if text.len() > 9 => {
                Value::Given(filled.keep(Json::Null))
            }
            (To::Field(_), Kind::Flag | Kind::FlagOrNull) => {
                Value::Given(filled.keep(filling.flag.into()))
            }
            (To::Field(_), Kind::TextOrNumber) if filling.flag => {
                Value::Given(filled.keep(7.into()))
            }
            (To::Field(_), _) => Value::Given(filled.keep(text.into())),
            _ => Value::Text(text),
        };
        filled.values.given.push((arg, value));
    }
    filled.values.email = filling.contacts.0.then(|| filled.keep(json!("a@b")));
    filled.values.phone = filling.contacts.1;
    filled
}

/// Every request of every call: the address parses to the base's origin and the call's path, and
/// its query and body say what was put in, once each.
pub fn requests(given: &[Given], filling: &Filling) {
    let empty = (Config::default(), Model::default());
    let Some((config, mut model)) = changed(&empty.0, &empty.1, given) else {
        return;
    };
    config.keep_state("0123456789abcdef".into());
    model.made = Some("0123456789abcdef".into());
    for (name, call) in all_calls() {
        let filled = values(call, filling);
        let required = call.args.iter().filter(|arg| arg.required).count();
        if filled.values.given.len() < required {
            continue;
        }
        let request = request::build(&config, call, filled.values.clone());
        told(&request);
        match (file(name), name) {
            (Some(path), _) => one_file(&model, call, path, &filled, &request),
            (_, "socialQuery") => social(&config, &model, &request),
            _ => one_request(&config, &model, (name, call), &filled, &request),
        }
    }
}

/// What JavaScript is told of a request, read as it reads it, says the same as the request.
fn told(request: &Request) {
    // `arguments` refuses a header that a line has no place for.
    let fits = |(_, value): &(&str, String)| request::check_header(value).is_ok();
    if !request.headers.iter().all(fits) {
        return;
    }
    let message = message::text(request);
    let (path, rest) = message.split_once('\n').unwrap();
    let (body, mut rest) = rest.split_once('\n').unwrap();
    assert_eq!((path, body), (&*request.path, &*request.body));
    for (name, value) in &request.headers {
        let (header, behind) = rest.split_once('\n').unwrap();
        assert_eq!(header.split_once('\r'), Some((*name, value.as_str())));
        rest = behind;
    }
    let address = request.probe.as_ref().unwrap_or(&request.url);
    assert_eq!(rest.strip_prefix('\n'), Some(address.as_str()));
}

fn one_request(
    config: &Config,
    model: &Model,
    (name, call): (&str, &Call),
    filled: &Filled,
    request: &Request,
) {
    let values = &filled.values;
    let segment = filled.text(|arg| arg.to == To::Segment);
    let login_url = filled
        .text(|arg| arg.to == To::LoginUrl)
        .or(model.text("callbackUrl"));

    let mode = values.given.iter().find_map(|(arg, value)| match value {
        Value::Flag(flag) if arg.to == To::Mode => Some(*flag),
        _ => None,
    });
    let mode = mode.unwrap_or(model.is_oauth());
    let (path, oauth) = match call.path {
        Path::Fixed(path) => (path.to_owned(), false),
        Path::Always(path) => (path.to_owned(), true),
        Path::Oauth(path) if mode => (format!("/oauth2{path}"), true),
        Path::Oauth(path) => (path.to_owned(), false),
        Path::Either { oauth, .. } if mode => (oauth.to_owned(), true),
        Path::Either { jwt, .. } => (jwt.to_owned(), false),
        Path::File(_) => unreachable!("{name} is in FILES"),
    };
    assert_eq!(request::is_oauth(config, call, values), oauth);

    let base = Url::parse(config.base()).unwrap();
    let mut expected: Vec<String> = path.split('/').map(str::to_owned).collect();
    for part in &mut expected {
        if part == "{}" {
            part.clone_from(segment.as_ref().unwrap());
        }
    }
    let below = |url: &Url| {
        assert_eq!(url.origin(), base.origin());
        assert_eq!((url.username(), url.password()), ("", None));
        assert_eq!(url.fragment(), None);
        let path = url.path().strip_prefix(base.path().trim_end_matches('/'));
        let path = path.unwrap().to_owned();
        let parts: Vec<String> = path.split('/').map(decoded).collect();
        assert_eq!(parts, expected);
        path
    };
    let url = Url::parse(&request.url).unwrap();
    assert_eq!(
        url.as_str(),
        request.url,
        "a browser would write it otherwise"
    );
    assert_eq!(below(&url), request.path);

    let mut names: Vec<&str> = match call.query {
        Query::None => vec![],
        Query::Project | Query::Authorize => vec!["projectId"],
        Query::Session | Query::Mail => SESSION.to_vec(),
        Query::Challenge => vec!["challenge_id"],
        Query::Social => unreachable!("{name} has its own check"),
    };
    match call.query {
        Query::Mail => names.push("email_template"),
        Query::Authorize => names.push("audience"),
        _ => {}
    }
    if oauth && call.query != Query::None {
        names.extend(OAUTH);
    }
    let mut query: Pairs = Vec::new();
    for name in names {
        let value = match name {
            "login_url" => login_url.clone(),
            name => model.sent(name),
        };
        query.extend(value.map(|value| (name.to_owned(), value)));
    }
    for arg in call.args {
        if let To::Query(name) = arg.to {
            let value = filled.named(arg.name.text);
            let value = value.or(arg.default.map(str::to_owned));
            query.extend(value.map(|value| (name.to_owned(), value)));
        }
    }
    assert_eq!(pairs(url.query().unwrap_or("")), query, "{name}");
    assert_eq!(url.query().is_some(), !query.is_empty());
    let authorizes: &[&str] = match name {
        "oauth2Auth" => &["trackId"],
        "authorizationUrl" => &["code_challenge", "trackId", "code_challenge_method"],
        _ => &[],
    };
    if !authorizes.is_empty() {
        authorize(authorizes, filled, &query);
    }

    assert_eq!(request.probe.is_some(), name == "userAuthSSOWithRedirect");
    if let Some(probe) = &request.probe {
        let probe = Url::parse(probe).unwrap();
        below(&probe);
        query.retain(|(name, _)| name != "payload" && name != "with_logout");
        assert_eq!(pairs(probe.query().unwrap()), query);
    }

    let mut headers = values.captcha.clone();
    let token = filled.text(|arg| arg.to == To::Bearer);
    headers.extend(token.map(|token| ("Authorization", format!("Bearer {token}"))));
    assert_eq!(request.headers, headers);

    let (grant, own): (_, &[&str]) = match name {
        "exchangeCode" => ("authorization_code", &["client_id", "redirect_uri"]),
        "refresh" => ("refresh_token", &["client_id"]),
        _ => ("", &[]),
    };
    assert_eq!(call.grant.unwrap_or(""), grant, "{name}");
    let content_type = match grant {
        "" => "application/json",
        _ => "application/x-www-form-urlencoded",
    };
    assert_eq!(call.content_type(), content_type, "{name}");
    if !grant.is_empty() {
        let mut fields: Pairs = vec![("grant_type".into(), grant.into())];
        for (arg, value) in &values.given {
            if let (To::Form(name), Value::Text(text)) = (arg.to, value) {
                fields.push((name.into(), text.clone()));
            }
        }
        for name in own {
            fields.extend(model.sent(name).map(|value| ((*name).to_owned(), value)));
        }
        assert_eq!(pairs(&request.body), fields, "{name}");
        return;
    }
    let expected = body(model, name, filled, oauth);
    if call.method == Method::Get || expected == Json::Null {
        assert_eq!(request.body, "", "{name}");
        return;
    }
    let mut sent = filled.body(request);
    let mut expected = expected;
    // `serde_json` reads a number not quite as JavaScript wrote it.
    if config.client_is_number() && call.own.contains(&Own::ClientId) {
        let digits = config.text(Text::ClientId).unwrap();
        assert!(request.body.contains(&format!("\"client_id\":{digits}")));
        for body in [&mut sent, &mut expected] {
            assert!(body["client_id"].is_number());
            body["client_id"] = Json::Null;
        }
    }
    assert_eq!(sent, expected, "{name}");
}

/// What stands in the address of the authorize page beside the options, and nothing else.
fn authorize(names: &[&str], filled: &Filled, query: &Pairs) {
    let given = |wanted: &str| filled.named(wanted);
    let expected: Pairs = names
        .iter()
        .filter_map(|name| {
            let value = match *name {
                "code_challenge" => Some(given("challenge").unwrap()),
                "code_challenge_method" => Some(given("method").unwrap_or("S256".into())),
                name => given(name),
            };
            value.map(|value| ((*name).to_owned(), value))
        })
        .collect();
    let known = |name: &str| name == "projectId" || name == "audience" || OAUTH.contains(&name);
    let mut added = query.clone();
    added.retain(|(name, _)| !known(name));
    assert_eq!(added, expected);
}

/// The calls that have no use for an empty success.
const NOT_EMPTY: [&str; 5] = [
    "clientDetails",
    "oldSettings",
    "exchangeCode",
    "refresh",
    "getUser",
];

/// The body as the documents have it.
fn body(model: &Model, name: &str, filled: &Filled, oauth: bool) -> Json {
    let values = &filled.values;
    let given = |place: &usize| filled.kept[*place].clone();
    let mut body = json!({});
    let mut links = json!({});
    for (arg, value) in &values.given {
        match (arg.to, value) {
            (To::Body, Value::Given(place)) => return given(place),
            (To::Field(name), Value::Given(place)) => body[name] = given(place),
            (To::Contacts, Value::Given(place)) => body["updatedFields"] = given(place),
            (To::Link, Value::Text(link)) => {
                let mut added = form_urlencoded::Serializer::new(String::new());
                for name in ["customStyle", "customLabels"] {
                    if let Some(text) = model.text(name) {
                        added.append_pair(name, &text);
                    }
                }
                let added = added.finish();
                let (link, fragment) = link.split_at(link.find('#').unwrap_or(link.len()));
                let glue = match link.split_once('?') {
                    _ if added.is_empty() => "",
                    None => "?",
                    Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
                    Some(_) => "&",
                };
                links["link_url"] = [link, glue, &form_to_escapes(&added), fragment]
                    .concat()
                    .into();
            }
            _ => {}
        }
    }
    let link = usize::from(links.get("link_url").is_some());
    if let Some(send) = Shown::from(model).send_link[link] {
        links["send_link"] = send.into();
    }
    match name {
        "ask" => {
            let (email, phone) = (&values.email, values.phone);
            body["settings"] = json!({});
            if email.is_some() {
                body["settings"]["email"] = links.clone();
            }
            if phone {
                body["settings"]["phone_number"] = links;
            }
            match email {
                Some(email) if oauth => body["email"] = given(email),
                None if oauth => {}
                _ => body["email"] = "".into(),
            }
        }
        "phoneGetCode" | "emailGetCode" => {
            for (name, value) in links.as_object().unwrap() {
                body[name] = value.clone();
            }
        }
        _ => {}
    }
    let own: &[&str] = match name {
        "agreement" => &["projectId"],
        "otpResendCode" => &["locale"],
        "oauth2ConsentValidate" => &["client_id", "scope"],
        "oauth2PostConsent" => &[
            "projectId",
            "client_id",
            "scope",
            "state",
            "redirect_uri",
            "response_type",
        ],
        _ => &[],
    };
    for name in own {
        match (model.sent(name), model.given.get("clientId")) {
            (Some(_), Some(Plain::Number(number, _))) if *name == "client_id" => {
                body[name] = json!(number);
            }
            (Some(text), _) => body[name] = text.into(),
            _ => {}
        }
    }
    match body.as_object() {
        Some(fields) if fields.is_empty() && own.is_empty() => Json::Null,
        _ => body,
    }
}

/// What a form has as `+` is `%20` in an address; the form leaves `*` and escapes `~`.
fn form_to_escapes(form: &str) -> String {
    form.replace('+', "%20")
        .replace('*', "%2A")
        .replace("%7E", "~")
}

/// The address of a public file: the project's id is one segment of it. Or it is the one that was
/// given, as it was given.
fn one_file(model: &Model, call: &Call, file: &str, filled: &Filled, request: &Request) {
    let given = |wanted: &str| filled.named(wanted);
    assert_eq!(call.method, Method::Get);
    assert_eq!(request.path, file);
    assert_eq!((&request.headers, &*request.body), (&vec![], ""));
    assert_eq!(request.probe, None);
    if let Some(url) = given("url") {
        assert_eq!(request.url, url);
        return;
    }
    let project = model.text("projectId").unwrap();
    // These two are steps in any address, however they are written.
    if project == "." || project == ".." {
        return;
    }
    let url = Url::parse(&request.url).unwrap();
    assert_eq!(url.as_str(), request.url);
    assert_eq!(url.origin().ascii_serialization(), "https://cdn.xsolla.net");
    assert_eq!(
        (url.username(), url.password(), url.fragment()),
        ("", None, None)
    );
    let path = url.path().strip_prefix("/xsolla-login-widget/projects/");
    let project_path = path.unwrap().strip_suffix(file).unwrap();
    assert!(!project_path.contains('/'));
    assert_eq!(decoded(project_path), project);
    let time: Option<Pairs> = given("now").map(|now| vec![("currTime".into(), now)]);
    assert_eq!(url.query().map(pairs), time);
}

/// What the addresses of social networks get stands behind a question mark.
fn social(config: &Config, model: &Model, request: &Request) {
    assert_eq!((&request.headers, &*request.body), (&vec![], ""));
    assert_eq!(request.probe, None);
    let (before, query) = request.url.split_once('?').unwrap();
    assert!(before.starts_with(config.base()));
    // As JavaScript reads it.
    let url = Url::parse(&request.url).unwrap();
    assert_eq!(url.query(), Some(query));
    assert_eq!(url.fragment(), None);
    assert_eq!(url.origin(), Url::parse(config.base()).unwrap().origin());
    let mut expected = model.query(&["projectId", "locale", "login_url", "payload"]);
    if model.is_oauth() {
        expected.extend(model.query(&OAUTH));
    }
    assert_eq!(pairs(query), expected);
}

/// A name is an option exactly if the list has it.
pub fn name(name: &str) {
    let known = OPTIONS.iter().position(|(known, _)| *known == name);
    assert_eq!(options::option(name), known);
    let call = NAMES.iter().position(|known| *known == name);
    let found = Call::named(name).map(|found| CALLS.iter().position(|call| call == found));
    assert_eq!(found, call.map(Some));
}
