//! Checks a password, and continues the sign-in after a correct one.

use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::rules::second_factor;
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::state::{App, Data};

/// The number of wrong passwords in a row, for one name, before a captcha is
/// required.
const WRONG_PASSWORDS: u32 = 5;

/// Returns the user with this name or email address and this password.
pub(crate) fn check(
    data: &mut Data,
    username: &str,
    password: &str,
    captcha_solved: bool,
) -> Result<Uuid> {
    // Counted by the name as typed, so that unknown names behave like known ones.
    let typed = username.to_lowercase();
    let wrong = data.wrong_passwords.get(&typed).copied().unwrap_or(0);
    let wanted = data.settings.captcha || wrong >= WRONG_PASSWORDS;
    if wanted && !captcha_solved {
        return Err(Failure::captcha_wanted());
    }
    let user = data
        .users
        .by_name_or_email(username)
        .filter(|user| user.password.as_deref() == Some(password))
        .map(|user| (user.id, user.confirmed));
    let Some((user, confirmed)) = user else {
        data.wrong_passwords.insert(typed, wrong.saturating_add(1));
        return Err(Failure::wrong_password());
    };
    data.wrong_passwords.remove(&typed);
    match confirmed {
        true => Ok(user),
        false => Err(Failure::unconfirmed()),
    }
}

/// Signs the user in, or asks for the second factor first.
pub(crate) fn after_check(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
    age: CookieAge,
) -> Result<SignedIn> {
    let challenge = match data.settings.second_factor {
        true => second_factor::challenge(app, data, user, start),
        false => None,
    };
    match challenge {
        Some(id) => Ok(SignedIn::challenged(start, id)),
        None => sign_in::finish(app, data, user, start, age),
    }
}
