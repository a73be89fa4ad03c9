//! Everything that a sandbox stores.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use url::{Origin, Url};
use uuid::Uuid;

use crate::store::clock::Clock;
use crate::store::expiring::Expiring;
use crate::store::faults::Fault;
use crate::store::journal::Journal;
use crate::store::options::Options;
use crate::store::outbox::Outbox;
use crate::store::refresh_log::RefreshLog;
use crate::store::settings::{Change, SHORTEST_LIFETIME, Settings};
use crate::store::tokens::{Family, Grant, Issued, Refresh, Session};
use crate::store::users::Users;
use crate::store::waiting::{
    Authorization, Challenge, Confirmation, Operation, ResetCode, SocialConsent, Visit,
};

/// One sandbox, shared by its handlers.
pub(crate) type Shared = Arc<App>;

/// What stays the same while a sandbox runs, and, behind a lock, what changes.
pub(crate) struct App {
    /// The sandbox's base URL, without a trailing slash.
    pub(crate) url: String,
    /// Whether the URL begins with `https:`.
    pub(crate) is_https: bool,
    /// The id of the Login project.
    pub(crate) project_id: String,
    /// The id of the OAuth client of that project.
    pub(crate) client_id: u64,
    /// The page that signs users in.
    pub(crate) home: Url,
    /// Registered callbacks, `home` first.
    pub(crate) callbacks: Vec<Url>,
    /// Registered origins.
    pub(crate) origins: HashSet<String>,
    pub(crate) clock: Clock,
    defaults: Settings,
    data: Mutex<Data>,
}

impl App {
    /// Fails if a URL in the options cannot be parsed, if an origin has a path or
    /// would be `null`, which any page can have, or if access tokens would last less
    /// than a second.
    pub(crate) fn new(
        url: String,
        port: u16,
        options: Options,
        settings: Change,
    ) -> io::Result<Self> {
        let home = address(&options.app)?;
        let mut callbacks = vec![home.clone()];
        for callback in &options.callbacks {
            callbacks.push(address(callback)?);
        }
        let mut origins = HashSet::from([origin(&home)?]);
        for allowed in &options.origins {
            origins.insert(bare_origin(allowed)?);
        }
        for name in options.https.iter().flat_map(|https| &https.pages) {
            let page = address(&format!("https://{name}:{port}/game"))?;
            origins.insert(origin(&page)?);
            callbacks.push(page);
        }
        if options.access_lifetime < SHORTEST_LIFETIME {
            return Err(invalid("access_lifetime: must be 1 s or more"));
        }
        let mut defaults = Settings::of(&options);
        settings.apply(&mut defaults);
        Ok(Self {
            is_https: url.starts_with("https:"),
            url,
            project_id: options.project_id,
            client_id: options.client_id,
            home,
            callbacks,
            origins,
            clock: options.clock,
            data: Mutex::new(Data::new(defaults.clone())),
            defaults,
        })
    }

    /// Locks the data that changes. The lock is never held across an `await`.
    pub(crate) fn data(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Deletes all data, and restores the initial settings and the system time.
    pub(crate) fn reset(&self) {
        self.clock.reset();
        *self.data() = Data::new(self.defaults.clone());
    }

    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }
}

/// The data that changes while a sandbox is used.
pub(crate) struct Data {
    pub(crate) settings: Settings,
    pub(crate) users: Users,
    /// Wrong passwords in a row, by the name as typed.
    pub(crate) wrong_passwords: HashMap<String, u32>,
    /// Sign-up confirmations that have not been opened yet, by the key in their link.
    pub(crate) confirmations: HashMap<String, Confirmation>,
    /// Password resets that have not been used yet, by their code.
    pub(crate) resets: HashMap<String, ResetCode>,
    /// Pending passwordless sign-ins and field confirmations, by id.
    pub(crate) operations: HashMap<String, Operation>,
    /// SSO sessions, by the value of the cookie.
    pub(crate) sessions: HashMap<String, Session>,
    /// Valid tokens, by the token itself.
    pub(crate) tokens: Expiring<Issued>,
    /// Codes that have not been exchanged for a token yet.
    pub(crate) grants: Expiring<Grant>,
    /// Refresh tokens that have not been used yet.
    pub(crate) refreshes: Expiring<Refresh>,
    /// The families of used codes and refresh tokens.
    pub(crate) spent: Expiring<Family>,
    /// Authorizations that are waiting at the sandbox's own sign-in page.
    pub(crate) authorizations: Expiring<Authorization>,
    /// Visits to a social network that have not returned yet.
    pub(crate) visits: Expiring<Visit>,
    /// Social sign-ins that are waiting for the terms to be accepted.
    pub(crate) social_consents: Expiring<SocialConsent>,
    /// Sign-ins that are waiting for the second factor.
    pub(crate) challenges: Expiring<Challenge>,
    pub(crate) outbox: Outbox,
    pub(crate) journal: Journal,
    pub(crate) refresh_log: RefreshLog,
    pub(crate) faults: Vec<Fault>,
}

impl Data {
    fn new(settings: Settings) -> Self {
        Self {
            settings,
            users: Users::default(),
            wrong_passwords: HashMap::new(),
            confirmations: HashMap::new(),
            resets: HashMap::new(),
            operations: HashMap::new(),
            sessions: HashMap::new(),
            tokens: Expiring::default(),
            grants: Expiring::default(),
            refreshes: Expiring::default(),
            spent: Expiring::default(),
            authorizations: Expiring::default(),
            visits: Expiring::default(),
            social_consents: Expiring::default(),
            challenges: Expiring::default(),
            outbox: Outbox::default(),
            journal: Journal::default(),
            refresh_log: RefreshLog::default(),
            faults: Vec::new(),
        }
    }

    /// Ends the user's sessions, tokens and codes.
    pub(crate) fn sign_out_everywhere(&mut self, user: Uuid) {
        self.sessions.retain(|_, session| session.user != user);
        self.end_tokens(user);
        self.grants.retain(|grant| grant.user != user);
    }

    /// Ends the user's tokens and refresh tokens, but not their codes.
    pub(crate) fn end_tokens(&mut self, user: Uuid) {
        self.tokens.retain(|issued| issued.user != user);
        self.refreshes.retain(|refresh| refresh.user != user);
    }

    /// Ends the tokens and refresh tokens of one sign-in.
    pub(crate) fn end_family(&mut self, family: Family) {
        self.tokens.retain(|issued| issued.family != Some(family));
        self.refreshes.retain(|refresh| refresh.family != family);
    }
}

fn address(text: &str) -> io::Result<Url> {
    Url::parse(text).map_err(invalid)
}

/// Returns the origin that a text is. A text with a path is refused, as browsers
/// let every page of an origin call the service.
fn bare_origin(text: &str) -> io::Result<String> {
    let url = address(text)?;
    let origin = origin(&url)?;
    if url.as_str().strip_suffix('/') == Some(&origin) {
        Ok(origin)
    } else {
        Err(invalid(
            "origins: each must be an origin without a path, such as http://localhost:5173.",
        ))
    }
}

fn origin(url: &Url) -> io::Result<String> {
    match url.origin() {
        origin @ Origin::Tuple(..) => Ok(origin.ascii_serialization()),
        Origin::Opaque(_) => Err(invalid("not an origin")),
    }
}

fn invalid(why: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, why)
}
