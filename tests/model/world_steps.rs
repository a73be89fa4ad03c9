//! What may happen next, and what follows from it.

use crate::rule::Rule;
use crate::world::*;
use xsolla_login::session::{
    Answer, Generation, Holder, Input, Intent, Now, Operation, Output, Reason, Reply, SessionId,
    Tokens, Waiter,
};

/// One step of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Time goes on by one tick.
    Tick,
    /// The wall clock is set.
    Set {
        back: bool,
    },
    /// The timer of a tab fires.
    Due(usize),
    /// A tab hears what waits for it.
    Deliver(usize),
    Ask {
        tab: usize,
        refresh: bool,
    },
    Sleep(usize),
    Wake(usize),
    Reload {
        tab: usize,
        leaves: bool,
    },
    Grant,
    LoseLock,
    /// The service works on a request.
    Process(usize),
    Respond(usize),
    LoseAnswer(usize),
    Fail(usize),
    /// The storage does what a tab has asked for.
    Access {
        tab: usize,
        refused: bool,
    },
    /// The tab hears of it.
    Accessed(usize),
    SignOut(usize),
    SignIn(usize),
    Unauthorized(usize),
    Probed {
        tab: usize,
        reached: bool,
    },
}

impl Step {
    fn tab(&self) -> Option<usize> {
        match *self {
            Step::Due(tab)
            | Step::Deliver(tab)
            | Step::Sleep(tab)
            | Step::Wake(tab)
            | Step::Accessed(tab)
            | Step::SignOut(tab)
            | Step::SignIn(tab)
            | Step::Unauthorized(tab)
            | Step::Ask { tab, .. }
            | Step::Reload { tab, .. }
            | Step::Access { tab, .. }
            | Step::Probed { tab, .. } => Some(tab),
            _ => None,
        }
    }
}

/// What goes wrong or happens only so often.
fn spend(budget: &mut u8) {
    *budget = budget.saturating_sub(1);
}

impl<R: Rule> World<R> {
    pub fn start(setup: &Setup) -> Self {
        Self::begin(setup, None)
    }

    /// A world that keeps a log of what each life was told and did.
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
            longest: setup.limits.lasts() + setup.limits.window,
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
            world.tell(tab, Input::Woken, setup);
            while !world.tabs[tab].pending.is_empty() {
                world.access(tab, false, setup);
                world.accessed(tab, setup);
            }
        }
        world
    }

    fn new_tab(&mut self, setup: &Setup) -> Tab<R> {
        self.lives += 1;
        let life = Holder(self.lives);
        Tab {
            rule: R::new(life, setup.limits),
            life,
            awake: true,
            timer: None,
            inbox: Vec::new(),
            pending: Vec::new(),
            waiters: Vec::new(),
            asked: 0,
            memory: None,
            dead: Vec::new(),
            known: Vec::new(),
            probing: false,
            ended: Vec::new(),
        }
    }

    fn tokens(&mut self, session: SessionId, setup: &Setup) -> Tokens {
        self.generations += 1;
        Tokens {
            session,
            generation: Generation(self.generations),
            ends_at: self.now.wall + setup.life,
            life: setup.life,
            refreshable: true,
        }
    }

    fn new_session(&mut self, setup: &Setup) -> Tokens {
        let session = SessionId(self.families.len() as u64 + 1);
        let tokens = self.tokens(session, setup);
        self.families.push(Family {
            session,
            newest: tokens.generation,
            revoked: false,
        });
        tokens
    }

    /// Passes an input to a tab and performs what it asks for.
    pub fn tell(&mut self, tab: usize, input: Input, setup: &Setup) {
        let outputs = self.tabs[tab].rule.handle(input, self.now);
        if let Some(log) = &mut self.log {
            log.push((self.tabs[tab].life, input, self.now, outputs.clone()));
        }
        let mut answers = Vec::new();
        for output in outputs {
            answers.extend(self.perform(tab, output, setup));
        }
        for answer in answers {
            self.tell(tab, answer, setup);
        }
    }

    fn perform(&mut self, tab: usize, output: Output, setup: &Setup) -> Option<Input> {
        match output {
            Output::Read => return self.start_access(tab, Access::Read, setup),
            Output::WriteIntent(intent) => {
                return self.start_access(tab, Access::WriteIntent(intent), setup);
            }
            Output::WriteTokens(tokens) => {
                return self.start_access(tab, Access::WriteTokens(tokens), setup);
            }
            Output::WriteSession(tokens) => {
                return self.start_access(tab, Access::WriteSession(tokens), setup);
            }
            Output::Remove => {
                self.tabs[tab].memory = None;
                return self.start_access(tab, Access::Remove, setup);
            }
            Output::KeepInMemory(tokens) => {
                self.reached.kept_in_memory = true;
                self.tabs[tab].memory = Some(tokens);
            }
            Output::Sweep(session) => self.storage.sweep(session),
            Output::RequestLock if !setup.locks => return Some(Input::LockRefused),
            Output::RequestLock => self.queue.push(tab),
            Output::ReleaseLock => self.unlock(tab),
            Output::Probe => self.tabs[tab].probing = true,
            Output::Send {
                generation,
                attempt,
            } => self.send(tab, generation, attempt, setup),
            Output::Abort => self.end_requests(tab, Fate::Lost),
            Output::Discard(_) => self.reached.discarded = true,
            Output::Give { waiter, reply } => self.give(tab, waiter, reply),
            Output::Timer(at) => self.tabs[tab].timer = at,
            Output::Tell { tokens, .. } => self.told(tab, tokens),
            Output::SignInEnded(_) | Output::SignOutEnded(_) => {}
        }
        None
    }

    fn unlock(&mut self, tab: usize) {
        self.queue.retain(|&waits| waits != tab);
        if self.lock == Some(tab) {
            self.lock = None;
        }
        self.tabs[tab]
            .inbox
            .retain(|input| *input != Input::LockGot);
    }

    fn send(&mut self, tab: usize, generation: Generation, attempt: u8, setup: &Setup) {
        let before: Vec<_> = self
            .requests
            .iter()
            .filter(|request| request.generation == generation && request.fate != Fate::Failed)
            .collect();
        let over = |request: &&Request| {
            matches!(request.fate, Fate::Lost | Fate::Orphaned)
                || self.now.monotonic - request.at >= setup.limits.timeout
        };
        if before.len() > 1 || !before.iter().all(over) {
            self.broken.sent_again = true;
        }
        self.reached.second_attempt |= before.len() == 1;
        self.reached.without_lock |= self.lock.is_some_and(|holder| holder != tab);
        let session = self
            .storage
            .entries
            .iter()
            .find(|entry| {
                entry
                    .tokens
                    .is_some_and(|tokens| tokens.generation == generation)
            })
            .map_or(SessionId(0), |entry| entry.session);
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

    fn end_requests(&mut self, tab: usize, fate: Fate) {
        let life = self.tabs[tab].life;
        for request in &mut self.requests {
            if request.life == life && matches!(request.fate, Fate::UnderWay | Fate::Processed) {
                request.fate = fate;
            }
        }
    }

    fn give(&mut self, tab: usize, waiter: Waiter, reply: Reply) {
        let known = self.tabs[tab].waiters.len();
        self.tabs[tab].waiters.retain(|(waits, _)| *waits != waiter);
        self.broken.strange_reply |= self.tabs[tab].waiters.len() + 1 != known;
        self.reached.timed_out |= reply == Reply::Failed(Reason::TimedOut);
        let Reply::Token(generation) = reply else {
            return;
        };
        let tab = &self.tabs[tab];
        let given = tab.rule.current().flatten();
        let good = given.is_some_and(|tokens| {
            let known = tab.known.iter().find(|(known, _)| *known == generation);
            tokens.generation == generation
                && tokens.ends_at > self.now.wall
                && known.is_none_or(|(_, since)| self.now.monotonic - since < tokens.life)
        });
        self.broken.dead_token |= !good || tab.dead.contains(&generation);
    }

    fn told(&mut self, tab: usize, tokens: Option<Tokens>) {
        let Some(tokens) = tokens.filter(|tokens| tokens.life.is_finite()) else {
            return;
        };
        let known = &mut self.tabs[tab].known;
        if known
            .iter()
            .all(|(generation, _)| *generation != tokens.generation)
        {
            known.push((tokens.generation, self.now.monotonic));
        }
    }

    fn start_access(&mut self, tab: usize, access: Access, setup: &Setup) -> Option<Input> {
        let slow = match setup.speed {
            Speed::Fast => self.budget.refused_writes > 0 && access != Access::Read,
            Speed::SlowClaims => matches!(access, Access::WriteIntent(_)),
            Speed::Slow => true,
        };
        if !slow {
            return Some(self.perform_access(tab, access));
        }
        self.tabs[tab].pending.push(Pending {
            access,
            since: self.now.monotonic,
            result: None,
        });
        None
    }

    fn perform_access(&mut self, tab: usize, access: Access) -> Input {
        let done = match access {
            Access::Read => {
                let mut stored = self.storage.read();
                let memory = self.tabs[tab].memory;
                let stays = |tokens: &Tokens| stored.session.is_none_or(|of| of == tokens.session);
                if let Some(tokens) = memory.filter(stays) {
                    stored.session = Some(tokens.session);
                    stored.tokens = Some(tokens);
                } else {
                    self.tabs[tab].memory = None;
                }
                return Input::Stored(stored);
            }
            Access::WriteIntent(intent) => {
                let session = self.tabs[tab].rule.current().flatten();
                if let Some(session) = session.map(|tokens| tokens.session) {
                    self.storage.entry(session).intent = Some(intent);
                }
                Operation::WriteIntent
            }
            Access::WriteTokens(tokens) => {
                self.storage.entry(tokens.session).tokens = Some(tokens);
                Operation::WriteTokens
            }
            Access::WriteSession(tokens) => {
                if let Some(before) = self.storage.session.replace(tokens.session) {
                    self.storage.sweep(before);
                }
                self.storage.entry(tokens.session).tokens = Some(tokens);
                Operation::WriteSession
            }
            Access::Remove => {
                if let Some(session) = self.storage.session.take() {
                    self.ended.push(session);
                    self.storage.sweep(session);
                }
                Operation::Remove
            }
        };
        for (other, hears) in self.tabs.iter_mut().enumerate() {
            if other != tab && !hears.inbox.contains(&Input::Changed) {
                hears.inbox.push(Input::Changed);
            }
        }
        Input::Done(done)
    }

    fn access(&mut self, tab: usize, refused: bool, setup: &Setup) {
        let Some(at) = self.tabs[tab]
            .pending
            .iter()
            .position(|pending| pending.result.is_none())
        else {
            return;
        };
        let access = self.tabs[tab].pending[at].access;
        let result = if refused {
            spend(&mut self.budget.refused_writes);
            Input::Refused(match access {
                Access::Read => Operation::Read,
                Access::WriteIntent(_) => Operation::WriteIntent,
                Access::WriteTokens(_) => Operation::WriteTokens,
                Access::WriteSession(_) => Operation::WriteSession,
                Access::Remove => Operation::Remove,
            })
        } else {
            self.perform_access(tab, access)
        };
        let hears = at == 0 && self.tabs[tab].awake;
        if hears && !matches!(access, Access::WriteIntent(_)) {
            // Only the time between the writing of a claim and the news of it matters.
            self.tabs[tab].pending.remove(0);
            return self.tell(tab, result, setup);
        }
        self.tabs[tab].pending[at].result = Some(result);
    }

    fn accessed(&mut self, tab: usize, setup: &Setup) {
        if let Some(result) = self.tabs[tab]
            .pending
            .first()
            .and_then(|pending| pending.result)
        {
            self.tabs[tab].pending.remove(0);
            self.tell(tab, result, setup);
        }
    }

    /// All that may happen next.
    pub fn steps(&self, setup: &Setup, steps: &mut Vec<Step>) {
        let mut late = false;
        for (at, tab) in self.tabs.iter().enumerate() {
            if at > self.touched {
                continue;
            }
            let due = tab.timer.is_some_and(|timer| timer <= self.now.monotonic);
            late |= self.is_late(tab, setup);
            if tab.awake {
                late |= due;
                self.steps_of(at, tab, due, steps);
            } else {
                steps.push(Step::Wake(at));
            }
            for refused in [false, true] {
                let allowed = !refused || self.budget.refused_writes > 0;
                if allowed && tab.pending.iter().any(|pending| pending.result.is_none()) {
                    steps.push(Step::Access { tab: at, refused });
                }
            }
        }
        if self.lock.is_none() && !self.queue.is_empty() {
            steps.push(Step::Grant);
        }
        if self.lock.is_some() && self.budget.lost_locks > 0 {
            steps.push(Step::LoseLock);
        }
        for (at, request) in self.requests.iter().enumerate() {
            self.steps_with(at, request, setup, steps);
        }
        if self.budget.clock_steps > 0 {
            steps.extend([true, false].map(|back| Step::Set { back }));
        }
        if !late && self.is_time_of_use() {
            steps.push(Step::Tick);
        }
    }

    /// Whether anything depends on the time. Where nothing does, a tick would only make more states.
    fn is_time_of_use(&self) -> bool {
        let open = |request: &Request| matches!(request.fate, Fate::UnderWay | Fate::Processed);
        let young = |intent: Intent| self.now.wall - intent.at < intent.lasts;
        let asks = self.budget.asks > 0 || self.budget.refreshes > 0;
        let intent = self.storage.read().intent;
        self.tabs.iter().any(|tab| tab.timer.is_some())
            || self.requests.iter().any(open)
            || asks && (intent.is_some_and(young) || self.is_anything_good())
    }

    fn is_anything_good(&self) -> bool {
        self.tabs.iter().any(|tab| {
            let tokens = tab.rule.current().flatten();
            tokens
                .is_some_and(|tokens| tokens.ends_at.is_finite() && tokens.ends_at > self.now.wall)
        })
    }

    /// Whether a storage operation of the tab has to end before time goes on.
    fn is_late(&self, tab: &Tab<R>, setup: &Setup) -> bool {
        tab.pending.iter().any(|pending| {
            let waits = self.now.monotonic - pending.since >= setup.limits.storage;
            waits && (tab.awake || pending.result.is_none())
        })
    }

    fn steps_of(&self, at: usize, tab: &Tab<R>, due: bool, steps: &mut Vec<Step>) {
        let budget = &self.budget;
        if due {
            steps.push(Step::Due(at));
        }
        if !tab.inbox.is_empty() {
            steps.push(Step::Deliver(at));
        }
        if tab
            .pending
            .first()
            .is_some_and(|pending| pending.result.is_some())
        {
            steps.push(Step::Accessed(at));
        }
        let rest = [
            (
                budget.asks,
                Step::Ask {
                    tab: at,
                    refresh: false,
                },
            ),
            (
                budget.refreshes,
                Step::Ask {
                    tab: at,
                    refresh: true,
                },
            ),
            (
                if self.is_busy(tab) { budget.sleeps } else { 0 },
                Step::Sleep(at),
            ),
            (
                budget.reloads,
                Step::Reload {
                    tab: at,
                    leaves: false,
                },
            ),
            (
                budget.leaves,
                Step::Reload {
                    tab: at,
                    leaves: true,
                },
            ),
            (budget.sign_outs, Step::SignOut(at)),
            (budget.sign_ins, Step::SignIn(at)),
            (budget.unauthorized, Step::Unauthorized(at)),
        ];
        steps.extend(
            rest.iter()
                .filter(|(left, _)| *left > 0)
                .map(|(_, step)| *step),
        );
        if tab.probing {
            steps.push(Step::Probed {
                tab: at,
                reached: true,
            });
            if budget.unreachable > 0 {
                steps.push(Step::Probed {
                    tab: at,
                    reached: false,
                });
            }
        }
    }

    /// Whether it makes a difference that the tab sleeps.
    fn is_busy(&self, tab: &Tab<R>) -> bool {
        tab.timer.is_some() || !tab.inbox.is_empty() || !tab.pending.is_empty()
    }

    fn steps_with(&self, at: usize, request: &Request, setup: &Setup, steps: &mut Vec<Step>) {
        let sender = &self.tabs[request.tab];
        let hears = sender.life == request.life && sender.awake;
        let in_time = self.now.monotonic - request.at <= setup.limits.timeout;
        match request.fate {
            Fate::UnderWay => {
                steps.push(Step::Process(at));
                if self.budget.failures > 0 && hears {
                    steps.push(Step::Fail(at));
                }
            }
            Fate::Processed => {
                if hears {
                    steps.push(Step::Respond(at));
                }
                if self.budget.lost_answers > 0 {
                    steps.push(Step::LoseAnswer(at));
                }
            }
            // The service may get it late.
            Fate::Lost | Fate::Orphaned if request.answer.is_none() && in_time => {
                steps.push(Step::Process(at));
            }
            _ => {}
        }
    }

    /// Takes one step.
    pub fn step(&mut self, step: Step, setup: &Setup) {
        if let Some(tab) = step.tab() {
            self.touched = self.touched.max(tab + 1);
        }
        match step {
            Step::Tick => {
                self.now.monotonic += TICK;
                self.now.wall += TICK;
            }
            Step::Set { back } => {
                spend(&mut self.budget.clock_steps);
                self.now.wall += if back { -20.0 * TICK } else { 20.0 * TICK };
            }
            Step::Due(tab) => {
                self.tabs[tab].timer = None;
                self.tell(tab, Input::Due, setup);
                let waiters = &self.tabs[tab].waiters;
                self.broken.overdue |= waiters.iter().any(|(_, by)| *by <= self.now.monotonic);
            }
            Step::Deliver(tab) => {
                let input = self.tabs[tab].inbox.remove(0);
                self.tell(tab, input, setup);
            }
            Step::Ask { tab, refresh } => self.ask(tab, refresh, setup),
            Step::Sleep(tab) => {
                spend(&mut self.budget.sleeps);
                self.tabs[tab].awake = false;
            }
            Step::Wake(tab) => {
                self.tabs[tab].awake = true;
                self.tabs[tab].inbox.push(Input::Woken);
            }
            Step::Reload { tab, leaves } => self.reload(tab, leaves, setup),
            Step::Grant => {
                let tab = self.queue.remove(0);
                self.lock = Some(tab);
                self.tabs[tab].inbox.push(Input::LockGot);
            }
            Step::LoseLock => {
                spend(&mut self.budget.lost_locks);
                if let Some(tab) = self.lock.take() {
                    self.tabs[tab].inbox.push(Input::LockLost);
                }
            }
            Step::Process(at) => self.process(at, setup),
            Step::Respond(at) => self.respond(at, setup),
            Step::LoseAnswer(at) => self.lose(at, setup),
            Step::Fail(at) => self.fail(at, setup),
            Step::Access { tab, refused } => self.access(tab, refused, setup),
            Step::Accessed(tab) => self.accessed(tab, setup),
            Step::SignOut(tab) => self.sign_out(tab, setup),
            Step::SignIn(tab) => {
                spend(&mut self.budget.sign_ins);
                let tokens = self.new_session(setup);
                self.tell(tab, Input::SignedIn(tokens), setup);
            }
            Step::Unauthorized(tab) => {
                spend(&mut self.budget.unauthorized);
                if let Some(tokens) = self.tabs[tab].rule.current().flatten() {
                    self.tabs[tab].dead.push(tokens.generation);
                    self.tell(tab, Input::Unauthorized(tokens.generation), setup);
                }
            }
            Step::Probed { tab, reached } => {
                if !reached {
                    spend(&mut self.budget.unreachable);
                }
                self.tabs[tab].probing = false;
                self.tell(tab, Input::Reached(reached), setup);
            }
        }
    }

    fn ask(&mut self, tab: usize, refresh: bool, setup: &Setup) {
        let waiter = Waiter(self.tabs[tab].asked);
        let by = self.now.monotonic + setup.patience;
        self.tabs[tab].asked += 1;
        self.tabs[tab].waiters.push((waiter, by));
        let input = if refresh {
            spend(&mut self.budget.refreshes);
            Input::RefreshAsked { waiter, by }
        } else {
            spend(&mut self.budget.asks);
            Input::TokenAsked { waiter, by }
        };
        self.tell(tab, input, setup);
    }

    fn reload(&mut self, tab: usize, leaves: bool, setup: &Setup) {
        if leaves {
            spend(&mut self.budget.leaves);
            self.tell(tab, Input::Leaving, setup);
        } else {
            spend(&mut self.budget.reloads);
        }
        self.end_requests(tab, Fate::Orphaned);
        self.unlock(tab);
        self.tabs[tab] = self.new_tab(setup);
        self.tell(tab, Input::Woken, setup);
    }

    fn process(&mut self, at: usize, setup: &Setup) {
        let request = self.requests[at];
        let family = self
            .families
            .iter()
            .position(|family| family.session == request.session)
            .filter(|&family| !self.families[family].revoked);
        let newest = family.filter(|&family| self.families[family].newest == request.generation);
        let answer = match (family, newest) {
            (_, Some(family)) => {
                let tokens = self.tokens(request.session, setup);
                self.families[family].newest = tokens.generation;
                Answer::Tokens(tokens)
            }
            (Some(family), None) => {
                self.families[family].revoked = true;
                self.reached.reuse_detected = true;
                Answer::GrantGone
            }
            (None, None) => Answer::GrantGone,
        };
        let request = &mut self.requests[at];
        request.answer = Some(answer);
        if request.fate == Fate::UnderWay {
            request.fate = Fate::Processed;
        }
    }

    fn respond(&mut self, at: usize, setup: &Setup) {
        let request = self.requests[at];
        self.requests[at].fate = Fate::Answered;
        if let Some(answer) = request.answer {
            self.reached.refreshed |= matches!(answer, Answer::Tokens(_));
            self.answer(request, answer, setup);
        }
    }

    fn answer(&mut self, request: Request, answer: Answer, setup: &Setup) {
        let input = Input::Answered {
            generation: request.generation,
            attempt: request.attempt,
            answer,
        };
        if answer == Answer::GrantGone
            && self
                .storage
                .read()
                .current()
                .map(|tokens| tokens.generation)
                == Some(request.generation)
        {
            self.tabs[request.tab].dead.push(request.generation);
        }
        self.tell(request.tab, input, setup);
    }

    fn lose(&mut self, at: usize, setup: &Setup) {
        spend(&mut self.budget.lost_answers);
        let request = self.requests[at];
        self.requests[at].fate = Fate::Lost;
        let sender = &self.tabs[request.tab];
        if sender.awake && sender.life == request.life {
            self.answer(request, Answer::NoAnswer, setup);
        }
    }

    fn fail(&mut self, at: usize, setup: &Setup) {
        spend(&mut self.budget.failures);
        let request = self.requests[at];
        self.requests[at].fate = Fate::Failed;
        self.answer(request, Answer::Failed { retry_after: None }, setup);
    }

    fn sign_out(&mut self, tab: usize, setup: &Setup) {
        spend(&mut self.budget.sign_outs);
        if let Some(tokens) = self.tabs[tab].rule.current().flatten() {
            self.tabs[tab].dead.push(tokens.generation);
            self.tabs[tab].ended.push(tokens.session);
        }
        self.tell(tab, Input::SignOut, setup);
    }

    // Properties.

    pub fn is_signed_out(&self) -> bool {
        self.tabs.iter().all(|tab| {
            let heard = tab.awake && tab.inbox.is_empty() && tab.pending.is_empty();
            let session = tab.rule.current().flatten().map(|tokens| tokens.session);
            let ended = |list: &[SessionId]| session.is_some_and(|of| list.contains(&of));
            !ended(&tab.ended) && (!heard || tab.memory.is_some() || !ended(&self.ended))
        })
    }

    pub fn waits_end(&self) -> bool {
        self.tabs.iter().all(|tab| {
            let ends = |(_, by): &(Waiter, f64)| *by >= self.now.monotonic;
            !tab.awake
                || tab.timer.is_some_and(|at| at < self.now.monotonic)
                || tab.waiters.iter().all(ends)
        })
    }
}
