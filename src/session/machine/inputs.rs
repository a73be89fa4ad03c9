//! The inputs and outputs of the machine.

use crate::config;
use crate::session::records::{CallerId, Generation, Intent, Kept, SessionId, Stored, TokenFacts};

/// The time limits, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// From the start of a look until the claim is written. A claim that took longer may have overwritten
    /// another tab's, and does not count. A look that takes more than half of this is repeated once per turn.
    pub window: f64,
    /// From the written claim until the second look. Longer than `window`, except in `MEMORY`.
    pub settle: f64,
    /// The longest time from the written claim until the request is sent. A tab that was frozen for longer
    /// starts over.
    pub send_by: f64,
    /// From sending the request to the response: the timeout of the request.
    pub timeout: f64,
    /// One operation of the storage.
    pub storage: f64,
    /// How long to wait for the Web Lock; after that, the turn continues without it.
    pub patience: f64,
    /// Between two looks of a tab that waits for another tab. Needed because an adapter does not report changes.
    pub poll: f64,
    /// One ping of the service.
    pub ping: f64,
    /// The longest that a caller waits for the machine, whatever its own deadline.
    pub longest: f64,
}

impl Limits {
    /// For `localStorage` and `sessionStorage`, which read and write synchronously.
    pub const WEB_STORAGE: Self = Self {
        window: 150.0,
        settle: 200.0,
        send_by: 2_000.0,
        timeout: config::TIMEOUT as f64,
        storage: 1_000.0,
        patience: 3_000.0,
        poll: 1_000.0,
        ping: Self::PING as f64,
        longest: 600_000.0,
    };

    /// For an adapter, whose operations may take time.
    pub const ADAPTER: Self = Self {
        window: 2_000.0,
        settle: 2_200.0,
        send_by: 5_000.0,
        storage: 5_000.0,
        ..Self::WEB_STORAGE
    };

    /// For a session in the memory of one tab: no other tab can claim.
    pub const MEMORY: Self = Self {
        settle: 0.0,
        ..Self::WEB_STORAGE
    };

    /// The timeout of a ping, in milliseconds.
    pub const PING: u32 = 5_000;

    /// The longest timeout of a request, in milliseconds. Limited because other tabs wait for the request.
    pub const LONGEST_TIMEOUT: f64 = 300_000.0;

    /// Returns how long the other tabs wait for a holder, in milliseconds: until the last moment at which it
    /// can still send its request, get the response and store the new tokens.
    #[must_use]
    pub fn lasts(&self) -> f64 {
        self.window + self.send_by + self.timeout + self.storage * 2.0
    }
}

/// An operation of the storage that the machine asks for.
///
/// Pass the result of a `Read` or `WriteIntent` only if no later one has started. The other operations say what they are
/// for, because an adapter may still be busy with one when the next starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `Output::Read`.
    Read,
    /// `Output::WriteIntent`.
    WriteIntent,
    /// `Output::WriteTokens` with these tokens.
    WriteTokens(SessionId, Generation),
    /// `Output::WriteSession` with these tokens.
    WriteSession(SessionId, Generation),
    /// `Output::Remove`.
    Remove(Removal),
}

/// Why the current session is removed from the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Removal {
    /// A sign-out of this session, if anybody was signed in.
    SignedOut(Option<SessionId>),
    /// The tokens of a sign-in, of this generation, could not be stored.
    Unstored(Generation),
    /// This session has ended, or its new tokens could not be stored. If another session is the current one by now,
    /// nothing is removed.
    Ended(SessionId),
}

/// The outcome of a request with a refresh token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenAnswer {
    /// New tokens, of the same session and a new generation.
    Tokens(TokenFacts),
    /// The grant is gone: `010-023`, `invalid_grant` or `invalid_token`.
    GrantGone,
    /// Any other error response of the service. The refresh token is as good as before.
    Failed {
        /// The service's `Retry-After` in seconds.
        retry_after: Option<f64>,
    },
    /// No usable response: a network error, the timeout, or a response without tokens. The request may have
    /// reached the service.
    NoAnswer,
    /// Certainly nothing was sent: the browser is offline, or the request could not be made.
    NotSent,
}

/// What the machine is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// The tab was loaded or resumed, was shown or hidden, or is online again.
    Woken,
    /// The time of the last `Output::Timer` has come. Passing it too early is harmless.
    Due,
    /// The storage may have changed, as a `storage` event says.
    Changed,
    /// What `Output::Read` found.
    Stored(Stored),
    /// A write or removal has succeeded.
    Done(Operation),
    /// A storage operation has failed.
    Refused(Operation),
    /// A caller asks who is signed in, and waits for the storage until `by`, by the monotonic clock.
    LookAsked {
        /// Who waits.
        caller: CallerId,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// A caller asks for an access token, and waits until `by`, by the monotonic clock.
    TokenAsked {
        /// Who waits.
        caller: CallerId,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// A caller asks for a refresh, and waits until `by`, by the monotonic clock.
    RefreshAsked {
        /// Who waits.
        caller: CallerId,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// A caller no longer waits. What it asked for continues: others may need it.
    GaveUp(CallerId),
    /// The Web Lock is held.
    LockGot,
    /// There are no Web Locks, or the request was refused.
    LockRefused,
    /// The Web Lock was taken away.
    LockLost,
    /// The outcome of `Output::Send`.
    Answered {
        /// The generation that was sent.
        generation: Generation,
        /// The attempt that was sent.
        attempt: u8,
        /// The outcome.
        answer: TokenAnswer,
    },
    /// Whether the service responded to `Output::Ping`; any response counts.
    Pinged(bool),
    /// The service has refused this access token with 401.
    Unauthorized(Generation),
    /// A sign-in has returned these tokens, of a new session.
    SignedIn(TokenFacts),
    /// The user signs out.
    SignOut,
    /// The page is being unloaded for good (a `pagehide` event that is not `persisted`).
    Leaving,
}

/// Why a caller gets no access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nobody is signed in.
    SignedOut,
    /// There is no refresh token.
    NoRefreshToken,
    /// The request failed or got no response, the service did not respond to the ping or ended the session, or
    /// the page is being unloaded. The browser edge has the error of a request.
    Failed,
    /// The new tokens had already expired when they arrived.
    Over,
    /// A request has failed recently, here or in another tab: it is too early for the next one.
    Paused,
    /// The refresh token may be used up: two requests got no response, the new tokens could not be stored, or
    /// a duplicated tab has refreshed.
    Exhausted,
    /// The storage failed, or did not respond in time.
    Storage,
    /// The caller's deadline has passed; what it asked for continues. Or this tab was frozen twice between its
    /// claim and the request.
    TimedOut,
}

/// What a caller gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// The storage was read: [`current`](super::Machine::current) says who is signed in.
    Seen,
    /// The access token of this generation.
    Token(Generation),
    /// Nobody is signed in, or the session has ended.
    Nobody,
    /// An error.
    Failed(Reason),
}

/// How a sign-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInOutcome {
    /// The tokens are in the storage.
    Stored,
    /// The tokens could not be stored: they last as long as the page.
    InMemory,
    /// The new session could not be stored, and the old one could not be removed.
    Refused,
    /// A sign-out or another sign-in came while the tokens were being stored.
    Overtaken,
}

/// What the browser edge has to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// Read the storage; answer with `Input::Stored` or `Input::Refused`.
    Read,
    /// Write the intent record of the session that this tab holds.
    WriteIntent(Intent),
    /// Write tokens of a session, without making it the current one.
    WriteTokens(TokenFacts),
    /// Write tokens and make their session the current one; remove what the previous one has left.
    WriteSession(TokenFacts),
    /// Remove the current session and everything stored for it; see [`Removal::Ended`] for the exception.
    Remove(Removal),
    /// From now on keep this session in the memory of this tab, and read it from there until the shared
    /// storage has another session.
    KeepInMemory(TokenFacts),
    /// Remove what is stored for a session that has ended, unless it is the current one.
    Sweep(SessionId),
    /// Request the Web Lock of the session; answer with `Input::LockGot` or `Input::LockRefused`.
    RequestLock,
    /// Release the Web Lock, or withdraw the request for it.
    ReleaseLock,
    /// Send the service a request that needs no token, to see whether it responds at all; answer with
    /// `Input::Pinged`.
    Ping,
    /// Send the refresh token of this generation; answer with `Input::Answered`.
    Send {
        /// The tokens whose refresh token is sent.
        generation: Generation,
        /// The first or the second attempt.
        attempt: u8,
    },
    /// Abort the request of the last `Send`.
    Abort,
    /// Forget these tokens: they came too late, the session has changed.
    Discard(Generation),
    /// Notify the listeners of who is signed in. If they are kept in memory, a reload ends the session.
    Announce {
        /// The tokens; `None` if nobody is signed in.
        tokens: Option<TokenFacts>,
        /// Where they are kept.
        kept: Kept,
    },
    /// Reply to a caller.
    Give {
        /// Who waits.
        caller: CallerId,
        /// The reply.
        reply: Reply,
    },
    /// The sign-in has finished.
    SignInEnded(SignInOutcome),
    /// The sign-out has finished; false if the storage could not be cleared.
    SignOutEnded(bool),
    /// Replace the timer: pass `Input::Due` at this time of the monotonic clock, or never if `None`.
    Timer(Option<f64>),
}

impl Output {
    /// Returns the operation that the storage reports as done or refused for this output, if any.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        Some(match self {
            Self::Read => Operation::Read,
            Self::WriteIntent(_) => Operation::WriteIntent,
            Self::WriteTokens(tokens) => Operation::WriteTokens(tokens.session, tokens.generation),
            Self::WriteSession(tokens) => {
                Operation::WriteSession(tokens.session, tokens.generation)
            }
            Self::Remove(removal) => Operation::Remove(*removal),
            _ => return None,
        })
    }
}
