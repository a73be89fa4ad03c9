//! How many attempts a code allows.

use crate::store::failure::{Failure, Result};

/// The number of wrong attempts after which a code is no longer valid.
const WRONG_CODES: u32 = 5;

/// Fails unless the given code is correct, has not expired, and had fewer than [`WRONG_CODES`]
/// wrong attempts.
pub(crate) fn check(right: &str, given: &str, is_over: bool, wrong_codes: &mut u32) -> Result<()> {
    if *wrong_codes >= WRONG_CODES {
        return Err(Failure::too_many_codes());
    }
    if is_over {
        return Err(Failure::wrong_code());
    }
    if right == given {
        return Ok(());
    }
    *wrong_codes += 1;
    Err(match *wrong_codes {
        WRONG_CODES.. => Failure::too_many_codes(),
        _ => Failure::wrong_code(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_even_the_right_code_is_refused() {
        let mut wrong = 0;
        let mut tried = |given| match check("123456", given, false, &mut wrong) {
            Ok(()) => "taken",
            Err(failure) => failure.code,
        };
        for _ in 0..4 {
            assert_eq!(tried("654321"), "003-039");
        }
        assert_eq!(tried("123456"), "taken");
        assert_eq!(tried("654321"), "003-049");
        assert_eq!(tried("123456"), "003-049");
    }

    #[test]
    fn an_expired_code_is_wrong_and_does_not_count_as_a_try() {
        let mut wrong = 0;
        let failure = check("123456", "123456", true, &mut wrong).expect_err("over");
        assert_eq!((failure.code, wrong), ("003-039", 0));
    }
}
