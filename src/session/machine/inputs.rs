//! What the machine is told and what it asks for.

use crate::session::records::{Generation, Intent, Stored, Tokens, Waiter};

/// How long things may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// From the start of a look to the end of the write of a claim. A claim that took longer may have
    /// overwritten another tab's, and does not count. A look that takes more than half of it is repeated
    /// once per turn.
    pub window: f64,
    /// From the end of that write to the second look; longer than `window`.
    pub settle: f64,
    /// From the end of that write to the sending. A tab that was frozen meanwhile starts again.
    pub send_by: f64,
    /// From the sending to the answer: the timeout of the request.
    pub timeout: f64,
    /// One operation of the storage.
    pub storage: f64,
    /// Until the Web Lock comes; then the turn goes on without it.
    pub patience: f64,
    /// Between two looks of a tab that waits for another one: an adapter tells nothing.
    pub poll: f64,
    /// One probe of the service.
    pub probe: f64,
    /// The longest that anybody waits for an access token, whatever deadline was asked for.
    pub longest: f64,
}

impl Limits {
    /// For `localStorage` and `sessionStorage`, which read and write at once.
    pub const WEB_STORAGE: Self = Self {
        window: 150.0,
        settle: 200.0,
        send_by: 2_000.0,
        timeout: 30_000.0,
        storage: 1_000.0,
        patience: 3_000.0,
        poll: 1_000.0,
        probe: 5_000.0,
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

    /// For a session that lives in the memory of one tab: nobody else can claim.
    pub const MEMORY: Self = Self {
        settle: 0.0,
        ..Self::WEB_STORAGE
    };

    /// The longest time of a request, in milliseconds: other tabs wait for it.
    pub const LONGEST_TIMEOUT: f64 = 300_000.0;

    /// How long the other tabs wait for a holder, in milliseconds: until the last moment at which it can
    /// still send, have its answer and store what came.
    #[must_use]
    pub fn lasts(&self) -> f64 {
        self.window + self.send_by + self.timeout + self.storage * 2.0
    }
}

/// An operation of the storage that the machine asks for. Of each kind at most one is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `Output::Read`.
    Read,
    /// `Output::WriteIntent`.
    WriteIntent,
    /// `Output::WriteTokens`.
    WriteTokens,
    /// `Output::WriteSession`.
    WriteSession,
    /// `Output::Remove`.
    Remove,
}

/// What came of a request with a refresh token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// New tokens, of the same session and a new generation.
    Tokens(Tokens),
    /// The grant is gone: `010-023`, `invalid_grant` or `invalid_token`.
    GrantGone,
    /// Any other answer of the service, with its `Retry-After` in seconds: the refresh token is as good
    /// as before.
    Failed {
        /// The service's `Retry-After` in seconds.
        retry_after: Option<f64>,
    },
    /// No answer: a network error or the timeout. The request may have reached the service.
    NoAnswer,
    /// Nothing was sent, for certain: the browser is offline, or the request could not be made.
    NotSent,
}

/// What happens to the machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// The tab was loaded, shown or resumed.
    Woken,
    /// The time of the last `Output::Timer` has come. Too early is harmless.
    Due,
    /// The storage may have changed: a `storage` event, or a message of another tab.
    Changed,
    /// What `Output::Read` found.
    Stored(Stored),
    /// A write or removal has ended.
    Done(Operation),
    /// A storage operation has failed.
    Refused(Operation),
    /// Somebody asks who is signed in, and waits for the storage until `by`, by the monotonic clock.
    LookAsked {
        /// Who waits.
        waiter: Waiter,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// Somebody asks for an access token, and waits until `by`, by the monotonic clock.
    TokenAsked {
        /// Who waits.
        waiter: Waiter,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// Somebody asks for a refresh, and waits until `by`, by the monotonic clock.
    RefreshAsked {
        /// Who waits.
        waiter: Waiter,
        /// Until when, in milliseconds.
        by: f64,
    },
    /// A waiter no longer waits. What it asked for goes on: others may need it.
    GaveUp(Waiter),
    /// The Web Lock is held.
    LockGot,
    /// There are no Web Locks, or the request was refused.
    LockRefused,
    /// The Web Lock was taken away.
    LockLost,
    /// What came of `Output::Send`.
    Answered {
        /// The generation that was sent.
        generation: Generation,
        /// The attempt that was sent.
        attempt: u8,
        /// What came.
        answer: Answer,
    },
    /// Whether the service answered `Output::Probe`, whatever it said.
    Reached(bool),
    /// The service has refused this access token with 401.
    Unauthorized(Generation),
    /// A sign-in has given these tokens, of a new session.
    SignedIn(Tokens),
    /// The user signs out.
    SignOut,
    /// The page is about to go for good (`pagehide` that is not `persisted`).
    Leaving,
}

/// Why a waiter gets no access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nobody is signed in.
    SignedOut,
    /// There is no refresh token.
    NoRefreshToken,
    /// The request has failed or had no answer, or the service has ended the session. The edge has the
    /// error.
    Failed,
    /// The tokens that came were over.
    Over,
    /// A request has failed a short time ago, here or in another tab: too early for the next one.
    Paused,
    /// Two requests had no answer, so the refresh token may be used up.
    Exhausted,
    /// The storage could not be read or written in time.
    Storage,
    /// The waiter's deadline has passed. What it asked for goes on.
    TimedOut,
}

/// What a waiter gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// The storage was read: [`current`](super::Machine::current) says who is signed in.
    Seen,
    /// The access token of this generation.
    Token(Generation),
    /// Nobody is signed in, or the session is over.
    Nobody,
    /// An error.
    Failed(Reason),
}

/// How a sign-in has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// The tokens are in the storage.
    Stored,
    /// The storage did not take them: they live as long as the page.
    InMemory,
    /// The storage took neither the new session nor the end of the old one.
    Refused,
    /// A sign-out or another sign-in came while the tokens were being stored.
    Overtaken,
}

/// What the browser edge is to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// Read the storage; answer with `Input::Stored` or `Input::Refused`.
    Read,
    /// Write the intent of the session that this tab holds.
    WriteIntent(Intent),
    /// Write tokens of a session, without making it the current one.
    WriteTokens(Tokens),
    /// Write tokens and make their session the current one; remove what the one before has left.
    WriteSession(Tokens),
    /// Remove the current session and all that is stored for it.
    Remove,
    /// From now on keep this session in a memory of this tab, and read it from there until the shared
    /// storage has another session.
    KeepInMemory(Tokens),
    /// Remove what is stored for a session that is over, unless it is the current one.
    Sweep(crate::session::records::SessionId),
    /// Request the Web Lock of the session; answer with `Input::LockGot` or `Input::LockRefused`.
    RequestLock,
    /// Release the Web Lock, or withdraw the request for it.
    ReleaseLock,
    /// Ask the service for anything that any state of it can answer; answer with `Input::Reached`.
    Probe,
    /// Send the refresh token of this generation; answer with `Input::Answered`.
    Send {
        /// Whose refresh token.
        generation: Generation,
        /// The first or the second attempt.
        attempt: u8,
    },
    /// Abort the request of the last `Send`.
    Abort,
    /// These tokens came too late: the session has changed. Forget them.
    Discard(Generation),
    /// Tell the listeners who is signed in. `persisted` is false for a session that a reload ends.
    Announce {
        /// The tokens; `None` if nobody is signed in.
        tokens: Option<Tokens>,
        /// Whether they are in the storage.
        persisted: bool,
    },
    /// Answer a waiter.
    Give {
        /// Who waits.
        waiter: Waiter,
        /// What for.
        reply: Reply,
    },
    /// The sign-in has ended.
    SignInEnded(SignIn),
    /// The sign-out has ended; false if the storage could not be cleared.
    SignOutEnded(bool),
    /// Pass `Input::Due` at this time of the monotonic clock; `None`: at no time.
    Timer(Option<f64>),
}
