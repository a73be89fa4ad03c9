//! Computes when an access token expires, from `expires_in` and the claims of the token.
//!
//! A token is only decoded for its times, never verified: only the service and a studio's own server can
//! verify it. This module uses no JavaScript.

use crate::query::digits;

/// The times in a token (RFC 7519, 4.1), in seconds by the service's clock; `None` if not a number.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Claims {
    /// When it was issued.
    pub iat: Option<f64>,
    /// When it expires.
    pub exp: Option<f64>,
}

/// When a token expires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expiry {
    /// The time of expiry by this device's clock, in milliseconds since 1970; infinite if unknown.
    pub ends_at: f64,
    /// The whole lifetime of the token in milliseconds; infinite if unknown.
    pub life: f64,
}

const UNKNOWN: Expiry = Expiry {
    ends_at: f64::INFINITY,
    life: f64::INFINITY,
};

const SECOND: f64 = 1_000.0;

/// Returns the expiry of a token that the token endpoint has just issued.
///
/// `expires_in` is in seconds (RFC 6749, 5.1). `wall` is the time by this device's clock, and `offset` how far
/// that clock is ahead of the service's, as far as known; both are in milliseconds.
///
/// Without `expires_in`, the lifetime is `exp` minus `iat`. Both are by the service's clock, so neither clock
/// has to be right.
#[must_use]
pub fn of_answer(expires_in: Option<f64>, claims: Claims, offset: f64, wall: f64) -> Expiry {
    let seconds = expires_in.or(claims.exp.zip(claims.iat).map(|(exp, iat)| exp - iat));
    match seconds {
        Some(seconds) => lasting(seconds, wall),
        None => of_address(claims, offset, wall),
    }
}

/// Returns the expiry of a token from a URL, which may have been issued some time ago. `offset` and `wall` are as
/// in [`of_answer`].
#[must_use]
pub fn of_address(claims: Claims, offset: f64, wall: f64) -> Expiry {
    let Some(exp) = claims.exp else {
        return UNKNOWN;
    };
    let ends_at = exp * SECOND + offset;
    let begins = claims.iat.map_or(wall, |iat| iat * SECOND + offset);
    Expiry {
        ends_at,
        life: (ends_at - begins).max(0.0),
    }
}

fn lasting(seconds: f64, wall: f64) -> Expiry {
    let life = (seconds * SECOND).max(0.0);
    Expiry {
        ends_at: wall + life,
        life,
    }
}

/// Returns `expires_in` in seconds: `number`, if the response has a number, or else the number in `text`, if it is a
/// string of digits only.
#[must_use]
pub fn seconds(number: Option<f64>, text: Option<&str>) -> Option<f64> {
    number
        .or_else(|| digits(text?))
        .filter(|seconds| !seconds.is_nan())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const NOW: f64 = 1_700_000_000_000.0;

    fn claims(iat: Option<f64>, exp: Option<f64>) -> Claims {
        Claims { iat, exp }
    }

    #[test]
    fn expires_in_takes_precedence_over_the_claims() {
        let hour = of_answer(Some(3_600.0), claims(Some(0.0), Some(60.0)), 0.0, NOW);
        assert_eq!((hour.ends_at, hour.life), (NOW + 3_600_000.0, 3_600_000.0));
    }

    #[test]
    fn a_token_from_a_response_is_valid_for_the_difference_of_its_claims() {
        let wrong_clock = of_answer(None, claims(Some(100.0), Some(160.0)), 0.0, NOW);
        assert_eq!(
            (wrong_clock.ends_at, wrong_clock.life),
            (NOW + 60_000.0, 60_000.0)
        );
    }

    #[test]
    fn a_token_from_a_url_expires_at_its_exp_by_the_clock_of_the_service() {
        let seconds = NOW / 1_000.0;
        let times = claims(Some(seconds - 50.0), Some(seconds + 10.0));
        let expiry = of_address(times, 7_000.0, NOW);
        assert_eq!((expiry.ends_at, expiry.life), (NOW + 17_000.0, 60_000.0));
    }

    #[test]
    fn without_expires_in_or_exp_the_expiry_is_unknown() {
        for times in [claims(None, None), claims(Some(5.0), None)] {
            assert_eq!(of_answer(None, times, 0.0, NOW), UNKNOWN);
            assert_eq!(of_address(times, 0.0, NOW), UNKNOWN);
        }
    }

    #[test]
    fn a_token_can_arrive_expired() {
        for (expires_in, times) in [
            (Some(0.0), Claims::default()),
            (Some(-5.0), Claims::default()),
            (None, claims(Some(160.0), Some(100.0))),
        ] {
            let expiry = of_answer(expires_in, times, 0.0, NOW);
            assert_eq!((expiry.ends_at, expiry.life), (NOW, 0.0));
        }
    }

    #[test]
    fn seconds_are_a_number_or_digits() {
        assert_eq!(seconds(Some(5.0), None), Some(5.0));
        assert_eq!(seconds(None, Some("3600")), Some(3_600.0));
        for text in ["", "soon", "-5", "1.5", "1e3", " 5"] {
            assert_eq!(seconds(None, Some(text)), None, "{text}");
        }
        assert_eq!(seconds(Some(f64::NAN), None), None);
        assert_eq!(seconds(None, None), None);
    }
}
