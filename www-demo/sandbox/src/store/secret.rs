//! Values that nobody can guess.

use uuid::Uuid;

/// Returns a value for keys, codes and ids.
pub(crate) fn secret() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Returns six digits. The first is not 0, because a caller may send the code as a
/// number.
pub(crate) fn new_code() -> String {
    (100_000 + Uuid::new_v4().as_u128() % 900_000).to_string()
}
