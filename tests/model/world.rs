//! The world of the model: tabs, one storage, one lock, one service, and what may go wrong.
//!
//! One tick is a second, the shortest pause after a failure. All times in a state are hashed as distances from now, so
//! that the number of states is finite.

use crate::rule::Rule;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use xsolla_login::session::machine::digest_records;
use xsolla_login::session::{
    CallerId, Generation, Holder, Input, Intent, Limits, Now, Operation, Output, SessionId, Stored,
    TokenAnswer, TokenFacts,
};

/// One tick, in milliseconds.
pub const TICK: f64 = 1_000.0;

/// By how much the clock is set back or forward, in milliseconds.
pub const CLOCK_STEP: f64 = 20.0 * TICK;

/// How often each event may happen in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Budget {
    pub asks: u8,
    pub refreshes: u8,
    pub sleeps: u8,
    pub reloads: u8,
    pub leaves: u8,
    pub lost_answers: u8,
    pub failures: u8,
    pub unsent: u8,
    pub online: u8,
    pub unreachable: u8,
    pub lost_locks: u8,
    pub refused_writes: u8,
    pub sign_outs: u8,
    pub sign_ins: u8,
    pub unauthorized: u8,
    pub clock_steps: u8,
    pub lost_promises: u8,
    pub give_ups: u8,
}

/// Which storage operations take time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// None, as with `localStorage`.
    Fast,
    /// Only the writing of claims.
    SlowClaims,
    /// All, as is possible with an adapter.
    Slow,
}

/// One configuration of the model.
#[derive(Clone, Debug)]
pub struct Setup {
    pub name: &'static str,
    pub tabs: usize,
    pub locks: bool,
    pub speed: Speed,
    /// How long access tokens are valid, in ticks.
    pub life: f64,
    /// How long a caller waits, in ticks.
    pub patience: f64,
    pub limits: Limits,
    pub budget: Budget,
    /// Whether to check only what must be reachable.
    pub reach: bool,
}

/// A storage operation in progress.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pending {
    pub access: Output,
    pub since: f64,
    /// The input that the tab will get, once the storage has performed the operation.
    pub result: Option<Input>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tab<R> {
    pub rule: R,
    pub life: Holder,
    pub awake: bool,
    pub timer: Option<f64>,
    pub inbox: Vec<Input>,
    pub pending: Vec<Pending>,
    pub callers: Vec<(CallerId, f64)>,
    pub asked: u32,
    /// The session that could not be stored, and its intent.
    pub memory: Option<(TokenFacts, Option<Intent>)>,
    /// The newest tokens of the session that its listeners were last told of.
    pub newest: (SessionId, Generation),
    /// The tokens that this tab knows to be dead.
    pub dead: Vec<Generation>,
    /// Since when this tab has known tokens that expire.
    pub known: Vec<(Generation, f64)>,
    pub pinging: bool,
    /// The sessions that were signed out in this tab.
    pub ended: Vec<SessionId>,
    /// Which promise of its storage never settles, and since when.
    pub lost: Option<(Operation, f64)>,
    /// The first caller that asked after a read was lost and given up.
    pub reads_again: Option<CallerId>,
    /// The sign-out that reads the storage first, and whether that has succeeded.
    pub looking: Option<CallerId>,
    pub looked: Option<bool>,
    /// What a sign-out sends when the storage has been cleared: the tokens, the attempt, and when it began.
    pub parting: Option<(TokenFacts, u8, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    pub session: SessionId,
    pub tokens: Option<TokenFacts>,
    pub intent: Option<Intent>,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct Storage {
    pub session: Option<SessionId>,
    pub entries: Vec<Entry>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    UnderWay,
    /// The service has processed it; the response is on its way.
    Processed,
    /// The sender got a response that was not a failure.
    Answered,
    /// The service has refused to process it.
    Failed,
    /// The response was lost, or the sender has given up.
    Lost,
    /// The sender is gone.
    Orphaned,
}

/// A request with a refresh token, as the checker sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    pub tab: usize,
    pub life: Holder,
    pub session: SessionId,
    pub generation: Generation,
    pub attempt: u8,
    /// When it was sent, or when it failed.
    pub at: f64,
    pub fate: Fate,
    pub answer: Option<TokenAnswer>,
}

/// One sign-in, as the service knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Family {
    pub session: SessionId,
    /// The only tokens whose refresh token is valid.
    pub newest: Generation,
    pub revoked: bool,
}

/// What must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Broken {
    pub sent_again: bool,
    pub dead_token: bool,
    pub strange_reply: bool,
    pub overdue: bool,
    /// A tab went back from the tokens of a refresh to those before it.
    pub went_back: bool,
    /// A refresh token was sent during the pause after a failure.
    pub too_soon: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Reached {
    pub refreshed: bool,
    pub second_attempt: bool,
    pub reuse_detected: bool,
    pub timed_out: bool,
    pub kept_in_memory: bool,
    pub discarded: bool,
    pub without_lock: bool,
    pub parted_after_failure: bool,
    pub read_again: bool,
    pub claimed_again: bool,
    pub refreshed_for_nobody: bool,
}

/// Which life got which input, when, and the outputs.
pub type Log = Vec<(Holder, Input, Now, Vec<Output>)>;

#[derive(Clone, Debug)]
pub struct World<R> {
    pub now: Now,
    pub tabs: Vec<Tab<R>>,
    pub storage: Storage,
    pub lock: Option<usize>,
    pub queue: Vec<usize>,
    pub families: Vec<Family>,
    pub requests: Vec<Request>,
    pub generations: u64,
    pub lives: u64,
    pub budget: Budget,
    pub ended: Vec<SessionId>,
    pub broken: Broken,
    pub reached: Reached,
    /// Whether `reached` distinguishes states.
    pub reaching: bool,
    /// How many tabs have done anything. The others are interchangeable, so only the next one may begin.
    pub touched: usize,
    /// How far back the limits reach, in milliseconds.
    pub limit: f64,
    /// The inputs and outputs of each life. Not part of the state.
    pub log: Option<Log>,
}

impl<R: PartialEq> PartialEq for World<R> {
    fn eq(&self, other: &Self) -> bool {
        self.tabs == other.tabs && self.storage == other.storage && self.requests == other.requests
    }
}

impl<R: Rule> World<R> {
    /// The distance beyond which past times are equivalent: no limit, and no change of the clock, reaches further.
    fn longest(&self) -> f64 {
        self.limit + f64::from(self.budget.clock_steps) * CLOCK_STEP
    }

    fn hash_time<H: Hasher>(&self, at: f64, hasher: &mut H) {
        (at - self.now.monotonic)
            .max(-self.longest())
            .to_bits()
            .hash(hasher);
    }

    fn hash_records<H: Hasher>(
        &self,
        tokens: Option<TokenFacts>,
        intent: Option<Intent>,
        hasher: &mut H,
    ) {
        digest_records(tokens, intent, self.longest(), self.now, hasher);
    }

    fn hash_input<H: Hasher>(&self, input: &Input, hasher: &mut H) {
        std::mem::discriminant(input).hash(hasher);
        match input {
            Input::Stored(stored) => {
                stored.session.hash(hasher);
                self.hash_records(stored.tokens, stored.intent, hasher);
            }
            Input::Done(operation) | Input::Refused(operation) => operation.hash(hasher),
            _ => {}
        }
    }

    fn hash_tab<H: Hasher>(&self, tab: &Tab<R>, hasher: &mut H) {
        tab.rule.digest(self.longest(), self.now, hasher);
        (tab.life, tab.awake, tab.asked, tab.pinging).hash(hasher);
        tab.newest.hash(hasher);
        for (generation, since) in &tab.known {
            generation.hash(hasher);
            self.hash_time(*since, hasher);
        }
        (&tab.dead, &tab.ended).hash(hasher);
        tab.timer.is_some().hash(hasher);
        if let Some(at) = tab.timer {
            self.hash_time(at, hasher);
        }
        tab.inbox.len().hash(hasher);
        tab.inbox
            .iter()
            .for_each(|input| self.hash_input(input, hasher));
        tab.pending.len().hash(hasher);
        for pending in &tab.pending {
            pending.access.operation().hash(hasher);
            self.hash_time(pending.since, hasher);
            match pending.access {
                Output::WriteIntent(intent) => self.hash_records(None, Some(intent), hasher),
                Output::WriteTokens(tokens) | Output::WriteSession(tokens) => {
                    self.hash_records(Some(tokens), None, hasher);
                }
                _ => {}
            }
            pending.result.is_some().hash(hasher);
            if let Some(result) = &pending.result {
                self.hash_input(result, hasher);
            }
        }
        tab.callers.len().hash(hasher);
        for (caller, by) in &tab.callers {
            caller.hash(hasher);
            self.hash_time(*by, hasher);
        }
        let (tokens, intent) = tab.memory.unzip();
        self.hash_records(tokens, intent.flatten(), hasher);
        (tab.looking, tab.looked).hash(hasher);
        (tab.lost.map(|(operation, _)| operation), tab.reads_again).hash(hasher);
        if let Some((_, since)) = tab.lost {
            self.hash_time(since, hasher);
        }
        tab.parting.is_some().hash(hasher);
        if let Some((tokens, attempt, since)) = tab.parting {
            self.hash_records(Some(tokens), None, hasher);
            attempt.hash(hasher);
            self.hash_time(since, hasher);
        }
    }
}

impl<R: Rule> Hash for World<R> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.tabs.iter().for_each(|tab| self.hash_tab(tab, hasher));
        self.storage.session.hash(hasher);
        for entry in &self.storage.entries {
            entry.session.hash(hasher);
            self.hash_records(entry.tokens, entry.intent, hasher);
        }
        (self.lock, &self.queue, &self.families).hash(hasher);
        (self.generations, self.lives, self.budget).hash(hasher);
        (&self.ended, self.broken, self.touched).hash(hasher);
        if self.reaching {
            self.reached.hash(hasher);
        }
        for request in &self.requests {
            (request.tab, request.life).hash(hasher);
            (request.session, request.generation).hash(hasher);
            (request.attempt, request.fate, request.answer.is_some()).hash(hasher);
            let open = matches!(request.fate, Fate::UnderWay | Fate::Processed);
            if open || request.answer.is_none() {
                self.hash_time(request.at, hasher);
            }
            if let (true, Some(answer)) = (open, &request.answer) {
                std::mem::discriminant(answer).hash(hasher);
                if let TokenAnswer::Tokens(tokens) = answer {
                    self.hash_records(Some(*tokens), None, hasher);
                }
            }
        }
    }
}

impl Storage {
    pub fn entry(&mut self, session: SessionId) -> &mut Entry {
        let at = self
            .entries
            .iter()
            .position(|entry| entry.session == session);
        let at = at.unwrap_or_else(|| {
            self.entries.push(Entry {
                session,
                tokens: None,
                intent: None,
            });
            self.entries.len() - 1
        });
        &mut self.entries[at]
    }

    pub fn read(&self) -> Stored {
        let entry = self
            .entries
            .iter()
            .find(|entry| Some(entry.session) == self.session);
        Stored {
            session: self.session,
            tokens: entry.and_then(|entry| entry.tokens),
            intent: entry.and_then(|entry| entry.intent),
        }
    }

    pub fn sweep(&mut self, session: SessionId) {
        if self.session != Some(session) {
            self.entries.retain(|entry| entry.session != session);
        }
    }
}
