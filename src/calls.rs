//! Every call as data: method, path, query groups, arguments, body, and which answers are results.
//! Reading this file is reading the API.

/// How an HTTP request begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads, issues or uses up a code, or ends a session.
    Get,
    /// Changes something; has a JSON body.
    Post,
}

impl Method {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// Where a call goes, below the service's base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// The same in both modes; never with the OAuth query.
    Fixed(&'static str),
    /// In OAuth mode with `/oauth2` in front and the OAuth query.
    Oauth(&'static str),
    /// In OAuth mode another path, and the OAuth query.
    Either {
        /// The path of JWT mode.
        jwt: &'static str,
        /// The path of OAuth mode.
        oauth: &'static str,
    },
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
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// An AbortSignal, an AbortController, or a token or token source of axios or ours.
    Cancel,
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
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arg {
    /// The name in the documents.
    pub name: &'static str,
    /// Another name for it, or `""`.
    pub alias: &'static str,
    /// What it must be.
    pub kind: Kind,
    /// Where it goes.
    pub to: To,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it stands in the options argument, not among the arguments.
    pub in_options: bool,
}

/// What to make of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// What an empty success gives.
    pub empty: Empty,
    /// The error codes that are results.
    pub results: &'static [&'static str],
    /// The error code that a 408 without a readable one stands for, as a result.
    pub late: Option<&'static str>,
    /// Whether `code`, `state` and `token` are read out of a `login_url`.
    pub reads_login_url: bool,
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
    /// The name of the method.
    pub name: &'static str,
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
    /// What is given by mistake when another call is meant: the argument, and that call.
    pub mistaken: Option<(&'static str, &'static str)>,
    /// What to make of the answer.
    pub answer: Answer,
    /// Milliseconds that the call may take, if not those of the instance.
    pub timeout: Option<u32>,
    /// Whether the call is a navigation of the page: it is tried by `fetch` first.
    pub navigates: bool,
}

const PLAIN: Answer = Answer {
    empty: Empty::Status,
    results: &[],
    late: None,
    reads_login_url: false,
};

/// A POST with the session's query, from which the calls differ by what they name.
const CALL: Call = Call {
    name: "",
    method: Method::Post,
    path: Path::Fixed(""),
    query: Query::Session,
    args: &[],
    positional: 0,
    send_link: false,
    mistaken: None,
    answer: PLAIN,
    timeout: None,
    navigates: false,
};

const fn required(name: &'static str, kind: Kind, to: To) -> Arg {
    Arg {
        name,
        alias: "",
        kind,
        to,
        required: true,
        in_options: false,
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
    Arg { alias, ..arg }
}

const LINK_URL: Arg = optional("link_url", Kind::Text, To::Link);
const IS_OAUTH2: Arg = optional("isOauth2", Kind::Flag, To::Mode);
const TOKEN: Arg = required("token", Kind::Text, To::Bearer);
const CAPTCHA: Arg = optional("captchaData", Kind::Object, To::Captcha);
const CAPTCHA_IN_OPTIONS: Arg = Arg {
    in_options: true,
    ..CAPTCHA
};

/// The calls, in the order of their numbers.
pub static CALLS: &[Call] = &[
    Call {
        name: "signup",
        path: Path::Oauth("/user"),
        query: Query::Mail,
        args: &[
            required("userInfo", Kind::Object, To::Body),
            CAPTCHA_IN_OPTIONS,
        ],
        ..CALL
    },
    Call {
        name: "login",
        path: Path::Oauth("/login"),
        args: &[required("credentials", Kind::Object, To::Body), CAPTCHA],
        ..CALL
    },
    Call {
        name: "resendEmail",
        path: Path::Oauth("/user/resend_confirmation_link"),
        query: Query::Mail,
        args: &[text("username"), CAPTCHA_IN_OPTIONS],
        positional: 1,
        ..CALL
    },
    Call {
        name: "phoneGetCode",
        path: Path::Oauth("/login/phone/request"),
        args: &[text("phone_number"), LINK_URL, IS_OAUTH2, CAPTCHA],
        send_link: true,
        // The documents head the mail request with this call.
        mistaken: Some(("email", "emailGetCode")),
        ..CALL
    },
    Call {
        name: "emailGetCode",
        path: Path::Oauth("/login/email/request"),
        args: &[mail("email"), LINK_URL, IS_OAUTH2, CAPTCHA],
        send_link: true,
        ..CALL
    },
    Call {
        name: "getConfirmCode",
        method: Method::Get,
        path: Path::Fixed("/otc/code"),
        query: Query::Project,
        args: &[
            required("login", Kind::Mail, To::Query("login")),
            required("operation_id", Kind::Text, To::Query("operation_id")),
            optional("cancelToken", Kind::Cancel, To::Stop),
        ],
        // One round of the service waits up to 20 s.
        timeout: Some(25_000),
        answer: Answer {
            empty: Empty::Refused,
            results: &["010-050"],
            late: Some("010-050"),
            ..PLAIN
        },
        ..CALL
    },
    Call {
        name: "loginWithPhoneCode",
        path: Path::Oauth("/login/phone/confirm"),
        args: &[
            text("phone_number"),
            text_or_number("code"),
            text("operation_id"),
            IS_OAUTH2,
        ],
        ..CALL
    },
    Call {
        name: "loginWithEmailCode",
        path: Path::Oauth("/login/email/confirm"),
        args: &[
            mail("email"),
            text_or_number("code"),
            text("operation_id"),
            IS_OAUTH2,
        ],
        ..CALL
    },
    Call {
        name: "getAskFields",
        method: Method::Get,
        path: Path::Fixed("/users/me/ask"),
        query: Query::Project,
        args: &[TOKEN],
        positional: 1,
        answer: Answer {
            empty: Empty::List,
            ..PLAIN
        },
        ..CALL
    },
    Call {
        name: "ask",
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
    Call {
        name: "reset",
        path: Path::Fixed("/password/reset/request"),
        query: Query::Mail,
        args: &[text("username"), CAPTCHA_IN_OPTIONS],
        positional: 1,
        ..CALL
    },
    Call {
        name: "set",
        path: Path::Fixed("/password/reset/confirm"),
        args: &[
            also("newPassword", text("new_password")),
            also("code", text_or_number("reset_code")),
            text_or_number("user_id"),
        ],
        ..CALL
    },
    Call {
        name: "checkUserAuthSSO",
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
    Call {
        name: "userAuthSSOWithRedirect",
        method: Method::Get,
        path: Path::Fixed("/jwt/sso/redirect"),
        args: &[optional("loginUrl", Kind::Text, To::LoginUrl)],
        positional: 1,
        navigates: true,
        ..CALL
    },
    Call {
        name: "logout",
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
    Call {
        name: "clearSSO",
        method: Method::Get,
        path: Path::Fixed("/oauth2/clear_sso"),
        query: Query::Project,
        ..CALL
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once() {
        for (index, call) in CALLS.iter().enumerate() {
            assert!(!CALLS[..index].iter().any(|other| other.name == call.name));
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
