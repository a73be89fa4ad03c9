//! The options as data: names, types, and where each is kept.

/// What a timeout must be, of an instance or of a call.
pub const MILLISECONDS: &str = "must be a number of milliseconds, not negative or NaN";

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

impl Plain {
    /// Whether the option is to go back to its default.
    pub fn is_cleared(&self) -> bool {
        matches!(self, Plain::Cleared)
    }
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
    Audience,
    ChallengeId,
}

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

impl Kind {
    /// What a value of this kind must be, as a message.
    pub fn must(self) -> &'static str {
        match self {
            Kind::Text(_) | Kind::RedirectAlias | Kind::Base | Kind::AnyText => "must be a string",
            Kind::NumberOrText(_) => "must be a finite number or a string",
            Kind::State => "must be a string of at least 8 characters",
            Kind::ZeroOrOne(_) => "must be a boolean, 0 or 1",
            Kind::Mode | Kind::NoLink | Kind::MagicLink | Kind::AnyFlag => "must be a boolean",
            Kind::Timeout => MILLISECONDS,
            Kind::Retry => "must be false or { limit: number }, not negative",
            Kind::AnyObject => "must be an object",
            Kind::Hook => "must be a function",
        }
    }
}

/// The table of the options, and that of their names, which the wasm has no use for: it knows an option
/// by its place, and JavaScript by its name (`js/generated/calls.js`).
macro_rules! options {
    ($($name:literal: $kind:expr,)*) => {
        /// What each option must be, in the order of the places.
        pub static KINDS: &[Kind] = &[$($kind),*];

        /// Every option that has a type, in the same order.
        pub static OPTIONS: &[(&str, Kind)] = &[$(($name, $kind)),*];
    };
}

options! {
    "projectId": Kind::Text(Text::ProjectId),
    "fullLocale": Kind::Text(Text::FullLocale),
    "callbackUrl": Kind::Text(Text::CallbackUrl),
    "emailTemplate": Kind::Text(Text::EmailTemplate),
    "payload": Kind::Text(Text::Payload),
    "with_logout": Kind::ZeroOrOne(Text::WithLogout),
    "clientId": Kind::NumberOrText(Text::ClientId),
    "scope": Kind::Text(Text::Scope),
    "state": Kind::State,
    "redirectUri": Kind::Text(Text::RedirectUri),
    "redirectUrl": Kind::RedirectAlias,
    "responseType": Kind::Text(Text::ResponseType),
    "is_oauth2": Kind::Mode,
    "audience": Kind::Text(Text::Audience),
    "disableConfirmByLink": Kind::NoLink,
    "challenge_id": Kind::Text(Text::ChallengeId),
    "customStyle": Kind::Text(Text::CustomStyle),
    "customLabels": Kind::Text(Text::CustomLabels),
    "apiUrl": Kind::Base,
    "settingsJSON": Kind::AnyText,
    "socialsJSON": Kind::AnyText,
    "themeJSON": Kind::AnyText,
    "disableCache": Kind::AnyFlag,
    "enablePostMessageLogin": Kind::AnyFlag,
    "postMessageOrigin": Kind::AnyText,
    "cdnUrl": Kind::AnyText,
    "settingsUrl": Kind::AnyText,
    "session": Kind::AnyObject,
    "timeout": Kind::Timeout,
    "retry": Kind::Retry,
    "onRequest": Kind::Hook,
    "onResponse": Kind::Hook,
    "enable_magic_link": Kind::MagicLink,
    "theme": Kind::AnyObject,
    "social_links": Kind::AnyObject,
    "geo_ip_country": Kind::AnyText,
    "game_name": Kind::AnyText,
    "mode": Kind::AnyText,
    "appleIdPriority": Kind::AnyFlag,
    "consentUrl": Kind::AnyText,
}

/// The place of the first option, from which on all are such that what was fetched from outside may set
/// them: none of these moves a request, and of what one carries `enable_magic_link` alone changes a
/// part, `send_link`.
const FETCHED: usize = 32;

/// The place of `projectId`.
pub const PROJECT_ID: usize = 0;

/// The place of the option of that name, if it has a type.
pub fn option(name: &str) -> Option<usize> {
    OPTIONS.iter().position(|(known, _)| *known == name)
}

/// One option as it was given: its place, and its value.
pub type Change = (usize, Plain);

/// Whether what was fetched from outside may set the option at that place.
pub fn may_be_fetched(place: usize) -> bool {
    place >= FETCHED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_fetched_stands_at_the_end() {
        assert_eq!(Some(PROJECT_ID), option("projectId"));
        assert_eq!(Some(FETCHED), option("enable_magic_link"));
        assert_eq!(OPTIONS.len(), FETCHED + 8);
    }
}
