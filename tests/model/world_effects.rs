//! What follows from a step, and what must hold afterwards.

use crate::rule::Rule;
use crate::world::*;
use crate::world_steps::Step;
use xsolla_login::session::{CallerId, Generation, Input, Operation, SessionId, TokenAnswer};

/// Uses up one of the times that an event may happen.
pub fn spend(budget: &mut u8) {
    *budget = budget.saturating_sub(1);
}

impl<R: Rule> World<R> {
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
                self.now.wall += if back { -CLOCK_STEP } else { CLOCK_STEP };
            }
            Step::Due(tab) => {
                self.tabs[tab].timer = None;
                self.pass(tab, Input::Due, setup);
                let callers = &self.tabs[tab].callers;
                self.broken.overdue |= callers.iter().any(|(_, by)| *by <= self.now.monotonic);
            }
            Step::Deliver(tab) => {
                let input = self.tabs[tab].inbox.remove(0);
                self.pass(tab, input, setup);
            }
            Step::Ask { tab, refresh } => self.ask(tab, refresh, setup),
            Step::GiveUp { tab, caller } => self.give_up(tab, caller, setup),
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
            Step::NotSent(at) => {
                spend(&mut self.budget.unsent);
                let request = self.requests.remove(at);
                self.answer(request, TokenAnswer::NotSent, setup);
            }
            Step::Online(tab) => {
                spend(&mut self.budget.online);
                self.pass(tab, Input::Woken, setup);
            }
            Step::Access { tab, refused } => self.access(tab, refused, setup),
            Step::Accessed(tab) => self.accessed(tab, setup),
            Step::LosePromise { tab, performed } => self.lose_promise(tab, performed),
            Step::SignOut(tab) => self.sign_out(tab, setup),
            Step::SignIn(tab) => {
                spend(&mut self.budget.sign_ins);
                let tokens = self.new_session(setup);
                self.pass(tab, Input::SignedIn(tokens), setup);
            }
            Step::Unauthorized(tab) => {
                spend(&mut self.budget.unauthorized);
                if let Some(tokens) = self.tabs[tab].rule.current().flatten() {
                    self.tabs[tab].dead.push(tokens.generation);
                    self.pass(tab, Input::Unauthorized(tokens.generation), setup);
                }
            }
            Step::UnauthorizedLate(tab) => {
                spend(&mut self.budget.unauthorized);
                if let Some(tokens) = self.tabs[tab].rule.current().flatten() {
                    // The service numbers tokens as it issues them.
                    let before = Generation(tokens.generation.0.saturating_sub(1));
                    self.pass(tab, Input::Unauthorized(before), setup);
                }
            }
            Step::Pinged { tab, answered } => {
                if !answered {
                    spend(&mut self.budget.unreachable);
                }
                self.tabs[tab].pinging = false;
                self.pass(tab, Input::Pinged(answered), setup);
            }
        }
    }

    fn ask(&mut self, tab: usize, refresh: bool, setup: &Setup) {
        let caller = CallerId(self.tabs[tab].asked);
        let by = self.now.monotonic + setup.patience;
        self.tabs[tab].asked += 1;
        self.tabs[tab].callers.push((caller, by));
        let given_up = self.now.monotonic - setup.limits.storage;
        let is_lost = self.tabs[tab]
            .lost
            .is_some_and(|(operation, since)| operation == Operation::Read && since < given_up);
        if is_lost {
            self.tabs[tab].reads_again.get_or_insert(caller);
        }
        let input = if refresh {
            spend(&mut self.budget.refreshes);
            Input::RefreshAsked { caller, by }
        } else {
            spend(&mut self.budget.asks);
            Input::TokenAsked { caller, by }
        };
        self.pass(tab, input, setup);
    }

    fn give_up(&mut self, tab: usize, caller: CallerId, setup: &Setup) {
        spend(&mut self.budget.give_ups);
        let gives_up = &mut self.tabs[tab];
        gives_up.callers.retain(|(waits, _)| *waits != caller);
        if gives_up.looking == Some(caller) {
            // The sign-out goes on without what the storage says.
            gives_up.looking = None;
            gives_up.looked = Some(false);
        }
        self.pass(tab, Input::GaveUp(caller), setup);
    }

    fn reload(&mut self, tab: usize, leaves: bool, setup: &Setup) {
        if leaves {
            spend(&mut self.budget.leaves);
            self.pass(tab, Input::Leaving, setup);
        } else {
            spend(&mut self.budget.reloads);
        }
        self.end_requests(tab, Fate::Orphaned);
        self.unlock(tab);
        self.tabs[tab] = self.new_tab(setup);
        self.pass(tab, Input::Woken, setup);
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
                TokenAnswer::Tokens(tokens)
            }
            (Some(family), None) => {
                self.families[family].revoked = true;
                self.reached.reuse_detected = true;
                TokenAnswer::GrantGone
            }
            (None, None) => TokenAnswer::GrantGone,
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
            if matches!(answer, TokenAnswer::Tokens(_)) {
                let gave_up = self.budget.give_ups < setup.budget.give_ups;
                let waits = self.tabs.iter().any(|tab| !tab.callers.is_empty());
                self.reached.refreshed = true;
                self.reached.refreshed_for_nobody |= gave_up && !waits;
            }
            self.answer(request, answer, setup);
        }
    }

    fn answer(&mut self, request: Request, answer: TokenAnswer, setup: &Setup) {
        let input = Input::Answered {
            generation: request.generation,
            attempt: request.attempt,
            answer,
        };
        if answer == TokenAnswer::GrantGone
            && self
                .storage
                .read()
                .current()
                .map(|tokens| tokens.generation)
                == Some(request.generation)
        {
            self.tabs[request.tab].dead.push(request.generation);
        }
        self.pass(request.tab, input, setup);
    }

    fn lose(&mut self, at: usize, setup: &Setup) {
        spend(&mut self.budget.lost_answers);
        let request = self.requests[at];
        self.requests[at].fate = Fate::Lost;
        let sender = &self.tabs[request.tab];
        if sender.awake && sender.life == request.life {
            self.answer(request, TokenAnswer::NoAnswer, setup);
        }
    }

    fn fail(&mut self, at: usize, setup: &Setup) {
        spend(&mut self.budget.failures);
        let request = self.requests[at];
        self.requests[at].fate = Fate::Failed;
        self.requests[at].at = self.now.monotonic;
        self.answer(request, TokenAnswer::Failed { retry_after: None }, setup);
    }

    fn sign_out(&mut self, tab: usize, setup: &Setup) {
        spend(&mut self.budget.sign_outs);
        if !self.tabs[tab].rule.must_look(self.now) {
            return self.leave(tab, true, setup);
        }
        let caller = CallerId(self.tabs[tab].asked);
        let by = self.now.monotonic + setup.patience;
        self.tabs[tab].asked += 1;
        self.tabs[tab].callers.push((caller, by));
        self.tabs[tab].looking = Some(caller);
        self.pass(tab, Input::LookAsked { caller, by }, setup);
    }

    /// Signs out. `seen`: whether the tab knows what the other tabs do.
    pub fn leave(&mut self, tab: usize, seen: bool, setup: &Setup) {
        let rule = &self.tabs[tab].rule;
        let attempt = rule.sign_out_attempt(self.now).filter(|_| seen);
        let parting = rule.current().flatten().zip(attempt);
        self.tabs[tab].parting =
            parting.map(|(tokens, attempt)| (tokens, attempt, self.now.monotonic));
        if let Some(tokens) = self.tabs[tab].rule.current().flatten() {
            self.tabs[tab].dead.push(tokens.generation);
            self.tabs[tab].ended.push(tokens.session);
        }
        self.pass(tab, Input::SignOut, setup);
    }

    /// Sends the refresh token of a sign-out, unless another tab may have sent it since the sign-out began.
    pub fn part(&mut self, tab: usize, done: bool, setup: &Setup) {
        let Some((tokens, attempt, since)) = self.tabs[tab].parting.take() else {
            return;
        };
        if done && self.now.monotonic - since <= setup.limits.window {
            let failed = |request: &Request| {
                request.generation == tokens.generation && request.fate == Fate::Failed
            };
            self.reached.parted_after_failure |= self.requests.iter().any(failed);
            let generation = tokens.generation;
            self.send(tab, (tokens.session, generation), attempt, setup);
        }
    }

    // Properties.

    pub fn is_signed_out(&self) -> bool {
        self.tabs.iter().all(|tab| {
            // Or it has removed the session itself, and waits for the promise of that.
            let waits = matches!(tab.lost, Some((Operation::Remove(_), _)));
            let heard = tab.awake && tab.inbox.is_empty() && tab.pending.is_empty() && !waits;
            let session = tab.rule.current().flatten().map(|tokens| tokens.session);
            let ended = |list: &[SessionId]| session.is_some_and(|of| list.contains(&of));
            !ended(&tab.ended) && (!heard || tab.memory.is_some() || !ended(&self.ended))
        })
    }

    pub fn waits_end(&self) -> bool {
        self.tabs.iter().all(|tab| {
            let ends = |(_, by): &(CallerId, f64)| *by >= self.now.monotonic;
            !tab.awake
                || tab.timer.is_some_and(|at| at < self.now.monotonic)
                || tab.callers.iter().all(ends)
        })
    }
}
