//! The arguments of a call as data: what each must be, and where it goes.

/// Which sessions a sign-out ends: that of this browser, or those of all devices.
pub const SESSIONS: [&str; 2] = ["sso", "all"];

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
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
    /// One of [`SESSIONS`].
    Session,
    /// An AbortSignal, an AbortController, or a token or token source of axios or ours.
    CancelToken,
    /// Anything.
    Anything,
}

impl Accepts {
    /// What is said where it is missing, and where it is something else.
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Accepts::Text | Accepts::Mail | Accepts::Anything => {
                ["a string is required", "must be a string"]
            }
            Accepts::TextOrNumber => [
                "a string or a number is required",
                "must be a string or a number",
            ],
            Accepts::Object => ["an object is required", "must be an object"],
            Accepts::Flag => ["a boolean is required", "must be a boolean"],
            Accepts::FlagOrNull => ["a boolean or null is required", "must be a boolean or null"],
            Accepts::Session => ["sso or all is required", "must be sso or all"],
            Accepts::CancelToken => [
                "a cancel token is required",
                "must be an AbortSignal, an AbortController or a token source",
            ],
        }
    }
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
    /// Nowhere: it is given by mistake when another call is meant, and this says so where the first
    /// argument is missing.
    Mistake(&'static str),
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arg {
    /// The name in the documents.
    pub name: &'static str,
    /// Another name for it, or `""`.
    pub alias: &'static str,
    /// What it must be.
    pub accepts: Accepts,
    /// Where it goes.
    pub to: To,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it may stand in the options argument too.
    pub in_options: bool,
    /// What goes into the query where it is not given.
    pub default: Option<&'static str>,
}

pub(super) const fn required(name: &'static str, accepts: Accepts, to: To) -> Arg {
    Arg {
        name,
        alias: "",
        accepts,
        to,
        required: true,
        in_options: false,
        default: None,
    }
}

pub(super) const fn optional(name: &'static str, accepts: Accepts, to: To) -> Arg {
    Arg {
        required: false,
        ..required(name, accepts, to)
    }
}

pub(super) const fn text(name: &'static str) -> Arg {
    required(name, Accepts::Text, To::Field(name))
}

pub(super) const fn text_or_number(name: &'static str) -> Arg {
    required(name, Accepts::TextOrNumber, To::Field(name))
}

pub(super) const fn mail(name: &'static str) -> Arg {
    required(name, Accepts::Mail, To::Field(name))
}

pub(super) const fn also(alias: &'static str, arg: Arg) -> Arg {
    Arg { alias, ..arg }
}

pub(super) const LINK_URL: Arg = optional("link_url", Accepts::Text, To::Link);
pub(super) const IS_OAUTH2: Arg = optional("isOauth2", Accepts::Flag, To::Mode);
pub(super) const TOKEN: Arg = required("token", Accepts::Text, To::Bearer);
pub(super) const CAPTCHA: Arg = Arg {
    in_options: true,
    ..optional("captchaData", Accepts::Object, To::Captcha)
};
