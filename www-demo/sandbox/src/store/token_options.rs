//! The forms in which servers return tokens, lifetimes and errors.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The latest `exp` that a JavaScript number holds exactly.
const FAR: u64 = (1 << 53) - 1;

/// The form of an access token from the token endpoint.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AccessTokenForm {
    /// A JWT with `iat` and `exp`.
    #[default]
    Jwt,
    /// A JWT without `iat`.
    JwtWithoutIat,
    /// A JWT without `exp`.
    JwtWithoutExp,
    /// A JWT with neither.
    JwtWithoutTimes,
    /// A JWT whose `iat` and `exp` are strings.
    JwtTextTimes,
    /// A JWT whose `exp` is about 285 million years from now.
    JwtFarExp,
    /// A string that says nothing.
    Opaque,
}

impl AccessTokenForm {
    /// Returns the claims in this form, or `None` for a token that has none.
    pub(crate) fn shape(self, mut claims: Value) -> Option<Value> {
        let names: &[&str] = match self {
            Self::Opaque => return None,
            Self::Jwt => &[],
            Self::JwtWithoutIat => &["iat"],
            Self::JwtWithoutExp => &["exp"],
            Self::JwtWithoutTimes => &["iat", "exp"],
            Self::JwtTextTimes => {
                for name in ["iat", "exp"] {
                    claims[name] = claims[name].to_string().into();
                }
                &[]
            }
            Self::JwtFarExp => {
                claims["exp"] = FAR.into();
                &[]
            }
        };
        for name in names {
            claims.as_object_mut()?.remove(*name);
        }
        Some(claims)
    }
}

/// How the token endpoint states the lifetime of an access token.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ExpiresIn {
    /// As a number of seconds.
    #[default]
    Number,
    /// As a string of digits.
    Text,
    /// Not at all.
    Missing,
    /// As `null`.
    Null,
    /// As 0, however long the token lasts.
    Zero,
}

impl ExpiresIn {
    /// Returns the value of `expires_in`, if there is one.
    pub(crate) fn value(self, lifetime: Duration) -> Option<Value> {
        let seconds = lifetime.as_secs();
        match self {
            Self::Number => Some(json!(seconds)),
            Self::Text => Some(json!(seconds.to_string())),
            Self::Missing => None,
            Self::Null => Some(Value::Null),
            Self::Zero => Some(json!(0)),
        }
    }
}

/// The form of the token endpoint's errors.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TokenErrors {
    /// The form of all other calls: `{ "error": { "code", "description" } }`.
    #[default]
    Service,
    /// The form of [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.2):
    /// `{ "error", "error_description" }`.
    Rfc6749,
}
