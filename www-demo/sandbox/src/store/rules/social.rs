//! Signing in with a social network.

use std::time::Duration;

use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::rules::consents;
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn, Submitted};
use crate::store::state::{App, Data};
use crate::store::users::{Social, User, check_email};
use crate::store::waiting::Visit;

/// How long a link to a network is valid.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The longest name that a network reports, in characters.
const NAME_LENGTH: usize = 100;

/// The networks that the project is connected to.
pub(crate) const NETWORKS: [&str; 16] = [
    "google",
    "apple",
    "facebook",
    "discord",
    "steam",
    "twitch",
    "xbox",
    "epicgames",
    "github",
    "vk",
    "yandex",
    "wechat",
    "qq",
    "weibo",
    "naver",
    "kakao",
];

/// The project's custom network, for [`custom_network`](crate::Options::custom_network).
pub(crate) const CUSTOM_NETWORK: &str = "harbour-pass";

/// Fails unless the project is connected to the network.
fn check_network(provider: &str) -> Result<()> {
    let is_known = NETWORKS.contains(&provider) || provider == CUSTOM_NETWORK;
    is_known.then_some(()).ok_or_else(Failure::unknown_network)
}

/// Starts a visit to the network and returns its key.
pub(crate) fn visit(
    data: &mut Data,
    now: Duration,
    provider: String,
    start: Start,
) -> Result<String> {
    check_network(&provider)?;
    Ok(data.visits.add(now, LIFETIME, Visit { provider, start }))
}

/// What a network reports about a person.
pub(crate) struct Person<'a> {
    pub(crate) name: &'a str,
    pub(crate) email: Option<&'a str>,
}

impl Person<'_> {
    fn check(&self) -> Result<()> {
        if self.name.is_empty() || self.name.chars().count() > NAME_LENGTH {
            return Err(Failure::invalid(format!(
                "The name must have 1 to {NAME_LENGTH} characters."
            )));
        }
        self.email.map_or(Ok(()), check_email)
    }
}

/// Handles the form of the network's page, on which the person allows the sign-in or cancels it.
pub(crate) fn decide(
    app: &App,
    data: &mut Data,
    key: &str,
    allowed: bool,
    person: &Person,
) -> Submitted {
    let now = app.now();
    let waits = data.visits.get(now, key).is_some();
    if waits
        && allowed
        && let Err(failure) = person.check()
    {
        return Submitted::Again(failure);
    }
    let Some(Visit { provider, start }) = data.visits.take(now, key) else {
        return Submitted::Gone;
    };
    let signed_in = match allowed {
        true => enter(app, data, &provider, person, &start),
        false => Err(Failure::sign_in_failed("The sign-in was cancelled.")),
    };
    Submitted::done(start, signed_in)
}

/// Signs in with a token of the network. No network is contacted: the token serves as the person's
/// name.
pub(crate) fn by_token(
    app: &App,
    data: &mut Data,
    provider: &str,
    token: &str,
    start: &Start,
) -> Result<SignedIn> {
    check_network(provider)?;
    if token.is_empty() {
        return Err(Failure::invalid("access_token: is required."));
    }
    let name: String = token.chars().take(NAME_LENGTH).collect();
    let person = Person {
        name: &name,
        email: None,
    };
    enter(app, data, provider, &person, start)
}

/// Signs the person in, and adds a user for a new one.
fn enter(
    app: &App,
    data: &mut Data,
    provider: &str,
    person: &Person,
    start: &Start,
) -> Result<SignedIn> {
    let social = Social {
        provider: provider.to_owned(),
        id: person.name.to_lowercase(),
    };
    let known = data
        .users
        .by_social(&social)
        .map(|user| (user.id, user.accepted));
    let (user, accepted) = match known {
        Some(known) => known,
        None => (add(app, data, social, person)?, false),
    };
    if data.settings.social_consent && !accepted {
        return Ok(consents::ask(app, data, user, start, known.is_none()));
    }
    sign_in::finish(app, data, user, start, CookieAge::UntilClosed)
}

fn add(app: &App, data: &mut Data, social: Social, person: &Person) -> Result<Uuid> {
    let email = person.email.map(str::to_lowercase);
    let is_taken = |email: &String| data.users.by_email(email).is_some();
    if email.as_ref().is_some_and(is_taken) {
        return Err(Failure::refused(
            "010-016",
            "The email address belongs to another user.",
        ));
    }
    let mut user = User::new(app.now());
    user.social = Some(social);
    user.email = email;
    user.fields.insert("name".into(), person.name.into());
    Ok(data.users.add(user))
}
