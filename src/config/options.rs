//! The options as data: names, types, and where each is kept (contract: `docs/options.md`).

/// What the `timeout` of an instance or a call must be.
pub const MILLISECONDS: &str = "must be a number of milliseconds, 0 or more";

/// What `session.storage` must be.
pub const BAD_STORAGE: &str = "session.storage must be 'memory', 'sessionStorage', 'localStorage', or an object \
     with getItem, setItem and removeItem";

/// What `session.flowStorage` must be.
pub const BAD_FLOW_STORAGE: &str = "session.flowStorage must be 'sessionStorage', 'localStorage', or an object \
     with getItem, setItem and removeItem";

/// What JavaScript gave for an option.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// `null` or `''`: resets the option to its default.
    Cleared,
    /// A non-empty string.
    Text(String),
    /// A number, and its JavaScript string form.
    Number(f64, String),
    /// `true` or `false`.
    Flag(bool),
    /// A function.
    Function,
    /// Any other object.
    Object {
        /// `limit`, if the option is `retry` and has one; NaN if it is not a number.
        limit: Option<f64>,
    },
    /// The option `session`: for each member, whether it names a storage or is not given.
    Session {
        /// `session.storage`.
        storage: bool,
        /// `session.flowStorage`.
        flow_storage: bool,
    },
    /// The option `apiUrl`, parsed by the browser.
    Address {
        /// The absolute, canonical URL; `None` if it is not a URL.
        href: Option<String>,
        /// The origin of the page, if there is a page.
        page_origin: Option<String>,
    },
    /// The option `apiUrl`, if it begins with its host instead of its scheme.
    Host,
    /// A symbol or a BigInt.
    Other,
}

impl Plain {
    /// Returns whether the option is reset to its default.
    pub fn is_cleared(&self) -> bool {
        matches!(self, Plain::Cleared)
    }
}

/// The options that are sent as strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the options")]
pub enum TextOption {
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
    Audience,
    ChallengeId,
}

impl TextOption {
    /// Returns its name in requests, as a query parameter or as a field of the body.
    pub fn name(self) -> &'static str {
        match self {
            TextOption::ProjectId => "projectId",
            TextOption::FullLocale => "locale",
            TextOption::CallbackUrl => "login_url",
            TextOption::EmailTemplate => "email_template",
            TextOption::Payload => "payload",
            TextOption::WithLogout => "with_logout",
            TextOption::ClientId => "client_id",
            TextOption::Scope => "scope",
            TextOption::State => "state",
            TextOption::RedirectUri => "redirect_uri",
            TextOption::ResponseType => "response_type",
            TextOption::CustomStyle => "customStyle",
            TextOption::CustomLabels => "customLabels",
            TextOption::Audience => "audience",
            TextOption::ChallengeId => "challenge_id",
        }
    }
}

/// What an option must be, and where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A string that is sent.
    Text(TextOption),
    /// A finite number or a string that is sent.
    NumberOrText(TextOption),
    /// `state`: at least 8 characters.
    State,
    /// A boolean, 0, 1, `'0'` or `'1'`.
    ZeroOrOne(TextOption),
    /// `redirectUrl`, another name for `redirectUri`.
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
    /// A string that is not sent.
    AnyText,
    /// `postMessageOrigin`. Never `*`, because any page can open this one.
    Origin,
    /// `debug`.
    Debug,
    /// A boolean that is not sent.
    AnyFlag,
    /// An object.
    AnyObject,
    /// A function.
    Hook,
    /// `session`.
    Session,
}

impl Rule {
    /// Returns what a value must be, as an error message.
    pub fn must(self) -> &'static str {
        match self {
            Rule::Text(_) | Rule::RedirectAlias | Rule::Base | Rule::AnyText => "must be a string",
            Rule::NumberOrText(_) => "must be a finite number or a string",
            Rule::State => "must be a string of at least 8 characters",
            Rule::ZeroOrOne(_) => "must be true, false, 0 or 1",
            Rule::Mode | Rule::NoLink | Rule::MagicLink | Rule::Debug | Rule::AnyFlag => {
                "must be a boolean"
            }
            Rule::Timeout => MILLISECONDS,
            Rule::Retry => "must be false, or { limit: n } with n 0 or more",
            Rule::AnyObject => "must be an object",
            Rule::Session => "must be an object, such as { storage: 'localStorage' }",
            Rule::Origin => "must be an origin, such as https://game.example",
            Rule::Hook => "must be a function",
        }
    }
}

/// An option whose type is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// What it must be, and where it is kept.
    pub rule: Rule,
    /// Whether fetched settings may set it. No such option changes where a request goes, and only
    /// `enable_magic_link` changes what a request contains: `send_link`.
    pub is_fetched: bool,
}

const fn page_only(name: &'static str, rule: Rule) -> Known {
    Known {
        name,
        rule,
        is_fetched: false,
    }
}

const fn also_fetched(name: &'static str, rule: Rule) -> Known {
    Known {
        is_fetched: true,
        ..page_only(name, rule)
    }
}

/// Every option whose type is checked.
pub static OPTIONS: &[Known] = &[
    page_only("projectId", Rule::Text(TextOption::ProjectId)),
    page_only("fullLocale", Rule::Text(TextOption::FullLocale)),
    page_only("callbackUrl", Rule::Text(TextOption::CallbackUrl)),
    page_only("emailTemplate", Rule::Text(TextOption::EmailTemplate)),
    page_only("payload", Rule::Text(TextOption::Payload)),
    page_only("with_logout", Rule::ZeroOrOne(TextOption::WithLogout)),
    page_only("clientId", Rule::NumberOrText(TextOption::ClientId)),
    page_only("scope", Rule::Text(TextOption::Scope)),
    page_only("state", Rule::State),
    page_only("redirectUri", Rule::Text(TextOption::RedirectUri)),
    page_only("redirectUrl", Rule::RedirectAlias),
    page_only("responseType", Rule::Text(TextOption::ResponseType)),
    page_only("is_oauth2", Rule::Mode),
    page_only("audience", Rule::Text(TextOption::Audience)),
    page_only("disableConfirmByLink", Rule::NoLink),
    page_only("challenge_id", Rule::Text(TextOption::ChallengeId)),
    page_only("customStyle", Rule::Text(TextOption::CustomStyle)),
    page_only("customLabels", Rule::Text(TextOption::CustomLabels)),
    page_only("apiUrl", Rule::Base),
    page_only("settingsJSON", Rule::AnyText),
    page_only("socialsJSON", Rule::AnyText),
    page_only("themeJSON", Rule::AnyText),
    page_only("disableCache", Rule::AnyFlag),
    page_only("enablePostMessageLogin", Rule::AnyFlag),
    page_only("postMessageOrigin", Rule::Origin),
    page_only("cdnUrl", Rule::AnyText),
    page_only("settingsUrl", Rule::AnyText),
    page_only("issuer", Rule::AnyText),
    page_only("session", Rule::Session),
    page_only("timeout", Rule::Timeout),
    page_only("retry", Rule::Retry),
    page_only("debug", Rule::Debug),
    page_only("onRequest", Rule::Hook),
    page_only("onResponse", Rule::Hook),
    also_fetched("enable_magic_link", Rule::MagicLink),
    also_fetched("theme", Rule::AnyObject),
    also_fetched("social_links", Rule::AnyObject),
    also_fetched("geo_ip_country", Rule::AnyText),
    also_fetched("game_name", Rule::AnyText),
    also_fetched("mode", Rule::AnyText),
    also_fetched("appleIdPriority", Rule::AnyFlag),
    also_fetched("consentUrl", Rule::AnyText),
];

/// Returns the option with that name, if its type is checked.
pub fn option(name: &str) -> Option<&'static Known> {
    OPTIONS.iter().find(|known| known.name == name)
}

/// An option and its new value.
pub type Change = (&'static Known, Plain);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_only_by_its_exact_name() {
        for known in OPTIONS {
            assert_eq!(option(known.name), Some(known));
        }
        assert_eq!(option("projectid"), None);
    }

    #[test]
    fn no_fetched_option_changes_where_requests_go() {
        let names: Vec<_> = OPTIONS
            .iter()
            .filter(|known| known.is_fetched)
            .map(|known| known.name)
            .collect();
        assert_eq!(
            names,
            [
                "enable_magic_link",
                "theme",
                "social_links",
                "geo_ip_country",
                "game_name",
                "mode",
                "appleIdPriority",
                "consentUrl"
            ]
        );
    }
}
