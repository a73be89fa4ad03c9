//! Why the service refuses a request: a code and a description, in the service's terms. `web` turns them into a
//! response.

/// A refusal.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) code: &'static str,
    pub(crate) description: String,
}

/// The kind of refusal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The request cannot be read.
    Malformed,
    /// Nobody is signed in, or the proof of it is wrong.
    Unauthorized,
    /// Something that the request names does not exist.
    Unknown,
    /// Something that the request waited for did not happen in time.
    TooLate,
    /// A value breaks a limit or a rule.
    Invalid,
    /// A captcha must be solved first.
    CaptchaWanted,
    /// Something in the sandbox itself went wrong.
    Broken,
}

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    fn new(reason: Reason, code: &'static str, description: impl Into<String>) -> Self {
        Self {
            reason,
            code,
            description: description.into(),
        }
    }

    /// Returns the error for an invalid value.
    pub(crate) fn invalid(description: impl Into<String>) -> Self {
        Self::refused("0", description)
    }

    /// Returns the error for a value that breaks the rule that `code` names.
    pub(crate) fn refused(code: &'static str, description: impl Into<String>) -> Self {
        Self::new(Reason::Invalid, code, description)
    }

    /// Returns the error for a request that cannot be read.
    pub(crate) fn unreadable(description: impl Into<String>) -> Self {
        Self::malformed("0", description)
    }

    /// Returns the error for a request whose form breaks the rule that `code` names.
    pub(crate) fn malformed(code: &'static str, description: impl Into<String>) -> Self {
        Self::new(Reason::Malformed, code, description)
    }

    /// Fails if a parameter is missing or empty. The error names the first one that is.
    pub(crate) fn unless_given(parameters: &[(&str, &str)]) -> Result<()> {
        match parameters.iter().find(|(_, value)| value.is_empty()) {
            None => Ok(()),
            Some((name, _)) => Err(Self::refused("002-028", format!("{name}: missing."))),
        }
    }

    pub(crate) fn wrong_password() -> Self {
        Self::unauthorized("003-001", "Wrong username, email or password.")
    }

    pub(crate) fn unconfirmed() -> Self {
        Self::unauthorized("003-007", "The account has not been confirmed yet.")
    }

    pub(crate) fn bad_token() -> Self {
        Self::unauthorized("002-016", "The token is not valid.")
    }

    /// There is no token, or no SSO session, where one is required.
    pub(crate) fn not_signed_in() -> Self {
        Self::unauthorized("003-040", "The user is not signed in.")
    }

    pub(crate) fn captcha_wanted() -> Self {
        Self::new(
            Reason::CaptchaWanted,
            "003-038",
            "Too many attempts. Solve the captcha first.",
        )
    }

    pub(crate) fn username_taken() -> Self {
        Self::refused("003-003", "The username is taken.")
    }

    pub(crate) fn email_taken() -> Self {
        Self::refused("003-004", "The email address is taken.")
    }

    pub(crate) fn wrong_code() -> Self {
        Self::refused("003-039", "The code is wrong or has expired.")
    }

    pub(crate) fn too_many_codes() -> Self {
        Self::refused("003-049", "Too many wrong codes. Ask for a new one.")
    }

    pub(crate) fn unknown_operation() -> Self {
        Self::new(Reason::Unknown, "003-061", "No such operation.")
    }

    pub(crate) fn unknown_network() -> Self {
        Self::new(
            Reason::Unknown,
            "003-061",
            "The project is not connected to this network.",
        )
    }

    /// The project is unknown, or not named.
    pub(crate) fn unknown_project(description: &str) -> Self {
        Self::new(Reason::Unknown, "003-019", description)
    }

    /// The OAuth client is unknown, or not named.
    pub(crate) fn unknown_client(description: &str) -> Self {
        Self::malformed("010-019", description)
    }

    pub(crate) fn link_not_opened() -> Self {
        Self::new(
            Reason::TooLate,
            "010-050",
            "The link has not been opened yet.",
        )
    }

    /// A sign-in on the page of a network or of the service was not completed.
    pub(crate) fn sign_in_failed(description: &str) -> Self {
        Self::refused("010-015", description)
    }

    /// Something in the sandbox itself went wrong.
    pub(crate) fn broken() -> Self {
        Self::new(Reason::Broken, "004-001", "Something went wrong.")
    }

    fn unauthorized(code: &'static str, description: &str) -> Self {
        Self::new(Reason::Unauthorized, code, description)
    }
}
