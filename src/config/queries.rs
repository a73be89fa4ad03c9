//! What the current options contribute to requests: queries, URLs and fields.

use super::options::TextOption;
use super::{Config, FILES};
use crate::query::{append, encode, room, split, with_query};

/// The options of every session, in the order of its query.
const SESSION: [TextOption; 3] = [
    TextOption::ProjectId,
    TextOption::FullLocale,
    TextOption::CallbackUrl,
];

/// The options of OAuth mode, in the order of its query.
const OAUTH: [TextOption; 5] = [
    TextOption::ClientId,
    TextOption::Scope,
    TextOption::State,
    TextOption::RedirectUri,
    TextOption::ResponseType,
];

impl Config {
    /// Returns an option as requests contain it; `None` if it is not set. `response_type` is always set, and
    /// `state` once [`Config::keep_state`] has been called.
    pub fn sent(&self, option: TextOption) -> Option<String> {
        match option {
            TextOption::FullLocale => self.locale(),
            TextOption::State => self.state().map(String::from),
            TextOption::ResponseType => Some(self.response_type().into()),
            option => self.text(option).map(String::from),
        }
    }

    /// Adds an option to a query, if it is set.
    pub fn append(&self, query: &mut String, option: TextOption) {
        append(query, option.name(), self.sent(option).as_deref());
    }

    /// Returns a query with `projectId`.
    pub fn project_query(&self) -> String {
        let mut query = room();
        self.append(&mut query, TextOption::ProjectId);
        query
    }

    /// Returns a query with `projectId`, `locale` and `login_url`: the given one, otherwise `callbackUrl`.
    pub fn session_query(&self, login_url: Option<&str>) -> String {
        let mut query = room();
        for option in SESSION {
            match (option, login_url) {
                (TextOption::CallbackUrl, Some(_)) => append(&mut query, option.name(), login_url),
                _ => self.append(&mut query, option),
            }
        }
        query
    }

    /// Adds the parameters that change a session: `payload` and `with_logout`.
    pub fn add_changes(&self, query: &mut String) {
        self.append(query, TextOption::Payload);
        self.append(query, TextOption::WithLogout);
    }

    /// Returns the parameters for the URLs of social networks: those of a session except `with_logout`, and
    /// in OAuth mode those of [`Config::add_oauth`].
    pub fn social_parameters(&self) -> Vec<(&'static str, String)> {
        let mut options = Vec::from(SESSION);
        options.push(TextOption::Payload);
        if self.is_oauth() {
            options.extend(OAUTH);
        }
        let parameter = |option: TextOption| Some((option.name(), self.sent(option)?));
        options.into_iter().filter_map(parameter).collect()
    }

    /// Adds `client_id`, `scope`, `state`, `redirect_uri` and `response_type`, each if it is set.
    pub fn add_oauth(&self, query: &mut String) {
        for option in OAUTH {
            self.append(query, option);
        }
    }

    /// Returns the URL of a public file of the project.
    pub fn file(&self, path: &str) -> String {
        let mut url = String::from(FILES);
        encode(
            &mut url,
            self.text(TextOption::ProjectId).unwrap_or_default(),
        );
        url.push_str(path);
        url
    }

    /// Returns `fullLocale` with `_` instead of `-`, as the service expects it.
    pub fn locale(&self) -> Option<String> {
        let mut rest = self.text(TextOption::FullLocale)?;
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

    /// Returns `send_link` for a request with or without a `link_url`; `None` if the service decides.
    pub fn send_link(&self, has_link: bool) -> Option<bool> {
        if self.no_link {
            return Some(false);
        }
        self.magic_link.or(has_link.then_some(true))
    }

    /// Returns a `link_url` with `customStyle` and `customLabels` added to its query.
    pub fn link(&self, link: &str) -> String {
        let mut added = String::new();
        self.append(&mut added, TextOption::CustomStyle);
        self.append(&mut added, TextOption::CustomLabels);
        with_query(link, &added)
    }
}
