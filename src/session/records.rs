//! What the tabs share in the storage, without the tokens themselves.
//!
//! The storage has one entry that names the current session, and for each session its tokens and its
//! intent. Tokens count only while the first entry names their session. So a tab that writes new tokens
//! late can never restore a session that another tab has ended.

use super::life::Now;

/// Identifies a session: one sign-in, from its first tokens to the sign-out. Random, chosen at the sign-in; a
/// refresh keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(pub u64);

/// Identifies one set of tokens of a session. Random, chosen when the tokens arrive, and stored with them.
/// Generations are only compared for equality: the one in the storage is the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Generation(pub u64);

/// Identifies one page load of one tab. Random, chosen when the page loads, so a reloaded tab is another
/// holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holder(pub u64);

/// Identifies a caller in this tab that waits for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallerId(pub u32);

/// Where tokens are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kept {
    /// In the storage that the options name.
    Stored,
    /// In the memory of this tab, because they could not be stored: they last as long as the page.
    InMemory,
}

/// What the machine knows of a set of tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenFacts {
    /// The sign-in that they belong to.
    pub session: SessionId,
    /// Which tokens these are.
    pub generation: Generation,
    /// When the access token expires, by the wall clock in milliseconds; infinite if unknown.
    pub ends_at: f64,
    /// The whole lifetime of the access token in milliseconds; infinite if unknown.
    pub life: f64,
    /// Whether there is a refresh token.
    pub refreshable: bool,
}

/// How many times a refresh token is sent at most if no request gets a response. An intent with this number of attempts
/// says that its refresh token is used up.
pub const ATTEMPTS: u8 = 2;

/// How far a holder has got with a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Nothing has been sent yet: a holder that disappears now uses nothing up.
    Claimed,
    /// The request is about to be sent or in progress.
    Sending,
    /// No request is in progress. Nobody sends before the pause of `lasts` is over.
    Over,
}

/// The intent record: who sends the refresh token of a generation, how long the others wait for that, and how
/// many times it may have been used. It is written before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intent {
    /// The tokens whose refresh token it is about.
    pub generation: Generation,
    /// How many requests may have reached the service and got no response. While `Claimed` or `Sending`, this
    /// includes the request that is planned or in progress.
    pub attempt: u8,
    /// Who wrote it.
    pub holder: Holder,
    /// Counts the records of one holder, so that no two of them are equal.
    pub serial: u32,
    /// Whether its writer held the Web Lock.
    pub locked: bool,
    /// How far its writer has got.
    pub stage: Stage,
    /// When it was written, by the wall clock in milliseconds.
    pub at: f64,
    /// For how many milliseconds the other tabs wait: while `Claimed` or `Sending`, until new tokens can no
    /// longer come; afterwards, the pause.
    pub lasts: f64,
    /// How many requests have failed in a row.
    pub failures: u32,
}

/// What one read of the storage found.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Stored {
    /// The current session.
    pub session: Option<SessionId>,
    /// The tokens stored for it.
    pub tokens: Option<TokenFacts>,
    /// The intent stored for it.
    pub intent: Option<Intent>,
}

impl Stored {
    /// Returns the tokens, if they belong to the current session.
    #[must_use]
    pub fn current(&self) -> Option<TokenFacts> {
        self.tokens
            .filter(|tokens| self.session == Some(tokens.session))
    }
}

/// The longest that a tab waits for another tab's request, in milliseconds, whatever the record says.
pub const LONGEST_LASTS: f64 = 600_000.0;

impl Intent {
    /// Returns whether both are the same record.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (self.holder, self.serial) == (other.holder, other.serial)
    }

    /// Returns how many milliseconds the other tabs still wait because of this record.
    ///
    /// `seen` is when this tab first saw the record, by its monotonic clock. If `trusted`, the wall clock may
    /// shorten the wait. While the holder may be alive, only the monotonic clock counts. Once this tab has got
    /// the holder's lock, or if it only waits out a pause, the wall clock counts too: a tab that has just been
    /// loaded then need not wait for a record from long ago.
    #[must_use]
    pub fn left(&self, seen: f64, trusted: bool, now: Now) -> f64 {
        let lasts = match self.stage {
            Stage::Claimed | Stage::Sending => self.lasts.min(LONGEST_LASTS),
            Stage::Over => self.lasts,
        };
        let by_own_clock = seen + lasts - now.monotonic;
        let by_wall = self.at + lasts - now.wall;
        let left = if trusted {
            by_own_clock.min(by_wall)
        } else {
            by_own_clock
        };
        // `f64::max` turns NaN into 0.
        left.max(0.0)
    }
}
