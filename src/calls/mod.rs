//! Every call as data: method, path, query groups, arguments, body, and which answers are results.
//! Reading this folder is reading the API (contract, "The 28 calls of `Api`").

pub mod account;
pub mod argument;
pub mod oauth;
pub mod passwordless;
pub mod settings;
pub mod social;
pub mod sso;

use argument::*;
pub use argument::{Accepts, Arg, SESSIONS, To};

/// How an HTTP request begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads, issues or uses up a code, or ends a session.
    Get,
    /// Changes something; has a body.
    Post,
    /// The same.
    Put,
}

impl Method {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
        }
    }
}

/// Where a call goes, below the service's base. `{}` stands for the argument [`To::Segment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// The same in both modes; never with the OAuth query.
    Fixed(&'static str),
    /// In OAuth mode with `/oauth2` in front and the OAuth query.
    Oauth(&'static str),
    /// Always in OAuth mode.
    Always(&'static str),
    /// In OAuth mode another path, and the OAuth query.
    Either {
        /// The path of JWT mode.
        jwt: &'static str,
        /// The path of OAuth mode.
        oauth: &'static str,
    },
    /// A public file of the project, below its own base, unless an option names another address.
    File(&'static str),
}

/// Which options stand in the query, beside those that OAuth mode adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Query {
    /// None.
    None,
    /// `projectId`.
    Project,
    /// `projectId`, `locale`, `login_url`, `payload`, `with_logout`.
    Session,
    /// The same and `email_template`.
    Mail,
    /// `challenge_id`, which must be set.
    Challenge,
    /// `projectId` and the OAuth query, and `audience`.
    Authorize,
}

/// An option that stands in a body, under the name that it has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the options")]
pub enum Own {
    ProjectId,
    Locale,
    ClientId,
    Scope,
    State,
    RedirectUri,
    ResponseType,
}

/// How often a call sends its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// Once.
    Once,
    /// Again where that may help: it reads and changes nothing.
    Repeated,
    /// Round after round, until there is an answer.
    Rounds,
}

/// What a request may carry and follow (WHATWG fetch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// A call of the service: with the single sign-on cookie, and never redirected, because following
    /// a redirect would repeat somewhere else what was sent.
    Api,
    /// A navigation that is only tried.
    Probe,
    /// The token endpoint and the old settings address.
    Bare,
    /// A public file.
    File,
}

impl Policy {
    /// `credentials`, `redirect` and `cache` of `fetch`.
    pub fn words(self) -> [&'static str; 3] {
        match self {
            Policy::Api => ["include", "error", "no-store"],
            Policy::Probe => ["include", "manual", "no-store"],
            Policy::Bare => ["omit", "error", "no-store"],
            Policy::File => ["omit", "follow", "default"],
        }
    }
}

/// What to make of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRules {
    /// What an empty success gives.
    pub empty: Empty,
    /// The error codes that are results.
    pub results: &'static [&'static str],
    /// Whether a 408 without a readable code stands for the first of them.
    pub is_late: bool,
    /// Whether `code`, `state` and `token` are read out of a `login_url`.
    pub reads_login_url: bool,
    /// Whether a key `error` in a success is data: the answer is a file, not one of the service.
    pub is_file: bool,
    /// Whether only a redirect is a success.
    pub is_redirect: bool,
}

/// What an empty success gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// `{ code: <HTTP status> }`.
    Status,
    /// `[]`.
    List,
    /// An error: there is no call without its answer.
    Refused,
}

/// One call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The HTTP method.
    pub method: Method,
    /// The path.
    pub path: Path,
    /// The query.
    pub query: Query,
    /// The arguments, in the order of the positional form.
    pub args: &'static [Arg],
    /// How many arguments may be given by position; 0 when an object is the only form.
    pub positional: usize,
    /// Whether the body says `send_link`.
    pub send_link: bool,
    /// What to make of the answer.
    pub answer: AnswerRules,
    /// Milliseconds that the call may take, if not those of the instance.
    pub timeout: Option<u32>,
    /// Options that stand in the body.
    pub own: &'static [Own],
    /// Whether it makes no sense without `clientId`.
    pub needs_client: bool,
    /// The `grant_type` of a body that is a form (RFC 6749, 4.1.3).
    pub grant: Option<&'static str>,
    /// How often it is sent.
    pub sending: Sending,
    /// What it may carry and follow.
    pub policy: Policy,
}

/// Milliseconds of one round of a long poll: the service itself waits up to 20 s.
pub const ROUND: u32 = 25_000;

const PLAIN: AnswerRules = AnswerRules {
    empty: Empty::Status,
    results: &[],
    is_late: false,
    reads_login_url: false,
    is_file: false,
    is_redirect: false,
};

/// A POST with the session's query, from which the calls differ by what they name.
const CALL: Call = Call {
    method: Method::Post,
    path: Path::Fixed(""),
    query: Query::Session,
    args: &[],
    positional: 0,
    send_link: false,
    answer: PLAIN,
    timeout: None,
    own: &[],
    needs_client: false,
    grant: None,
    sending: Sending::Once,
    policy: Policy::Api,
};

impl Call {
    /// The type of its body, if it has one.
    pub fn content_type(&self) -> &'static str {
        match self.grant {
            Some(_) => "application/x-www-form-urlencoded",
            None => "application/json",
        }
    }

    /// Milliseconds of each attempt; none where only the call as a whole is timed.
    pub fn round(&self) -> Option<u32> {
        (self.sending == Sending::Rounds).then_some(ROUND)
    }
}

/// The calls that a table names, each as the constant of its module.
macro_rules! named {
    ($($name:ident: $call:path,)*) => {
        /// Every call under the name of its method, for what has to hold of all of them.
        pub const ALL: &[(&str, &Call)] = &[$((stringify!($name), &$call)),*];
    };
}

named! {
    signup: account::SIGNUP,
    login: account::LOGIN,
    resendEmail: account::RESEND_EMAIL,
    reset: account::RESET,
    set: account::SET,
    getAskFields: account::GET_ASK_FIELDS,
    ask: account::ASK,
    agreement: account::AGREEMENT,
    phoneGetCode: passwordless::PHONE_GET_CODE,
    emailGetCode: passwordless::EMAIL_GET_CODE,
    getConfirmCode: passwordless::GET_CONFIRM_CODE,
    waitForConfirmCode: passwordless::WAIT_FOR_CONFIRM_CODE,
    loginWithPhoneCode: passwordless::LOGIN_WITH_PHONE_CODE,
    loginWithEmailCode: passwordless::LOGIN_WITH_EMAIL_CODE,
    pushConfirmCode: passwordless::PUSH_CONFIRM_CODE,
    otpLogin: passwordless::OTP_LOGIN,
    otpResendCode: passwordless::OTP_RESEND_CODE,
    checkUserAuthSSO: sso::CHECK_USER_AUTH_SSO,
    userAuthSSOWithRedirect: sso::USER_AUTH_SSO_WITH_REDIRECT,
    logout: sso::LOGOUT,
    clearSSO: sso::CLEAR_SSO,
    getSocialLink: social::GET_SOCIAL_LINK,
    authorizationLink: social::AUTHORIZATION_LINK,
    oneTapLogin: social::ONE_TAP_LOGIN,
    authorizationPage: oauth::AUTHORIZATION_PAGE,
    oauth2ConsentValidate: oauth::CONSENT_VALIDATE,
    oauth2PostConsent: oauth::POST_CONSENT,
    exchangeCode: oauth::EXCHANGE_CODE,
    refresh: oauth::REFRESH,
    getUser: oauth::GET_USER,
    clientDetails: settings::CLIENT_DETAILS,
    authFile: settings::AUTH_FILE,
    socialsFile: settings::SOCIALS_FILE,
    themeFile: settings::THEME_FILE,
    oldSettings: settings::OLD_SETTINGS,
}

/// The call of that name.
pub fn named(name: &str) -> Option<&'static Call> {
    ALL.iter()
        .find_map(|(known, call)| (*known == name).then_some(*call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once() {
        for (index, (name, call)) in ALL.iter().enumerate() {
            assert!(ALL[..index].iter().all(|(other, _)| other != name));
            assert!(core::ptr::eq(named(name).unwrap(), *call));
        }
        assert_eq!(named("fetchConfig"), None);
    }

    #[test]
    fn required_arguments_stand_before_optional_ones() {
        for (_, call) in ALL {
            assert!(call.args.is_sorted_by_key(|arg| !arg.required));
        }
    }

    #[test]
    fn no_more_arguments_are_positional_than_there_are() {
        for (_, call) in ALL {
            assert!(call.positional <= call.args.len());
        }
    }

    #[test]
    fn a_get_has_no_body() {
        for (_, call) in ALL.iter().filter(|(_, call)| call.method == Method::Get) {
            for arg in call.args {
                assert!(!matches!(
                    arg.to,
                    To::Body | To::Field(_) | To::Form(_) | To::Link | To::Contacts
                ));
            }
            assert!(!call.send_link && call.own.is_empty());
        }
    }
}
