//! How often a code may be guessed.

use crate::store::failure::{Failure, Result};

/// Wrong tries after which a code is no longer good.
const WRONG_CODES: u32 = 5;

/// Fails unless the given code is the right one, is not over, and was not tried too often before.
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
