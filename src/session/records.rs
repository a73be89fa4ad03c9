//! What the tabs share in the storage, without the tokens themselves.
//!
//! The storage has one entry that names the current session, and for each session the tokens and the
//! intent. Tokens count only while the first entry names their session, so a tab that writes new
//! tokens late can never bring back a session that another tab has ended.

use super::life::Now;

/// One sign-in, from its tokens to the sign-out. Drawn at random at the sign-in; a refresh keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(pub u64);

/// One set of tokens of a session. Drawn at random when the tokens come, and stored with them.
/// Generations are only compared for equality: what the storage holds is the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Generation(pub u64);

/// One life of one tab. Drawn at random when the page loads, so a reloaded tab is another holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holder(pub u64);

/// Somebody who waits in this tab for an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Waiter(pub u32);

/// What the machine knows of a set of tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tokens {
    /// The sign-in that they belong to.
    pub session: SessionId,
    /// Which tokens these are.
    pub generation: Generation,
    /// When the access token ends, by the wall clock in milliseconds; infinite if unknown.
    pub ends_at: f64,
    /// The whole life of the access token in milliseconds; infinite if unknown.
    pub life: f64,
    /// Whether there is a refresh token.
    pub refreshable: bool,
}

/// How far a holder has come with a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Nothing has been sent yet: a holder that goes now uses nothing up.
    Claimed,
    /// The request is about to be sent or under way.
    Sending,
    /// No request is under way. Nobody sends before the pause of `lasts` is over.
    Over,
}

/// The intent record: who sends the refresh token of a generation, for how long, and how often it may
/// have been used. It is written before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intent {
    /// The tokens whose refresh token it is about.
    pub generation: Generation,
    /// How many requests may have reached the service and had no answer; while `Sending`, the one
    /// under way included.
    pub attempt: u8,
    /// Who wrote it.
    pub holder: Holder,
    /// Counts the records of one holder, so that two of them are never equal.
    pub serial: u32,
    /// Whether its writer held the Web Lock.
    pub locked: bool,
    /// Whether a request is under way.
    pub stage: Stage,
    /// When it was written, by the wall clock in milliseconds.
    pub at: f64,
    /// For how many milliseconds the other tabs wait: while `Sending`, until an answer can no longer
    /// come; afterwards, the pause.
    pub lasts: f64,
    /// How many requests have failed in a row.
    pub failures: u32,
}

/// What one look at the storage found.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Stored {
    /// The current session.
    pub session: Option<SessionId>,
    /// The tokens stored for it.
    pub tokens: Option<Tokens>,
    /// The intent stored for it.
    pub intent: Option<Intent>,
}

impl Stored {
    /// The tokens of the current session.
    #[must_use]
    pub fn current(&self) -> Option<Tokens> {
        self.tokens
            .filter(|tokens| self.session == Some(tokens.session))
    }
}

/// The longest that another tab's record is waited for, in milliseconds, whatever it says.
pub const LONGEST_LASTS: f64 = 600_000.0;

impl Intent {
    /// Whether the two are the same record.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (self.holder, self.serial) == (other.holder, other.serial)
    }

    /// How many milliseconds the other tabs still wait for it.
    ///
    /// `seen` is when this tab first saw the record, by its monotonic clock. `trusted`: the wall clock
    /// may shorten the wait. A holder that may live is waited for by the monotonic clock alone; once
    /// its lock has come to this tab, or only a pause is waited for, the wall clock spares a tab that
    /// has just been loaded the wait for a record of long ago.
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
        // Not a number becomes 0.
        left.max(0.0)
    }
}
