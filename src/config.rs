//! The options in force: checks, aliases, merging, OAuth mode, and the finished queries.
//!
//! Knows no JavaScript: `api` reads the properties and hands over [`crate::options::Plain`] values.

use core::cell::OnceCell;

use crate::address::{append, append_encoded, base, encode, room, split, with_query};
use crate::error::{Kind as ErrorKind, SdkError};
use crate::options::{Change, KINDS, Kind, MILLISECONDS, PROJECT_ID, Plain, Text};

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The longest time that timers keep, in milliseconds; after a longer one they go off at once.
pub const LONGEST_TIMER: f64 = 2_147_483_647.0;

/// The time of a call with all its attempts, in milliseconds, without `timeout`.
pub const TIMEOUT: u32 = 30_000;

/// Where the files of a project lie.
const FILES: &str = "https://cdn.xsolla.net/xsolla-login-widget/projects/";

/// How often a call that may be repeated is, without `retry`.
const RETRIES: u32 = 2;

/// The shortest `state` that the service takes (it answers 010-022 below that).
const STATE_LENGTH: usize = 8;

/// The options of one instance, with the queries that its calls share.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Each text as it was given, and as a query has it: most calls have the same ones.
    texts: Vec<(Text, String, String)>,
    mode: Option<bool>,
    no_link: bool,
    magic_link: Option<bool>,
    timeout: Option<u32>,
    retry: Option<u32>,
    /// Whether `clientId` was given as a number: bodies have it as given.
    client_is_number: bool,
    base: Option<String>,
    /// The `state` made up for this instance, once one was needed.
    generated: OnceCell<String>,
}

impl Config {
    /// These options with `changes` over them. The receiver stays as it is.
    pub fn with(&self, changes: Vec<Change>) -> Result<Config, SdkError> {
        let mut next = self.clone();
        let (mut alias, mut uri) = (None, None);
        for (place, value) in changes {
            let says = !value.is_cleared();
            match KINDS.get(place).copied().unwrap_or(Kind::AnyText) {
                // In one object `redirectUri` wins where it says anything.
                Kind::RedirectAlias if says => alias = Some((place, value)),
                Kind::Text(Text::RedirectUri) if says => uri = Some((place, value)),
                kind => next.change(place, kind, value)?,
            }
        }
        for (place, value) in alias.into_iter().chain(uri) {
            next.change(place, Kind::RedirectAlias, value)?;
        }
        match next.text(Text::ProjectId) {
            Some(_) => Ok(next),
            None => Err(SdkError::new(
                ErrorKind::Config,
                Some(PROJECT_ID),
                &["a string is required"],
            )),
        }
    }

    fn change(&mut self, place: usize, kind: Kind, value: Plain) -> Result<(), SdkError> {
        self.set(kind, value)
            .map_err(|must| SdkError::new(ErrorKind::Config, Some(place), &[must]))
    }

    /// Whether a value that was fetched can be that of an option: one that says nothing has no say.
    pub fn takes(&self, kind: Kind, value: &Plain) -> bool {
        !value.is_cleared() && self.clone().set(kind, value.clone()).is_ok()
    }

    /// Whether `value` is only what `getConfig()` shows, given back to `updateConfig`: the mode in
    /// force, or the `state` that was made up. That is no wish of the caller.
    pub fn ignores(&self, kind: Kind, value: &Plain) -> bool {
        self.text(Text::ProjectId).is_some()
            && match kind {
                Kind::Mode => matches!(value, Plain::Flag(flag) if *flag == self.is_oauth()),
                Kind::State => self.is_generated(value),
                _ => false,
            }
    }

    fn is_generated(&self, value: &Plain) -> bool {
        matches!((value, self.generated()), (Plain::Text(text), Some(state)) if text == state)
    }

    /// Puts a value in its place, or says what it must be.
    fn set(&mut self, kind: Kind, value: Plain) -> Result<(), &'static str> {
        if let Kind::NumberOrText(_) = kind {
            self.client_is_number = matches!(value, Plain::Number(..));
        }
        match (kind, value) {
            (
                Kind::Text(text) | Kind::NumberOrText(text) | Kind::ZeroOrOne(text),
                Plain::Cleared,
            ) => self.put(text, None),
            (Kind::Text(text) | Kind::NumberOrText(text), Plain::Text(value)) => {
                self.put(text, Some(value));
            }
            (Kind::NumberOrText(text), Plain::Number(number, value)) if number.is_finite() => {
                self.put(text, Some(value));
            }
            (Kind::ZeroOrOne(text), Plain::Flag(flag)) => {
                self.put(text, Some(if flag { "1" } else { "0" }.into()));
            }
            (Kind::ZeroOrOne(text), Plain::Number(_, digit) | Plain::Text(digit))
                if digit == "1" || digit == "0" =>
            {
                self.put(text, Some(digit));
            }
            (Kind::State, Plain::Text(value)) if value.chars().count() >= STATE_LENGTH => {
                self.put(Text::State, Some(value));
            }
            (Kind::State, Plain::Cleared) => self.put(Text::State, None),
            (Kind::RedirectAlias, value) => return self.set(Kind::Text(Text::RedirectUri), value),
            (Kind::Base, Plain::Address { href, page_origin }) => {
                self.base = Some(base(href.as_deref(), page_origin.as_deref())?);
            }
            (Kind::Base, Plain::Cleared) => self.base = None,
            (Kind::Mode | Kind::NoLink | Kind::MagicLink | Kind::AnyFlag, value) => {
                let flag = match value {
                    Plain::Flag(flag) => Some(flag),
                    Plain::Cleared => None,
                    _ => return Err(kind.must()),
                };
                match kind {
                    Kind::Mode => self.mode = flag,
                    Kind::NoLink => self.no_link = flag == Some(true),
                    Kind::MagicLink => self.magic_link = flag,
                    _ => {}
                }
            }
            (Kind::Timeout, Plain::Number(ms, _)) => {
                self.timeout = Some(milliseconds(ms).ok_or(MILLISECONDS)?);
            }
            (Kind::Timeout, Plain::Cleared) => self.timeout = None,
            (Kind::Retry, Plain::Flag(false)) => self.retry = Some(0),
            // Whole attempts: a fraction is cut, what is beyond u32 is its maximum.
            (Kind::Retry, Plain::Object { limit: Some(limit) }) if limit >= 0.0 => {
                self.retry = Some(limit as u32);
            }
            (Kind::Retry, Plain::Object { limit: None } | Plain::Cleared) => self.retry = None,
            (Kind::AnyText, Plain::Text(_) | Plain::Cleared)
            | (Kind::AnyObject, Plain::Object { .. } | Plain::Cleared)
            | (Kind::Hook, Plain::Function | Plain::Cleared) => {}
            _ => return Err(kind.must()),
        }
        Ok(())
    }

    fn put(&mut self, text: Text, value: Option<String>) {
        self.texts.retain(|(known, ..)| *known != text);
        if let Some(value) = value {
            let mut encoded = String::new();
            encode(&mut encoded, &value);
            self.texts.push((text, value, encoded));
        }
    }

    /// An option that goes into a request as text.
    pub fn text(&self, text: Text) -> Option<&str> {
        Some(&self.both(text)?.1)
    }

    fn both(&self, text: Text) -> Option<&(Text, String, String)> {
        self.texts.iter().find(|(known, ..)| *known == text)
    }

    /// Adds that option to a query, if it is set.
    pub fn append(&self, query: &mut String, name: &str, text: Text) {
        if let Some((_, _, encoded)) = self.both(text) {
            append_encoded(query, name, encoded);
        }
    }

    /// `projectId` as a query.
    pub fn project(&self) -> String {
        let mut query = room();
        self.append(&mut query, "projectId", Text::ProjectId);
        query
    }

    /// `projectId`, `locale` and `login_url` as a query: the one given here, or `callbackUrl`.
    pub fn session(&self, login_url: Option<&str>) -> String {
        let mut query = self.project();
        append(&mut query, "locale", self.locale().as_deref());
        match login_url {
            Some(_) => append(&mut query, "login_url", login_url),
            None => self.append(&mut query, "login_url", Text::CallbackUrl),
        }
        query
    }

    /// Adds what changes a session: `payload`, and `with_logout`, which no address of a social network
    /// carries.
    pub fn add_changes(&self, query: &mut String, with_logout: bool) {
        self.append(query, "payload", Text::Payload);
        if with_logout {
            self.append(query, "with_logout", Text::WithLogout);
        }
    }

    /// Adds `client_id`, `scope`, `state`, `redirect_uri`, `response_type`, each if it is set;
    /// `response_type` and `state` always, once [`Config::keep_state`] was called.
    pub fn add_oauth(&self, query: &mut String) {
        self.append(query, "client_id", Text::ClientId);
        self.append(query, "scope", Text::Scope);
        append(query, "state", self.state());
        self.append(query, "redirect_uri", Text::RedirectUri);
        append(query, "response_type", Some(self.response_type()));
    }

    /// The address of a public file of the project.
    pub fn file(&self, path: &str) -> String {
        let mut url = String::from(FILES);
        encode(&mut url, self.text(Text::ProjectId).unwrap_or_default());
        url.push_str(path);
        url
    }

    /// `fullLocale` as the service writes it.
    pub fn locale(&self) -> Option<String> {
        let mut rest = self.text(Text::FullLocale)?;
        let mut locale = String::new();
        loop {
            let (part, behind) = split(rest, b'-');
            locale.push_str(part);
            match behind.split_at_checked(1) {
                Some((_, more)) => rest = more,
                None => return Some(locale),
            }
            locale.push('_');
        }
    }

    /// Whether `clientId` was given as a number.
    pub fn client_is_number(&self) -> bool {
        self.client_is_number
    }

    /// `responseType`, or what stands for it.
    pub fn response_type(&self) -> &str {
        self.text(Text::ResponseType).unwrap_or("code")
    }

    /// How often a call that may be repeated is.
    pub fn retries(&self) -> u32 {
        self.retry.unwrap_or(RETRIES)
    }

    /// These options with `changes` over them for one call: the project, the address and the mode
    /// stay.
    ///
    /// # Errors
    ///
    /// As [`Config::with`], with kind `argument`.
    pub fn for_one_call(&self, mut changes: Vec<Change>) -> Result<Config, SdkError> {
        changes.retain(|(place, _)| {
            let kind = KINDS.get(*place);
            *place != PROJECT_ID && !matches!(kind, Some(Kind::Mode | Kind::Base))
        });
        let mode = Some(self.is_oauth());
        let next = self.with(changes).map_err(|error| SdkError {
            kind: ErrorKind::Argument,
            ..error
        })?;
        Ok(Config { mode, ..next })
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
        with_query(link, &added)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{OPTIONS, option};

    fn change(name: &str, value: Plain) -> Change {
        (option(name).unwrap(), value)
    }

    fn text(value: &str) -> Plain {
        match value {
            "" => Plain::Cleared,
            value => Plain::Text(value.into()),
        }
    }

    fn number(value: f64) -> Plain {
        Plain::Number(value, value.to_string())
    }

    fn with(changes: &[(&str, Plain)]) -> Result<Config, SdkError> {
        let mut all = vec![change("projectId", text("p"))];
        all.extend(
            changes
                .iter()
                .map(|(name, value)| change(name, value.clone())),
        );
        Config::default().with(all)
    }

    fn why(changes: &[(&str, Plain)]) -> (&'static str, String) {
        let error = with(changes).unwrap_err();
        (OPTIONS[error.place.unwrap()].0, error.message)
    }

    fn session(config: &Config) -> String {
        let mut query = config.session(None);
        config.add_changes(&mut query, true);
        query
    }

    fn oauth_query(config: &Config) -> String {
        let mut query = String::new();
        config.add_oauth(&mut query);
        query
    }

    /// The four options that turn the mode on by themselves.
    fn oauth() -> Vec<(&'static str, Plain)> {
        vec![
            ("clientId", number(42.0)),
            ("responseType", text("code")),
            ("redirectUri", text("https://r.example/")),
            ("state", text("12345678")),
        ]
    }

    #[test]
    fn a_config_without_a_project_is_refused() {
        assert_eq!(
            Config::default().with(vec![]).unwrap_err(),
            SdkError::new(
                ErrorKind::Config,
                Some(PROJECT_ID),
                &["a string is required"]
            )
        );
        assert!(with(&[("projectId", Plain::Cleared)]).is_err());
    }

    #[test]
    fn a_value_of_the_wrong_type_is_named_and_not_shown() {
        for (name, kind) in OPTIONS {
            let wrong = match kind {
                Kind::AnyObject => text("secret"),
                _ => Plain::Other,
            };
            let (named, message) = why(&[(name, wrong)]);
            assert_eq!(named, *name, "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn the_session_query_carries_what_is_set_in_encoded_form() {
        let config = with(&[
            ("fullLocale", text("zh-Hant-TW")),
            ("callbackUrl", text("https://g.example/?a=1&b=ü")),
            ("payload", text("{\"a b\"}")),
            ("with_logout", Plain::Flag(true)),
        ])
        .unwrap();
        assert_eq!(
            session(&config),
            "projectId=p&locale=zh_Hant_TW\
             &login_url=https%3A%2F%2Fg.example%2F%3Fa%3D1%26b%3D%C3%BC\
             &payload=%7B%22a%20b%22%7D&with_logout=1"
        );
        assert_eq!(
            config.session(Some("x")),
            "projectId=p&locale=zh_Hant_TW&login_url=x"
        );
    }

    #[test]
    fn with_logout_is_one_or_zero_however_it_is_given() {
        for (given, sent) in [
            (Plain::Flag(true), "1"),
            (Plain::Flag(false), "0"),
            (number(1.0), "1"),
            (number(0.0), "0"),
            (text("1"), "1"),
            (text("0"), "0"),
        ] {
            let config = with(&[("with_logout", given)]).unwrap();
            assert!(session(&config).ends_with(&["with_logout=", sent].concat()));
        }
        assert!(with(&[("with_logout", number(2.0))]).is_err());
    }

    #[test]
    fn the_mode_is_on_when_all_four_options_are_given() {
        assert!(with(&oauth()).unwrap().is_oauth());
        for missing in 0..4 {
            let mut some = oauth();
            some.remove(missing);
            assert!(!with(&some).unwrap().is_oauth());
        }
    }

    #[test]
    fn a_given_mode_wins() {
        let mut off = oauth();
        off.push(("is_oauth2", Plain::Flag(false)));
        assert!(!with(&off).unwrap().is_oauth());
        assert!(
            with(&[("is_oauth2", Plain::Flag(true))])
                .unwrap()
                .is_oauth()
        );
    }

    #[test]
    fn the_mode_given_back_is_no_wish_but_null_is() {
        let automatic = with(&oauth()).unwrap();
        assert!(automatic.ignores(Kind::Mode, &Plain::Flag(true)));
        assert!(!automatic.ignores(Kind::Mode, &Plain::Flag(false)));
        let off = automatic
            .with(vec![change("is_oauth2", Plain::Flag(false))])
            .unwrap();
        let back = off.with(vec![change("is_oauth2", Plain::Cleared)]).unwrap();
        assert!(!off.is_oauth() && back.is_oauth());
        // In a constructor there is no mode in force yet.
        assert!(!Config::default().ignores(Kind::Mode, &Plain::Flag(false)));
    }

    #[test]
    fn the_oauth_query_has_a_response_type_and_the_state_that_was_made_up() {
        let config = with(&[("scope", text("offline email"))]).unwrap();
        config.keep_state("0123456789abcdef".into());
        config.keep_state("another".into());
        assert_eq!(
            oauth_query(&config),
            "scope=offline%20email&state=0123456789abcdef&response_type=code"
        );
    }

    #[test]
    fn a_state_that_was_made_up_stays_and_counts_as_not_given() {
        let config = with(&[("is_oauth2", Plain::Flag(true))]).unwrap();
        config.keep_state("0123456789abcdef".into());
        assert!(config.ignores(Kind::State, &text("0123456789abcdef")));
        let later = config.with(vec![change("scope", text("x"))]).unwrap();
        assert_eq!(later.state(), Some("0123456789abcdef"));
        let given = later
            .with(vec![change("state", text("my own state"))])
            .unwrap();
        assert_eq!(
            (given.state(), given.generated()),
            (Some("my own state"), None)
        );
        // It is not shown any more, so giving it is a wish.
        assert!(!given.ignores(Kind::State, &text("0123456789abcdef")));
    }

    #[test]
    fn a_state_of_seven_characters_is_refused_and_one_of_eight_is_not() {
        assert_eq!(
            why(&[("state", text("1234567"))]),
            ("state", "must be a string of at least 8 characters".into())
        );
        assert!(with(&[("state", text("12345678"))]).is_ok());
    }

    #[test]
    fn redirect_uri_wins_over_its_alias_where_it_says_anything() {
        let both = |uri, url| {
            let config = with(&[("redirectUri", uri), ("redirectUrl", url)]).unwrap();
            config.text(Text::RedirectUri).map(str::to_owned)
        };
        assert_eq!(both(text("a"), text("b")).as_deref(), Some("a"));
        assert_eq!(both(Plain::Cleared, text("b")).as_deref(), Some("b"));
        assert_eq!(both(text("a"), Plain::Cleared).as_deref(), Some("a"));
        assert_eq!(both(Plain::Cleared, Plain::Cleared), None);
    }

    #[test]
    fn a_change_that_fails_or_is_cleared_leaves_the_rest() {
        let config = with(&[("payload", text("a")), ("fullLocale", text("en_US"))]).unwrap();
        assert!(config.with(vec![change("payload", number(1.0))]).is_err());
        let next = config
            .with(vec![change("payload", Plain::Cleared)])
            .unwrap();
        assert_eq!(session(&next), "projectId=p&locale=en_US");
        assert_eq!(session(&config), "projectId=p&locale=en_US&payload=a");
    }

    #[test]
    fn a_timeout_is_zero_or_what_a_timer_takes() {
        let timeout = |ms| with(&[("timeout", number(ms))]).map(|config| config.timeout());
        assert_eq!(with(&[]).unwrap().timeout(), TIMEOUT);
        assert_eq!(timeout(0.0), Ok(0));
        assert_eq!(timeout(1500.9), Ok(1500));
        assert_eq!(timeout(2_147_483_647.0), Ok(2_147_483_647));
        assert_eq!(timeout(2_147_483_648.0), Ok(0));
        assert_eq!(timeout(f64::INFINITY), Ok(0));
        assert!(timeout(-1.0).is_err() && timeout(f64::NAN).is_err());
    }

    #[test]
    fn retry_is_false_or_has_a_limit() {
        let limit = |limit| with(&[("retry", Plain::Object { limit })]);
        assert!(limit(Some(0.0)).is_ok() && limit(None).is_ok());
        assert!(limit(Some(-1.0)).is_err() && limit(Some(f64::NAN)).is_err());
        assert!(with(&[("retry", Plain::Flag(false))]).is_ok());
        assert!(with(&[("retry", Plain::Flag(true))]).is_err());
    }

    #[test]
    fn a_link_is_sent_unless_it_is_switched_off() {
        let send = |changes: &[(&str, Plain)], link| with(changes).unwrap().send_link(link);
        let (on, off) = (Plain::Flag(true), Plain::Flag(false));
        assert_eq!(send(&[], true), Some(true));
        assert_eq!(send(&[], false), None);
        assert_eq!(
            send(&[("enable_magic_link", off.clone())], true),
            Some(false)
        );
        assert_eq!(
            send(&[("enable_magic_link", on.clone())], false),
            Some(true)
        );
        assert_eq!(
            send(
                &[
                    ("enable_magic_link", on.clone()),
                    ("disableConfirmByLink", on)
                ],
                true
            ),
            Some(false)
        );
    }

    #[test]
    fn style_and_labels_go_into_a_link() {
        let config = with(&[("customStyle", text("a&b")), ("customLabels", text("c d"))]).unwrap();
        assert_eq!(
            config.link("https://l/?x=1#f"),
            "https://l/?x=1&customStyle=a%26b&customLabels=c%20d#f"
        );
        assert_eq!(with(&[]).unwrap().link("as it is"), "as it is");
    }

    #[test]
    fn the_base_is_the_services_own_unless_it_is_given() {
        assert_eq!(with(&[]).unwrap().base(), API_URL);
        let given = Plain::Address {
            href: Some("https://login.game.example/api/".into()),
            page_origin: None,
        };
        let config = with(&[("apiUrl", given)]).unwrap();
        assert_eq!(config.base(), "https://login.game.example/api");
        let cleared = config.with(vec![change("apiUrl", Plain::Cleared)]).unwrap();
        assert_eq!(cleared.base(), API_URL);
    }
}
