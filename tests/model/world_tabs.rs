//! How a world begins, and the inputs and outputs of its tabs.

use crate::rule::Rule;
use crate::world::*;
use xsolla_login::session::{
    CallerId, Generation, Holder, Input, Now, Operation, Output, Reason, Reply, SessionId,
    TokenFacts,
};

impl<R: Rule> World<R> {
    pub fn start(setup: &Setup) -> Self {
        Self::begin(setup, None)
    }

    /// Creates a world that logs the inputs and outputs of each life.
    pub fn recorded(setup: &Setup) -> Self {
        Self::begin(setup, Some(Vec::new()))
    }

    fn begin(setup: &Setup, log: Option<Log>) -> Self {
        let mut world = World {
            now: Now {
                monotonic: 0.0,
                wall: 1_000.0 * TICK,
            },
            tabs: Vec::new(),
            storage: Storage::default(),
            lock: None,
            queue: Vec::new(),
            families: Vec::new(),
            requests: Vec::new(),
            generations: 0,
            lives: 0,
            budget: setup.budget,
            ended: Vec::new(),
            broken: Broken::default(),
            reached: Reached::default(),
            reaching: setup.reach,
            touched: 0,
            limit: setup.limits.lasts() + setup.limits.window,
            log,
        };
        let tokens = world.new_session(setup);
        world.storage.session = Some(tokens.session);
        world.storage.entry(tokens.session).tokens = Some(tokens);
        for _ in 0..setup.tabs {
            let tab = world.new_tab(setup);
            world.tabs.push(tab);
        }
        for tab in 0..setup.tabs {
            world.pass(tab, Input::Woken, setup);
            while !world.tabs[tab].pending.is_empty() {
                world.access(tab, false, setup);
                world.accessed(tab, setup);
            }
        }
        world
    }

    pub fn new_tab(&mut self, setup: &Setup) -> Tab<R> {
        self.lives += 1;
        let life = Holder(self.lives);
        Tab {
            rule: R::new(life, setup.limits),
            life,
            awake: true,
            timer: None,
            inbox: Vec::new(),
            pending: Vec::new(),
            callers: Vec::new(),
            asked: 0,
            memory: None,
            newest: (SessionId(0), Generation(0)),
            dead: Vec::new(),
            known: Vec::new(),
            pinging: false,
            ended: Vec::new(),
            lost: None,
            reads_again: None,
            looking: None,
            looked: None,
            parting: None,
        }
    }

    pub fn tokens(&mut self, session: SessionId, setup: &Setup) -> TokenFacts {
        self.generations += 1;
        TokenFacts {
            session,
            generation: Generation(self.generations),
            ends_at: self.now.wall + setup.life,
            life: setup.life,
            refreshable: true,
        }
    }

    pub fn new_session(&mut self, setup: &Setup) -> TokenFacts {
        let session = SessionId(self.families.len() as u64 + 1);
        let tokens = self.tokens(session, setup);
        self.families.push(Family {
            session,
            newest: tokens.generation,
            revoked: false,
        });
        tokens
    }

    /// Passes an input to a tab and performs its outputs.
    pub fn pass(&mut self, tab: usize, input: Input, setup: &Setup) {
        let outputs = self.tabs[tab].rule.handle(input, self.now);
        if let Some(log) = &mut self.log {
            log.push((self.tabs[tab].life, input, self.now, outputs.clone()));
        }
        let mut answers = Vec::new();
        for output in outputs {
            answers.extend(self.perform(tab, output, setup));
        }
        for answer in answers {
            self.pass(tab, answer, setup);
        }
        if let Some(seen) = self.tabs[tab].looked.take() {
            self.leave(tab, seen, setup);
        }
    }

    fn perform(&mut self, tab: usize, output: Output, setup: &Setup) -> Option<Input> {
        match output {
            Output::Read
            | Output::WriteIntent(_)
            | Output::WriteTokens(_)
            | Output::WriteSession(_) => return self.start_access(tab, output, setup),
            Output::Remove(_) => {
                self.tabs[tab].memory = None;
                return self.start_access(tab, output, setup);
            }
            Output::KeepInMemory(tokens) => {
                self.reached.kept_in_memory = true;
                self.tabs[tab].memory = Some((tokens, None));
            }
            Output::Sweep(session) => self.storage.sweep(session),
            Output::RequestLock if !setup.locks => return Some(Input::LockRefused),
            Output::RequestLock => self.queue.push(tab),
            Output::ReleaseLock => self.unlock(tab),
            Output::Ping => self.tabs[tab].pinging = true,
            Output::Send {
                generation,
                attempt,
            } => {
                let session = self.session_of(tab, generation);
                self.send(tab, (session, generation), attempt, setup);
            }
            Output::Abort => self.end_requests(tab, Fate::Lost),
            Output::Discard(_) => self.reached.discarded = true,
            Output::Give { caller, reply } => self.give(tab, caller, reply),
            Output::Timer(at) => self.tabs[tab].timer = at,
            Output::Announce { tokens, .. } => self.told(tab, tokens),
            Output::SignInEnded(_) => {}
            Output::SignOutEnded(done) => self.part(tab, done, setup),
        }
        None
    }

    pub fn unlock(&mut self, tab: usize) {
        self.queue.retain(|&waits| waits != tab);
        if self.lock == Some(tab) {
            self.lock = None;
        }
        self.tabs[tab]
            .inbox
            .retain(|input| *input != Input::LockGot);
    }

    fn session_of(&self, tab: usize, generation: Generation) -> SessionId {
        let stored = self.storage.entries.iter().filter_map(|entry| entry.tokens);
        let in_memory = self.tabs[tab].memory.map(|(tokens, _)| tokens);
        stored
            .chain(in_memory)
            .find(|tokens| tokens.generation == generation)
            .map_or(SessionId(0), |tokens| tokens.session)
    }

    pub fn send(
        &mut self,
        tab: usize,
        (session, generation): (SessionId, Generation),
        attempt: u8,
        setup: &Setup,
    ) {
        self.broken.too_soon |= self.requests.iter().any(|request| {
            let is_failed = request.generation == generation && request.fate == Fate::Failed;
            // The shortest pause is one tick.
            is_failed && self.now.monotonic - request.at < TICK
        });
        let before: Vec<_> = self
            .requests
            .iter()
            .filter(|request| request.generation == generation && request.fate != Fate::Failed)
            .collect();
        let over = |request: &&Request| match request.fate {
            Fate::Lost | Fate::Orphaned => true,
            Fate::UnderWay | Fate::Processed => {
                self.now.monotonic - request.at >= setup.limits.timeout
            }
            Fate::Answered | Fate::Failed => false,
        };
        if before.len() > 1 || !before.iter().all(over) {
            self.broken.sent_again = true;
        }
        self.reached.second_attempt |= before.len() == 1;
        let lost = self.tabs[tab].lost.map(|(operation, _)| operation);
        self.reached.claimed_again |= lost == Some(Operation::WriteIntent);
        self.reached.without_lock |= self.lock.is_some_and(|holder| holder != tab);
        self.requests.push(Request {
            tab,
            life: self.tabs[tab].life,
            session,
            generation,
            attempt,
            at: self.now.monotonic,
            fate: Fate::UnderWay,
            answer: None,
        });
    }

    pub fn end_requests(&mut self, tab: usize, fate: Fate) {
        let life = self.tabs[tab].life;
        for request in &mut self.requests {
            if request.life == life && matches!(request.fate, Fate::UnderWay | Fate::Processed) {
                request.fate = fate;
            }
        }
    }

    fn give(&mut self, tab: usize, caller: CallerId, reply: Reply) {
        let known = self.tabs[tab].callers.len();
        self.tabs[tab].callers.retain(|(waits, _)| *waits != caller);
        self.broken.strange_reply |= self.tabs[tab].callers.len() + 1 != known;
        if self.tabs[tab].looking == Some(caller) {
            self.tabs[tab].looking = None;
            self.tabs[tab].looked = Some(reply == Reply::Seen);
        }
        self.reached.timed_out |= reply == Reply::Failed(Reason::TimedOut);
        let Reply::Token(generation) = reply else {
            return;
        };
        let tab = &self.tabs[tab];
        self.reached.read_again |= tab.reads_again.is_some_and(|first| first.0 <= caller.0);
        let given = tab.rule.current().flatten();
        let good = given.is_some_and(|tokens| {
            let known = tab.known.iter().find(|(known, _)| *known == generation);
            tokens.generation == generation
                && tokens.ends_at > self.now.wall
                && known.is_none_or(|(_, since)| self.now.monotonic - since < tokens.life)
        });
        self.broken.dead_token |= !good || tab.dead.contains(&generation);
    }

    fn told(&mut self, tab: usize, tokens: Option<TokenFacts>) {
        let Some(tokens) = tokens else {
            return;
        };
        // The service numbers the tokens of a session as it issues them.
        let (session, newest) = self.tabs[tab].newest;
        let is_older = session == tokens.session && tokens.generation.0 < newest.0;
        self.broken.went_back |= is_older;
        if !is_older {
            self.tabs[tab].newest = (tokens.session, tokens.generation);
        }
        if !tokens.life.is_finite() {
            return;
        }
        let known = &mut self.tabs[tab].known;
        if known
            .iter()
            .all(|(generation, _)| *generation != tokens.generation)
        {
            known.push((tokens.generation, self.now.monotonic));
        }
    }
}
