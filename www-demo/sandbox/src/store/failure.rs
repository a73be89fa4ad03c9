//! Why the service refuses something: a code of the service's and its words. What HTTP makes of it is said elsewhere.

/// A refusal.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) code: &'static str,
    pub(crate) description: String,
}

/// What sort of refusal it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The request cannot be read.
    Malformed,
    /// Nobody is signed in, or the proof of it is wrong.
    Unauthorized,
    /// What was named does not exist.
    Unknown,
    /// What was waited for did not happen in time.
    TooLate,
    /// A value breaks a limit or a rule.
    Invalid,
    /// A captcha has to be solved first.
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

    /// A value that breaks a limit.
    pub(crate) fn invalid(description: impl Into<String>) -> Self {
        Self::refused("0", description)
    }

    /// A value that breaks a rule, which the code names.
    pub(crate) fn refused(code: &'static str, description: impl Into<String>) -> Self {
        Self::new(Reason::Invalid, code, description)
    }

    /// A request that cannot be read.
    pub(crate) fn unreadable(description: impl Into<String>) -> Self {
        Self::malformed("0", description)
    }

    /// A request that breaks a rule of its form, which the code names.
    pub(crate) fn malformed(code: &'static str, description: impl Into<String>) -> Self {
        Self::new(Reason::Malformed, code, description)
    }

    /// Fails if a parameter is not there or empty, and names the first such one.
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

    /// No token, or no SSO session, where one is needed.
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

    /// A project that the service does not know, or that is not named.
    pub(crate) fn unknown_project(description: &str) -> Self {
        Self::new(Reason::Unknown, "003-019", description)
    }

    /// An OAuth client that the service does not know, or that is not named.
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

    /// A sign-in by a network or a page of the service that came to nothing.
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
