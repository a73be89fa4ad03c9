//! Signing in with a code that was sent.

use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::Result;
use crate::store::outbox::Channel;
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::rules::{fields, operations};
use crate::store::state::{App, Data};
use crate::store::users::User;
use crate::store::waiting::Purpose;

/// Signs in the user who knows the code, or adds the email address or phone number
/// that it was sent to.
pub(crate) fn confirm(
    app: &App,
    data: &mut Data,
    start: &Start,
    (channel, login): (Channel, &str),
    (id, code): (&str, &str),
) -> Result<SignedIn> {
    let user = match operations::redeem(app, data, id, channel, login, code)? {
        Purpose::SignIn => find_or_add(app, data, channel, login),
        Purpose::AddTo(user) => fields::add_address(data, user, channel, login)?,
    };
    sign_in::finish(app, data, user, start, CookieAge::UntilClosed)
}

fn find_or_add(app: &App, data: &mut Data, channel: Channel, login: &str) -> Uuid {
    let known = match channel {
        Channel::Mail => data.users.by_email(login),
        Channel::Sms => data.users.by_phone(login),
    };
    if let Some(id) = known.map(|user| user.id) {
        // The code proves as much as the link in the confirmation email.
        if let Some(user) = data.users.get_mut(id) {
            user.confirmed = true;
        }
        return id;
    }
    let mut user = User::new(app.now());
    match channel {
        Channel::Mail => user.email = Some(login.to_owned()),
        Channel::Sms => user.phone = Some(login.to_owned()),
    }
    data.users.add(user)
}
