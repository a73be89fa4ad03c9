//! What can be changed while a sandbox runs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::store::failure::{Failure, Result};
use crate::store::options::Options;
use crate::store::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};

/// The shortest lifetime of an access token.
pub(crate) const SHORTEST_LIFETIME: Duration = Duration::from_secs(1);

/// Defines [`Settings`] and [`Change`] from one list. The attributes say how a setting appears in JSON.
macro_rules! settings {
    ($($(#[$attribute:meta])* $name:ident: $type:ty,)*) => {
        /// What can be changed while a sandbox runs; see [`Options`]. As JSON, what POST `/sandbox/options` returns.
        #[derive(Clone, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct Settings {
            $($(#[$attribute])* pub(crate) $name: $type,)*
        }

        /// A change of settings. As JSON, what POST `/sandbox/options` takes.
        #[derive(Default, Deserialize)]
        #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
        pub(crate) struct Change {
            $($(#[$attribute])* $name: Option<$type>,)*
        }

        impl Settings {
            /// Returns the settings that a sandbox starts with.
            pub(crate) fn of(options: &Options) -> Self {
                Self {
                    $($name: Clone::clone(&options.$name),)*
                }
            }
        }

        impl Change {
            pub(crate) fn apply(self, settings: &mut Settings) {
                $(if let Some(value) = self.$name {
                    settings.$name = value;
                })*
            }
        }
    };
}

settings! {
    confirm_mail: bool,
    #[serde(rename = "longPollMs", with = "milliseconds")]
    long_poll: Duration,
    ask_status: u16,
    ask_fields: Vec<String>,
    second_factor: bool,
    social_consent: bool,
    custom_network: bool,
    captcha: bool,
    country: String,
    reuse_detection: bool,
    #[serde(rename = "accessLifetimeMs", with = "milliseconds")]
    access_lifetime: Duration,
    access_token: AccessTokenForm,
    expires_in: ExpiresIn,
    token_errors: TokenErrors,
}

impl Change {
    pub(crate) fn check(&self) -> Result<()> {
        if !matches!(self.ask_status, None | Some(200 | 422)) {
            return Err(Failure::invalid("askStatus: must be 200 or 422."));
        }
        let lifetime = self.access_lifetime;
        if lifetime.is_some_and(|lifetime| lifetime < SHORTEST_LIFETIME) {
            return Err(Failure::invalid(
                "accessLifetimeMs: must be an integer, 1000 or more.",
            ));
        }
        Ok(())
    }
}

/// A duration in JSON: a number of milliseconds.
mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        time: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    /// Reads the duration of a [`Change`](super::Change), which may be `null`.
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Duration>, D::Error> {
        let given = Option::<u64>::deserialize(deserializer)?;
        Ok(given.map(Duration::from_millis))
    }
}
