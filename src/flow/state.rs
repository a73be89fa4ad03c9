//! The `state` of a pending sign-in: how long it may be used, and whether a callback has the same.
//!
//! Uses no JavaScript.

/// How long a sign-in may take, in milliseconds.
const LIFETIME: f64 = 600_000.0;

/// Returns whether a sign-in that started at `began` may still finish at `wall`, both in milliseconds of the
/// wall clock. A start less than a lifetime in the future is accepted: the clock was set back.
#[must_use]
pub fn is_fresh(began: f64, wall: f64) -> bool {
    (wall - began).abs() < LIFETIME
}

/// Returns whether two strings are equal. For equal lengths, the time taken does not reveal where they differ.
#[must_use]
pub fn constant_time_eq(one: &str, other: &str) -> bool {
    one.len() == other.len() && are_equal(one.bytes(), other.bytes())
}

fn are_equal(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> bool {
    let pairs = one.zip(other);
    pairs.fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_may_take_ten_minutes_even_if_the_clock_is_set_back() {
        let began = 1_700_000_000_000.0;
        for (later, fresh) in [
            (0.0, true),
            (599_999.0, true),
            (600_000.0, false),
            (-599_999.0, true),
            (-600_000.0, false),
            (f64::NAN, false),
        ] {
            assert_eq!(is_fresh(began, began + later), fresh, "{later}");
        }
    }

    #[test]
    fn texts_are_equal_only_if_every_character_is() {
        assert!(constant_time_eq("0123", "0123") && constant_time_eq("", ""));
        // The last one differs in two bytes, by the same bits.
        for other in ["", "012", "01234", "1123", "0124", "0023", "1023"] {
            assert!(
                !constant_time_eq("0123", other) && !constant_time_eq(other, "0123"),
                "{other}"
            );
        }
    }

    /// All bytes are compared, whichever differs first.
    #[test]
    fn a_comparison_does_not_end_at_the_first_difference() {
        let state = "0123456789abcdef";
        let differing = (0..state.len()).map(|at| {
            let mut other = state.as_bytes().to_vec();
            other[at] ^= 1;
            other
        });
        for other in differing {
            let compared = core::cell::Cell::new(0);
            let counted = |byte: u8| {
                compared.set(compared.get() + 1);
                byte
            };
            let equal = are_equal(state.bytes().map(counted), other.into_iter());
            assert!(!equal);
            assert_eq!(compared.get(), state.len());
        }
    }
}
