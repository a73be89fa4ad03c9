//! The arguments of a call as data: the type of each, and where its value goes.

/// The session that a sign-out ends by default.
pub const THIS_BROWSER: &str = "sso";

/// Which sessions a sign-out ends: the one in this browser, or those on all devices.
pub const SESSIONS: [&str; 2] = [THIS_BROWSER, "all"];

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// A non-empty string.
    Text,
    /// A non-empty string, or a finite number, which a body contains as a number.
    TextOrNumber,
    /// A non-empty string, sent in lower case.
    Mail,
    /// An object, not an array.
    Object,
    /// `true` or `false`.
    Flag,
    /// `true`, `false` or `null`.
    FlagOrNull,
    /// One of [`SESSIONS`].
    Session,
    /// An AbortSignal, an AbortController, or a cancel token or token source, of axios or of this package.
    CancelToken,
}

/// Begins the error message for a missing value. The rest is what any value must be.
macro_rules! is_required {
    ($must:literal) => {
        concat!("is required and ", $must)
    };
}

impl Accepts {
    /// Returns the error message for a missing value.
    pub fn if_missing(self) -> &'static str {
        match self {
            Accepts::Text | Accepts::Mail => is_required!("must be a string"),
            Accepts::TextOrNumber => is_required!("must be a string or a number"),
            Accepts::Object => is_required!("must be an object"),
            Accepts::Flag => is_required!("must be a boolean"),
            Accepts::FlagOrNull => is_required!("must be a boolean or null"),
            Accepts::Session => is_required!("must be 'sso' or 'all'"),
            Accepts::CancelToken => {
                is_required!("must be an AbortSignal, an AbortController or a token source")
            }
        }
    }

    /// Returns what a value must be, as an error message.
    pub fn must(self) -> &'static str {
        let message = self.if_missing();
        message.get(is_required!("").len()..).unwrap_or(message)
    }
}

/// Where the value of an argument goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// The value is the whole body.
    Body,
    /// A field of the body.
    Field(&'static str),
    /// A query parameter.
    Parameter(&'static str),
    /// A field of a form.
    Form(&'static str),
    /// `link_url` in the body, with `customStyle` and `customLabels` added.
    Link,
    /// `updatedFields` in the body of `ask`. Its email address and phone number determine the fields `settings`
    /// and `email`.
    Contacts,
    /// The header `Authorization: Bearer …`.
    Bearer,
    /// The four captcha headers.
    Captcha,
    /// Nowhere: it sets the mode, OAuth or JWT, of this call.
    Mode,
    /// `login_url` in the query, instead of the option `callbackUrl`.
    LoginUrl,
    /// Nowhere: it cancels the call.
    Stop,
    /// One segment of the path.
    Segment,
    /// Options that override those of the instance for this call.
    Options,
    /// Nowhere: the method that was called uses it itself.
    Here,
    /// Nowhere: a caller who gives it probably wants another call. If the first argument is missing, the
    /// error has this message.
    Mistake(&'static str),
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arg {
    /// The documented name.
    pub name: &'static str,
    /// Another name for it, or `""`.
    pub alias: &'static str,
    /// What it must be.
    pub accepts: Accepts,
    /// Where it goes.
    pub to: To,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it may also be given in the options.
    pub in_options: bool,
    /// Its value in the query if it is not given.
    pub default: Option<&'static str>,
}

/// Which options a method takes besides `signal` and `timeout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoreOptions {
    /// None.
    None,
    /// None, but `signal` and `timeout` may also be among the arguments, as in the original SDK.
    AmongArguments,
    /// `navigate` and `check`.
    Navigation,
}

/// What a method takes from its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The arguments, in the order of the positional form.
    pub args: &'static [Arg],
    /// How many arguments may be given by position; 0 if they are only accepted in an object.
    pub positional: usize,
    /// Which options it takes.
    pub options: MoreOptions,
    /// Whether the option `clientId` of the instance must be set.
    pub needs_client: bool,
}

pub(super) const fn by_name(args: &'static [Arg]) -> Signature {
    by_position(0, args)
}

pub(super) const fn by_position(positional: usize, args: &'static [Arg]) -> Signature {
    Signature {
        args,
        positional,
        options: MoreOptions::None,
        needs_client: false,
    }
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
