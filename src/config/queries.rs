//! What the current options contribute to requests: queries, URLs and fields.

use super::options::TextOption;
use super::{Config, FILES};
use crate::query::{append, encode, room, split, with_query};

impl Config {
    /// Adds an option to a query, if it is set.
    pub fn append(&self, query: &mut String, name: &str, text: TextOption) {
        append(query, name, self.text(text));
    }

    /// Returns a query with `projectId`.
    pub fn project_query(&self) -> String {
        let mut query = room();
        self.append(&mut query, "projectId", TextOption::ProjectId);
        query
    }

    /// Returns a query with `projectId`, `locale` and `login_url`: the given one, otherwise `callbackUrl`.
    pub fn session_query(&self, login_url: Option<&str>) -> String {
        let mut query = self.project_query();
        append(&mut query, "locale", self.locale().as_deref());
        let login_url = login_url.or(self.text(TextOption::CallbackUrl));
        append(&mut query, "login_url", login_url);
        query
    }

    /// Adds the parameters that change a session: `payload` and `with_logout`.
    pub fn add_changes(&self, query: &mut String) {
        self.append(query, "payload", TextOption::Payload);
        self.append(query, "with_logout", TextOption::WithLogout);
    }

    /// Returns the parameters for the URLs of social networks: those of a session except `with_logout`, and
    /// in OAuth mode those of [`Config::add_oauth`].
    pub fn social_parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        let mut add = |name, value: Option<&str>| {
            parameters.extend(value.map(|value| (name, String::from(value))));
        };
        add("projectId", self.text(TextOption::ProjectId));
        add("locale", self.locale().as_deref());
        add("login_url", self.text(TextOption::CallbackUrl));
        add("payload", self.text(TextOption::Payload));
        if self.is_oauth() {
            for (name, value) in self.oauth() {
                add(name, value);
            }
        }
        parameters
    }

    /// Adds `client_id`, `scope`, `state`, `redirect_uri` and `response_type`, each if it is set.
    /// `response_type` is always set, and `state` once [`Config::keep_state`] has been called.
    pub fn add_oauth(&self, query: &mut String) {
        for (name, value) in self.oauth() {
            append(query, name, value);
        }
    }

    fn oauth(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("client_id", self.text(TextOption::ClientId)),
            ("scope", self.text(TextOption::Scope)),
            ("state", self.state()),
            ("redirect_uri", self.text(TextOption::RedirectUri)),
            ("response_type", Some(self.response_type())),
        ]
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
        self.append(&mut added, "customStyle", TextOption::CustomStyle);
        self.append(&mut added, "customLabels", TextOption::CustomLabels);
        with_query(link, &added)
    }
}
