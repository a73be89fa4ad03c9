//! The users of the project, and the limits of their data.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::time::Duration;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::failure::{Failure, Result};

/// A user.
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) username: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// `None` for users who never set one.
    pub(crate) password: Option<String>,
    /// Whether the account may be used. If new accounts must be confirmed by email,
    /// signing up is not enough.
    pub(crate) confirmed: bool,
    /// Who the user is at a social network, for users who came from one.
    pub(crate) social: Option<Social>,
    /// Whether the user has accepted the project's terms; only social users are
    /// asked.
    pub(crate) accepted: bool,
    /// The OAuth scopes that the user has approved.
    pub(crate) approved: HashSet<String>,
    /// All other fields of the user: nickname, birthday, …
    pub(crate) fields: Map<String, Value>,
    pub(crate) registered: Duration,
    pub(crate) last_login: Option<Duration>,
}

impl User {
    pub(crate) fn new(registered: Duration) -> Self {
        Self {
            id: Uuid::new_v4(),
            username: None,
            email: None,
            phone: None,
            password: None,
            confirmed: true,
            social: None,
            accepted: false,
            approved: HashSet::new(),
            fields: Map::new(),
            registered,
            last_login: None,
        }
    }

    /// Returns whether this field is missing.
    pub(crate) fn lacks(&self, field: &str) -> bool {
        match field {
            "email" => self.email.is_none(),
            "phone_number" => self.phone.is_none(),
            "username" => self.username.is_none(),
            other => !self.fields.contains_key(other),
        }
    }
}

/// A person at a social network.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Social {
    /// The name of the network.
    pub(crate) provider: String,
    /// The network's id for the person.
    pub(crate) id: String,
}

/// All users, by id.
#[derive(Default)]
pub(crate) struct Users(HashMap<Uuid, User>);

impl Users {
    /// Adds a user and returns the id.
    pub(crate) fn add(&mut self, user: User) -> Uuid {
        let id = user.id;
        self.0.insert(id, user);
        id
    }

    /// Returns all users, in no particular order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &User> {
        self.0.values()
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&User> {
        self.0.get(&id)
    }

    pub(crate) fn get_mut(&mut self, id: Uuid) -> Option<&mut User> {
        self.0.get_mut(&id)
    }

    pub(crate) fn by_name(&self, username: &str) -> Option<&User> {
        self.find(|user| same(user.username.as_deref(), username))
    }

    pub(crate) fn by_email(&self, email: &str) -> Option<&User> {
        self.find(|user| same(user.email.as_deref(), email))
    }

    pub(crate) fn by_social(&self, social: &Social) -> Option<&User> {
        self.find(|user| user.social.as_ref() == Some(social))
    }

    pub(crate) fn remove(&mut self, id: Uuid) {
        self.0.remove(&id);
    }

    pub(crate) fn by_phone(&self, phone: &str) -> Option<&User> {
        self.find(|user| user.phone.as_deref() == Some(phone))
    }

    /// Finds a user by what is typed into a sign-in form: a username or an email
    /// address.
    pub(crate) fn by_name_or_email(&self, login: &str) -> Option<&User> {
        self.by_name(login).or_else(|| self.by_email(login))
    }

    fn find(&self, matches: impl Fn(&User) -> bool) -> Option<&User> {
        self.0.values().find(|user| matches(user))
    }
}

fn same(known: Option<&str>, given: &str) -> bool {
    known.is_some_and(|known| known.to_lowercase() == given.to_lowercase())
}

/// Checks a username: 3 to 255 characters.
pub(crate) fn check_username(value: &str) -> Result<()> {
    check_length("username", value, 3..=255)
}

/// Checks a password: 6 to 100 characters.
pub(crate) fn check_password(value: &str) -> Result<()> {
    check_length("password", value, 6..=100)
}

/// Checks an email address: 1 to 255 characters, with a part on either side of `@`.
pub(crate) fn check_email(value: &str) -> Result<()> {
    check_length("email", value, 1..=255)?;
    match value.rsplit_once('@') {
        Some((local, host)) if !local.is_empty() && !host.is_empty() => Ok(()),
        _ => Err(Failure::invalid("email: not an email address.")),
    }
}

/// Checks a phone number: `+` and 5 to 25 digits.
pub(crate) fn check_phone(value: &str) -> Result<()> {
    let digits = value.strip_prefix('+').unwrap_or_default();
    if (5..=25).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Failure::invalid(
        "phone_number: must be + and 5 to 25 digits.",
    ))
}

fn check_length(name: &str, value: &str, limits: RangeInclusive<usize>) -> Result<()> {
    if limits.contains(&value.chars().count()) {
        return Ok(());
    }
    Err(Failure::invalid(format!(
        "{name}: must have {} to {} characters.",
        limits.start(),
        limits.end()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_inclusive_and_count_characters() {
        assert!(check_username("Jo").is_err());
        assert!(check_username("Jön").is_ok());
        assert!(check_username(&"ü".repeat(255)).is_ok());
        assert!(check_username(&"u".repeat(256)).is_err());
        assert!(check_password("12345").is_err());
        assert!(check_password("123456").is_ok());
        assert!(check_password(&"p".repeat(101)).is_err());
    }

    #[test]
    fn phone_numbers_need_a_plus_and_5_to_25_digits() {
        assert!(check_phone("+12345").is_ok());
        assert!(check_phone("+1234567890123456789012345").is_ok());
        for wrong in [
            "12345",
            "+1234",
            "+12345678901234567890123456",
            "+12 345",
            "+",
            "",
        ] {
            assert!(check_phone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn mail_addresses_need_both_sides() {
        assert!(check_email("a@b").is_ok());
        for wrong in ["", "a", "@b", "a@"] {
            assert!(check_email(wrong).is_err(), "{wrong}");
        }
    }
}
