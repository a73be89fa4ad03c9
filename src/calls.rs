//! Every call as data: method, path, query groups, arguments, body, and which answers are results.
//! Reading this file is reading the API.

/// How an HTTP request begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads, issues or uses up a code, or ends a session.
    Get,
    /// Changes something; has a JSON body.
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
    /// A public file of the project, below its own base; or where [`To::Address`] says.
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
    /// The session's without `with_logout`: what the address of a social network carries.
    Social,
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

/// How a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// One request, sent once.
    Once,
    /// One request that reads and changes nothing: repeated where that may help.
    Repeat,
    /// A navigation of the page, tried by `fetch` first.
    Navigate,
    /// Round after round until there is an answer.
    Rounds,
    /// Only an address: no request of ours.
    Address,
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

/// A name that JavaScript reads by. The wasm knows an argument by its place, so nothing of this is in it:
/// the build writes the names into `js/generated/calls.js`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The name, or `""`.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub text: &'static str,
}

impl Name {
    /// That name.
    #[cfg_attr(all(target_arch = "wasm32", not(test)), allow(unused_variables))]
    pub const fn new(text: &'static str) -> Self {
        Self {
            #[cfg(any(test, not(target_arch = "wasm32")))]
            text,
        }
    }
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string, not empty.
    Text,
    /// A string, not empty, or a finite number, which goes out as a number.
    TextOrNumber,
    /// A string, not empty, that goes out in lower case.
    Mail,
    /// An object, sent as given.
    Object,
    /// `true` or `false`.
    Flag,
    /// `true`, `false` or `null`.
    FlagOrNull,
    /// One of these two words.
    OneOf(&'static [&'static str; 2]),
    /// An AbortSignal, an AbortController, or a token or token source of axios or ours.
    Cancel,
    /// Anything.
    Any,
}

/// Where a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// It is the body.
    Body,
    /// A field of the body.
    Field(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A field of a form.
    Form(&'static str),
    /// `link_url` of the body, with `customStyle` and `customLabels` added.
    Link,
    /// `updatedFields` of the body of `ask`; its contacts make `settings` and `email`.
    Contacts,
    /// The header `Authorization: Bearer …`.
    Bearer,
    /// The four captcha headers.
    Captcha,
    /// It decides the mode of this call.
    Mode,
    /// It replaces `login_url` in the query.
    LoginUrl,
    /// It can stop the call.
    Stop,
    /// One segment of the path.
    Segment,
    /// Options over those of the instance, for this call.
    Options,
    /// It is the address.
    Address,
    /// Nowhere: it is given by mistake when another call is meant, and this says so where the first
    /// argument is missing.
    Mistake(&'static str),
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arg {
    /// The name in the documents.
    pub name: Name,
    /// Another name for it, if it has one.
    pub alias: Name,
    /// What it must be.
    pub kind: Kind,
    /// Where it goes.
    pub to: To,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it stands in the options argument, not among the arguments.
    pub in_options: bool,
    /// What goes into the query where it is not given.
    pub default: Option<&'static str>,
}

/// What to make of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
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
    pub positional: u8,
    /// Whether the body says `send_link`.
    pub send_link: bool,
    /// What to make of the answer.
    pub answer: Answer,
    /// Milliseconds that the call may take, if not those of the instance.
    pub timeout: Option<u32>,
    /// Options that stand in the body.
    pub own: &'static [Own],
    /// Whether it makes no sense without `clientId`.
    pub needs_client: bool,
    /// The `grant_type` of a body that is a form (RFC 6749, 4.1.3).
    pub grant: Option<&'static str>,
    /// How it runs.
    pub plan: Plan,
    /// What it may carry and follow.
    pub policy: Policy,
}

/// Milliseconds of one round of a long poll: the service itself waits up to 20 s.
pub const ROUND: u32 = 25_000;

const PLAIN: Answer = Answer {
    empty: Empty::Status,
    results: &[],
    is_late: false,
    reads_login_url: false,
    is_file: false,
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
    plan: Plan::Once,
    policy: Policy::Api,
};

/// A request to the token endpoint. The code or token in it is all that it needs of the caller.
const TOKENS: Call = Call {
    path: Path::Fixed("/oauth2/token"),
    query: Query::None,
    answer: Answer {
        empty: Empty::Refused,
        ..PLAIN
    },
    needs_client: true,
    policy: Policy::Bare,
    ..CALL
};

/// A public file that `fetchConfig` reads.
const SETTINGS_FILE: Call = Call {
    method: Method::Get,
    query: Query::None,
    args: &[
        optional("url", Kind::Text, To::Address),
        optional("now", Kind::TextOrNumber, To::Query("currTime")),
    ],
    answer: Answer {
        empty: Empty::Refused,
        is_file: true,
        ..PLAIN
    },
    plan: Plan::Repeat,
    policy: Policy::File,
    ..CALL
};

/// The authorize page.
const AUTHORIZE: Call = Call {
    method: Method::Get,
    path: Path::Always("/oauth2/auth"),
    query: Query::Authorize,
    plan: Plan::Address,
    ..CALL
};

/// `trackId` of the payload.
const TRACK_ID: Arg = optional("trackId", Kind::TextOrNumber, To::Query("trackId"));

/// Where a social network asks its user.
const SOCIAL_LINK: Call = Call {
    method: Method::Get,
    args: &[
        required("provider", Kind::Text, To::Segment),
        optional("customOptions", Kind::Object, To::Options),
    ],
    positional: 2,
    plan: Plan::Repeat,
    ..CALL
};

const fn required(name: &'static str, kind: Kind, to: To) -> Arg {
    Arg {
        name: Name::new(name),
        alias: Name::new(""),
        kind,
        to,
        required: true,
        in_options: false,
        default: None,
    }
}

const fn optional(name: &'static str, kind: Kind, to: To) -> Arg {
    Arg {
        required: false,
        ..required(name, kind, to)
    }
}

const fn text(name: &'static str) -> Arg {
    required(name, Kind::Text, To::Field(name))
}

const fn text_or_number(name: &'static str) -> Arg {
    required(name, Kind::TextOrNumber, To::Field(name))
}

const fn mail(name: &'static str) -> Arg {
    required(name, Kind::Mail, To::Field(name))
}

const fn also(alias: &'static str, arg: Arg) -> Arg {
    Arg {
        alias: Name::new(alias),
        ..arg
    }
}

const LINK_URL: Arg = optional("link_url", Kind::Text, To::Link);
const IS_OAUTH2: Arg = optional("isOauth2", Kind::Flag, To::Mode);
const TOKEN: Arg = required("token", Kind::Text, To::Bearer);
const CAPTCHA: Arg = optional("captchaData", Kind::Object, To::Captcha);
const CAPTCHA_IN_OPTIONS: Arg = Arg {
    in_options: true,
    ..CAPTCHA
};

/// Whose link is waited for.
const CONFIRM: &[Arg] = &[
    required("login", Kind::Mail, To::Query("login")),
    required("operation_id", Kind::Text, To::Query("operation_id")),
    optional("cancelToken", Kind::Cancel, To::Stop),
];

const CONFIRMED: Answer = Answer {
    empty: Empty::Refused,
    results: &["010-050"],
    is_late: true,
    ..PLAIN
};

/// The table of the calls, and that of their names, which the wasm has no use for.
macro_rules! calls {
    ($($name:ident: $call:expr,)*) => {
        /// The calls, in the order of their numbers.
        pub static CALLS: &[Call] = &[$($call),*];

        /// The names of their methods, in the same order.
        pub static NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

calls! {
    signup: Call {
        path: Path::Oauth("/user"),
        query: Query::Mail,
        args: &[
            required("userInfo", Kind::Object, To::Body),
            CAPTCHA_IN_OPTIONS,
        ],
        ..CALL
    },
    login: Call {
        path: Path::Oauth("/login"),
        args: &[required("credentials", Kind::Object, To::Body), CAPTCHA],
        ..CALL
    },
    resendEmail: Call {
        path: Path::Oauth("/user/resend_confirmation_link"),
        query: Query::Mail,
        args: &[text("username"), CAPTCHA_IN_OPTIONS],
        positional: 1,
        ..CALL
    },
    phoneGetCode: Call {
        path: Path::Oauth("/login/phone/request"),
        args: &[
            text("phone_number"),
            LINK_URL,
            IS_OAUTH2,
            CAPTCHA,
            // The documents head the mail request with this call.
            optional(
                "email",
                Kind::Any,
                To::Mistake("missing; for email call emailGetCode"),
            ),
        ],
        send_link: true,
        ..CALL
    },
    emailGetCode: Call {
        path: Path::Oauth("/login/email/request"),
        args: &[mail("email"), LINK_URL, IS_OAUTH2, CAPTCHA],
        send_link: true,
        ..CALL
    },
    getConfirmCode: Call {
        method: Method::Get,
        path: Path::Fixed("/otc/code"),
        query: Query::Project,
        args: CONFIRM,
        timeout: Some(ROUND),
        answer: CONFIRMED,
        ..CALL
    },
    loginWithPhoneCode: Call {
        path: Path::Oauth("/login/phone/confirm"),
        args: &[
            text("phone_number"),
            text_or_number("code"),
            text("operation_id"),
            IS_OAUTH2,
        ],
        ..CALL
    },
    loginWithEmailCode: Call {
        path: Path::Oauth("/login/email/confirm"),
        args: &[
            mail("email"),
            text_or_number("code"),
            text("operation_id"),
            IS_OAUTH2,
        ],
        ..CALL
    },
    getAskFields: Call {
        method: Method::Get,
        path: Path::Fixed("/users/me/ask"),
        query: Query::Project,
        args: &[TOKEN],
        positional: 1,
        answer: Answer {
            empty: Empty::List,
            ..PLAIN
        },
        plan: Plan::Repeat,
        ..CALL
    },
    ask: Call {
        path: Path::Either {
            jwt: "/token/update",
            oauth: "/oauth2/user/ask",
        },
        query: Query::Mail,
        args: &[
            required("fields", Kind::Object, To::Contacts),
            text("token"),
            LINK_URL,
            CAPTCHA,
        ],
        answer: Answer {
            // The contact must be confirmed first; `details` has the operation.
            results: &["003-011", "003-014"],
            ..PLAIN
        },
        ..CALL
    },
    reset: Call {
        path: Path::Fixed("/password/reset/request"),
        query: Query::Mail,
        args: &[text("username"), CAPTCHA_IN_OPTIONS],
        positional: 1,
        ..CALL
    },
    set: Call {
        path: Path::Fixed("/password/reset/confirm"),
        args: &[
            also("newPassword", text("new_password")),
            also("code", text_or_number("reset_code")),
            text_or_number("user_id"),
        ],
        ..CALL
    },
    checkUserAuthSSO: Call {
        method: Method::Get,
        path: Path::Either {
            jwt: "/jwt/sso",
            oauth: "/oauth2/sso",
        },
        answer: Answer {
            reads_login_url: true,
            ..PLAIN
        },
        ..CALL
    },
    userAuthSSOWithRedirect: Call {
        method: Method::Get,
        path: Path::Fixed("/jwt/sso/redirect"),
        args: &[optional("loginUrl", Kind::Text, To::LoginUrl)],
        positional: 1,
        plan: Plan::Navigate,
        policy: Policy::Probe,
        ..CALL
    },
    logout: Call {
        method: Method::Get,
        path: Path::Fixed("/oauth2/logout"),
        query: Query::None,
        args: &[
            TOKEN,
            required(
                "session",
                Kind::OneOf(&["sso", "all"]),
                To::Query("sessions"),
            ),
        ],
        positional: 2,
        ..CALL
    },
    clearSSO: Call {
        method: Method::Get,
        path: Path::Fixed("/oauth2/clear_sso"),
        query: Query::Project,
        ..CALL
    },
    waitForConfirmCode: Call {
        method: Method::Get,
        path: Path::Fixed("/otc/code"),
        query: Query::Project,
        args: CONFIRM,
        timeout: Some(180_000),
        answer: CONFIRMED,
        plan: Plan::Rounds,
        ..CALL
    },
    agreement: Call {
        method: Method::Put,
        path: Path::Fixed("/social/consent"),
        query: Query::None,
        args: &[
            text("token"),
            required("isAccepted", Kind::FlagOrNull, To::Field("accept_consent")),
            optional("consentId", Kind::Text, To::Field("consent_id")),
        ],
        own: &[Own::ProjectId],
        ..CALL
    },
    pushConfirmCode: Call {
        method: Method::Get,
        path: Path::Fixed("/otc/push"),
        query: Query::Project,
        args: &[
            required("state", Kind::Text, To::Query("state")),
            required("action", Kind::Text, To::Query("action")),
            required("link_url", Kind::Text, To::Query("link_url")),
        ],
        ..CALL
    },
    getSocialLink: Call {
        path: Path::Oauth("/social/{}/login_url"),
        ..SOCIAL_LINK
    },
    oauthSocialLink: Call {
        path: Path::Always("/oauth2/social/{}/login_url"),
        ..SOCIAL_LINK
    },
    otpLogin: Call {
        method: Method::Get,
        path: Path::Fixed("/otp/validate"),
        query: Query::Challenge,
        args: &[
            required("code", Kind::TextOrNumber, To::Query("code")),
            Arg {
                default: Some("true"),
                ..optional("remember_me", Kind::Flag, To::Query("remember_me"))
            },
        ],
        ..CALL
    },
    otpResendCode: Call {
        method: Method::Put,
        path: Path::Fixed("/otp/resend"),
        query: Query::Challenge,
        own: &[Own::Locale],
        ..CALL
    },
    oneTapLogin: Call {
        path: Path::Oauth("/social/{}/one_tap/complete"),
        args: &[
            required("accessToken", Kind::Text, To::Field("access_token")),
            required("provider", Kind::Text, To::Segment),
        ],
        positional: 2,
        ..CALL
    },
    oauth2Auth: Call {
        args: &[TRACK_ID],
        ..AUTHORIZE
    },
    authorizationUrl: Call {
        // The address for a flow with its own `state` and the challenge of its verifier (RFC 7636, 4.3).
        args: &[
            required("challenge", Kind::Text, To::Query("code_challenge")),
            TRACK_ID,
            Arg {
                default: Some("S256"),
                ..optional("method", Kind::Text, To::Query("code_challenge_method"))
            },
            optional("customOptions", Kind::Object, To::Options),
        ],
        needs_client: true,
        ..AUTHORIZE
    },
    oauth2ConsentValidate: Call {
        path: Path::Fixed("/oauth2/consent/validate"),
        query: Query::None,
        args: &[TOKEN],
        positional: 1,
        own: &[Own::ClientId, Own::Scope],
        ..CALL
    },
    oauth2PostConsent: Call {
        path: Path::Always("/oauth2/consent"),
        query: Query::None,
        args: &[
            TOKEN,
            required("approval", Kind::Flag, To::Field("approval")),
        ],
        positional: 2,
        own: &[
            Own::ProjectId,
            Own::ClientId,
            Own::Scope,
            Own::State,
            Own::RedirectUri,
            Own::ResponseType,
        ],
        ..CALL
    },
    clientDetails: Call {
        method: Method::Get,
        path: Path::Fixed("/client/details"),
        query: Query::None,
        answer: Answer {
            empty: Empty::Refused,
            ..PLAIN
        },
        plan: Plan::Repeat,
        ..CALL
    },
    authFile: Call {
        path: Path::File("/settings/auth"),
        ..SETTINGS_FILE
    },
    socialsFile: Call {
        path: Path::File("/settings/socials/by_region"),
        ..SETTINGS_FILE
    },
    themeFile: Call {
        path: Path::File("/settings/widget"),
        ..SETTINGS_FILE
    },
    oldSettings: Call {
        // What `fetchConfig` asks when a file fails.
        method: Method::Get,
        // In OAuth mode the path is the same, with the OAuth query.
        path: Path::Either {
            jwt: "/widget/ng/settings",
            oauth: "/widget/ng/settings",
        },
        answer: Answer {
            empty: Empty::Refused,
            ..PLAIN
        },
        plan: Plan::Repeat,
        policy: Policy::Bare,
        ..CALL
    },
    socialQuery: Call {
        // What the addresses of social networks get, behind its question mark.
        path: Path::Oauth(""),
        query: Query::Social,
        plan: Plan::Address,
        ..CALL
    },
    exchangeCode: Call {
        args: &[
            required("code", Kind::Text, To::Form("code")),
            optional("codeVerifier", Kind::Text, To::Form("code_verifier")),
        ],
        own: &[Own::ClientId, Own::RedirectUri],
        grant: Some("authorization_code"),
        ..TOKENS
    },
    refresh: Call {
        args: &[required(
            "refreshToken",
            Kind::Text,
            To::Form("refresh_token"),
        )],
        own: &[Own::ClientId],
        grant: Some("refresh_token"),
        ..TOKENS
    },
    getUser: Call {
        method: Method::Get,
        path: Path::Fixed("/users/me"),
        query: Query::None,
        args: &[TOKEN],
        positional: 1,
        answer: Answer {
            empty: Empty::Refused,
            ..PLAIN
        },
        ..CALL
    },
}

impl Call {
    /// The type of its body, if it has one.
    pub fn content_type(&self) -> &'static str {
        match self.grant {
            Some(_) => "application/x-www-form-urlencoded",
            None => "application/json",
        }
    }

    /// The options that a call reads behind its arguments.
    pub const OPTIONS: [&'static str; 4] = ["timeout", "signal", "navigate", "check"];

    /// How many of them this call has.
    pub fn options(&self) -> usize {
        match self.plan {
            Plan::Navigate => 4,
            _ => 2,
        }
    }

    /// The call of that name.
    pub fn named(name: &str) -> Option<&'static Call> {
        CALLS.get(NAMES.iter().position(|known| *known == name)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request;

    #[test]
    fn every_name_stands_once() {
        for (index, name) in NAMES.iter().enumerate() {
            assert!(!NAMES[..index].contains(name));
        }
    }

    #[test]
    fn a_name_leads_to_its_call_and_no_other() {
        assert_eq!(NAMES.len(), CALLS.len());
        for (name, call) in NAMES.iter().zip(CALLS) {
            assert!(core::ptr::eq(Call::named(name).unwrap(), call));
        }
        assert_eq!(Call::named("fetchConfig"), None);
    }

    #[test]
    fn no_argument_has_a_place_that_a_body_cannot_name() {
        // `message::text` names a place by one character from A on; the captcha's come after.
        for call in CALLS {
            assert!(call.args.len() + call.options() + request::CAPTCHA.len() + 2 < 26);
        }
    }

    #[test]
    fn arguments_of_the_options_stand_behind_the_others() {
        for call in CALLS {
            assert!(call.args.is_sorted_by_key(|arg| arg.in_options));
        }
    }

    #[test]
    fn required_arguments_stand_before_optional_ones() {
        for call in CALLS {
            assert!(call.args.is_sorted_by_key(|arg| !arg.required));
        }
    }

    #[test]
    fn a_get_has_no_body() {
        for call in CALLS.iter().filter(|call| call.method == Method::Get) {
            for arg in call.args {
                assert!(!matches!(
                    arg.to,
                    To::Body | To::Field(_) | To::Link | To::Contacts
                ));
            }
            assert!(!call.send_link);
        }
    }
}
