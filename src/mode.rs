//! The two ways in which the service signs users in.

/// How the service signs users in, and so which paths and queries the calls use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// With a JSON Web Token.
    Jwt,
    /// With a code, which OAuth 2.0 exchanges for tokens.
    Oauth,
}

impl Mode {
    /// Returns the mode that a flag, such as the option `is_oauth2`, stands for.
    #[must_use]
    pub fn of_flag(is_oauth: bool) -> Self {
        match is_oauth {
            true => Self::Oauth,
            false => Self::Jwt,
        }
    }
}
