//! The options as the documents describe them: what applies after several objects of options, and its visible effects.

use std::collections::BTreeMap;

use url::Url;
use xsolla_login::config::{
    Config,
    options::{Change, Plain, TextOption},
};

use super::{Pairs, addresses::is_base, pairs};

/// Whether the documents allow this value for the option.
pub fn fits(name: &str, value: &Plain) -> bool {
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
        ("theme" | "social_links", Plain::Object { .. }) => true,
        (
            "session",
            Plain::Session {
                storage,
                flow_storage,
            },
        ) => *storage && *flow_storage,
        ("onRequest" | "onResponse", Plain::Function) => true,
        ("postMessageOrigin", Plain::Text(text)) => text
            .split_once(':')
            .is_some_and(|(_, rest)| rest.starts_with("//")),
        ("apiUrl", Plain::Address { href, page_origin }) => href
            .as_deref()
            .and_then(|href| Url::parse(href).ok())
            .is_some_and(|url| is_base(&url, page_origin.as_deref())),
        (
            "is_oauth2"
            | "disableConfirmByLink"
            | "enable_magic_link"
            | "disableCache"
            | "debug"
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

/// The options that are sent as strings, with their names in JavaScript.
const NAMED: [(TextOption, &str); 15] = [
    (TextOption::ProjectId, "projectId"),
    (TextOption::FullLocale, "fullLocale"),
    (TextOption::CallbackUrl, "callbackUrl"),
    (TextOption::EmailTemplate, "emailTemplate"),
    (TextOption::Payload, "payload"),
    (TextOption::WithLogout, "with_logout"),
    (TextOption::ClientId, "clientId"),
    (TextOption::Scope, "scope"),
    (TextOption::State, "state"),
    (TextOption::RedirectUri, "redirectUri"),
    (TextOption::ResponseType, "responseType"),
    (TextOption::CustomStyle, "customStyle"),
    (TextOption::CustomLabels, "customLabels"),
    (TextOption::Audience, "audience"),
    (TextOption::ChallengeId, "challenge_id"),
];

/// The options that apply after several objects of options, according to the documents.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub given: BTreeMap<&'static str, Plain>,
    /// The generated `state`.
    pub generated: Option<String>,
}

impl Model {
    /// Returns these options with `changes` applied. If they are rejected, returns the names of which one must be in
    /// the error.
    pub fn with(&self, changes: &[Change]) -> Result<Model, Vec<&'static str>> {
        let unfit: Vec<_> = changes
            .iter()
            .filter(|(known, value)| !fits(known.name, value))
            .map(|(known, _)| known.name)
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
        for (known, value) in changes {
            match (known.name, &redirect) {
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

    pub fn text(&self, name: &str) -> Option<String> {
        match (name, self.given.get(name)?) {
            ("with_logout", Plain::Flag(flag)) => Some(if *flag { "1" } else { "0" }.into()),
            (_, Plain::Text(text) | Plain::Number(_, text)) => Some(text.clone()),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.given.get(name)? {
            Plain::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns `clientId` if it is a number.
    pub fn client_number(&self) -> Option<f64> {
        match self.given.get("clientId")? {
            Plain::Number(number, _) => Some(*number),
            _ => None,
        }
    }

    pub fn is_oauth(&self) -> bool {
        self.flag("is_oauth2").unwrap_or_else(|| {
            ["clientId", "responseType", "redirectUri", "state"]
                .iter()
                .all(|name| self.given.contains_key(name))
        })
    }

    pub fn state(&self) -> Option<String> {
        self.text("state").or(self.generated.clone())
    }

    /// Returns what a request sends under this name, which is the service's name for the option.
    pub fn sent(&self, name: &str) -> Option<String> {
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

    /// Returns the query of a social network's URL.
    fn social(&self) -> Pairs {
        let mut social = self.query(&["projectId", "locale", "login_url", "payload"]);
        if self.is_oauth() {
            social.extend(self.query(&OAUTH));
        }
        social
    }

    pub fn query(&self, names: &[&str]) -> Pairs {
        let sent = |name: &&str| Some(((*name).to_owned(), self.sent(name)?));
        names.iter().filter_map(sent).collect()
    }
}

pub const SESSION: [&str; 5] = ["projectId", "locale", "login_url", "payload", "with_logout"];
pub const OAUTH: [&str; 5] = [
    "client_id",
    "scope",
    "state",
    "redirect_uri",
    "response_type",
];

/// The visible effects of the current options.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    texts: Vec<Option<String>>,
    client_number: Option<f64>,
    is_oauth: bool,
    state: Option<String>,
    generated: Option<String>,
    timeout: f64,
    retries: u32,
    base: String,
    pub send_link: [Option<bool>; 2],
    locale: Option<String>,
    project: Pairs,
    session: Pairs,
    oauth: Pairs,
    social: Pairs,
}

/// Builds the session query as `request` does.
fn session(config: &Config) -> String {
    let mut query = config.session_query(None);
    config.add_changes(&mut query);
    query
}

fn social(config: &Config) -> Pairs {
    let parameters = config.social_parameters().into_iter();
    parameters
        .map(|(name, value)| (name.into(), value))
        .collect()
}

pub fn oauth(config: &Config) -> String {
    let mut query = String::new();
    config.add_oauth(&mut query);
    query
}

impl From<&Config> for Shown {
    fn from(config: &Config) -> Self {
        let text = |(text, _): &(TextOption, &str)| config.text(*text).map(str::to_owned);
        Self {
            texts: NAMED.iter().map(text).collect(),
            client_number: config.client_number(),
            is_oauth: config.is_oauth(),
            state: config.state().map(str::to_owned),
            generated: config.generated().map(str::to_owned),
            timeout: config.timeout().into(),
            retries: config.retries(),
            base: config.base().into(),
            send_link: [config.send_link(false), config.send_link(true)],
            locale: config.locale(),
            project: pairs(&config.project_query()),
            session: pairs(&session(config)),
            oauth: pairs(&oauth(config)),
            social: social(config),
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
            client_number: model.client_number(),
            is_oauth,
            state: model.state(),
            generated: match model.text("state") {
                Some(_) => None,
                None => model.generated.clone(),
            },
            timeout: match model.given.get("timeout") {
                Some(Plain::Number(ms, _)) if *ms > f64::from(i32::MAX) => 0.0,
                Some(Plain::Number(ms, _)) => whole_milliseconds(*ms),
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
            social: model.social(),
        }
    }
}

/// Rounds a timeout down to whole milliseconds, but not to 0, which means no timeout.
pub fn whole_milliseconds(ms: f64) -> f64 {
    if ms == 0.0 { 0.0 } else { ms.floor().max(1.0) }
}
