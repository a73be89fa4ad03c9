//! Performs the outputs of the machine: storage, Web Lock, timer, requests and notifications.

use web_sys::AbortController;

use super::*;

impl SharedSession {
    pub(super) fn perform(&self, output: Output, input: &Input) {
        match output {
            Output::Read
            | Output::WriteIntent(_)
            | Output::WriteTokens(_)
            | Output::WriteSession(_)
            | Output::Remove(_)
            | Output::Sweep(_) => self.access(output),
            Output::KeepInMemory(tokens) => self.book.keep_in_memory(tokens.generation),
            Output::RequestLock => self.request_lock(),
            Output::ReleaseLock => drop(self.lock.take()),
            Output::Ping => self.ping(),
            Output::Send {
                generation,
                attempt,
            } => self.send(generation, attempt),
            Output::Abort => self.request.abort(),
            Output::Discard(generation) => self.book.discard(generation),
            Output::Announce { tokens, kept } => {
                // What the page finds when it loads is not a change.
                let is_found = matches!(input, Input::Stored(_));
                self.announce(tokens, kept, is_found);
            }
            Output::Give { caller, reply } => {
                if let Some(giver) = self.callers.take(caller) {
                    giver.give(reply);
                }
            }
            Output::SignInEnded(outcome) => self.callers.end_sign_in(outcome),
            Output::SignOutEnded(is_cleared) => self.callers.end_sign_outs(is_cleared),
            Output::Timer(at) => self.set_timer(at),
        }
    }

    fn start<F: Future<Output = ()> + 'static>(&self, run: impl FnOnce(Rc<Self>) -> F) {
        if let Some(me) = self.me.upgrade() {
            promise::run(run(me));
        }
    }

    fn access(&self, output: Output) {
        let number = self.storage.number(&output);
        self.start(move |me| async move {
            if let Some(input) = me.storage.perform(output, number, &me.book).await {
                me.pass(input);
            }
        });
    }

    fn request_lock(&self) {
        let serial = next(&self.lock_requests);
        let me = self.me.clone();
        let granted: Box<dyn Fn()> = Box::new(move || {
            if let Some(me) = me.upgrade().filter(|me| me.has_lock(serial)) {
                me.pass(Input::LockGot);
            }
        });
        let is_shared = !matches!(self.storage.entries.storage(), Storage::Memory(_));
        let asked = is_shared.then(|| Lock::request(self.storage.entries.key(), granted));
        let Some((lock, over)) = asked.flatten() else {
            return self.start(|me| async move { me.pass(Input::LockRefused) });
        };
        // A lock manager, such as a mock, may have called back at once, when this was not yet the requested lock.
        let is_granted = lock.was_granted();
        self.lock.replace(Some((serial, lock)));
        if is_granted {
            self.pass(Input::LockGot);
        }
        self.start(move |me| async move {
            over.await;
            if me.has_lock(serial) {
                let lock = me.lock.take();
                let was_held = lock.is_some_and(|(_, lock)| lock.was_granted());
                me.pass(if was_held {
                    Input::LockLost
                } else {
                    Input::LockRefused
                });
            }
        });
    }

    fn has_lock(&self, serial: u32) -> bool {
        let lock = self.lock.borrow();
        lock.as_ref().is_some_and(|(current, _)| *current == serial)
    }

    fn ping(&self) {
        self.start(|me| async move {
            let answered = match me.requester() {
                Some(owner) => owner.ping().await,
                None => false,
            };
            me.pass(Input::Pinged(answered));
        });
    }

    fn send(&self, generation: Generation, attempt: u8) {
        let stop = self.request.begin();
        self.start(move |me| async move {
            let answer = me.refreshed(generation, stop).await;
            me.pass(Input::Answered {
                generation,
                attempt,
                answer,
            });
        });
    }

    async fn refreshed(
        &self,
        generation: Generation,
        stop: Option<AbortController>,
    ) -> TokenAnswer {
        let Some(owner) = self.requester() else {
            let reason = "the options of this instance no longer lead to this session";
            self.request.fail(SdkError::state(reason).into());
            return TokenAnswer::NotSent;
        };
        let tokens = self.book.remembered(generation);
        let Some((tokens, refresh)) = tokens.as_ref().and_then(|t| Some((t, t.refresh.as_ref()?)))
        else {
            return TokenAnswer::NotSent;
        };
        let signal = stop.as_ref().map(|stop| stop.signal().into());
        let refreshed = owner.refresh(refresh, tokens.facts.session, signal).await;
        let is_current = self.request.end(stop.as_ref());
        match refreshed {
            Ok(tokens) => {
                let facts = tokens.facts;
                self.book.remember(tokens);
                TokenAnswer::Tokens(facts)
            }
            Err((error, answer)) => {
                if is_current {
                    self.request.fail(error);
                }
                answer
            }
        }
    }

    /// The instance that sends the requests: the one that was used last, among those that have not switched to
    /// another project since.
    fn requester(&self) -> Option<Rc<dyn Owner>> {
        let owners = self.owners.borrow();
        let mut owners = owners.iter().rev().filter_map(Weak::upgrade);
        owners.find(|owner| owner.session_key() == self.storage.entries.key())
    }

    /// Shows these tokens, or that nobody is signed in, and notifies the listeners. `is_found`: whether a read has found
    /// it, which is not a change if it is the first.
    fn announce(&self, tokens: Option<TokenFacts>, kept: Kept, is_found: bool) {
        let tokens = tokens.and_then(|tokens| self.book.remembered(tokens.generation));
        let shown = match tokens {
            Some(tokens) => {
                self.request.clear_failure();
                tokens.shown(kept)
            }
            None => JsValue::NULL,
        };
        let before = self.shown.replace(shown);
        self.spread(before.is_undefined() && is_found);
    }

    /// Notifies the listeners of all instances.
    fn spread(&self, is_first: bool) {
        let owners: Vec<_> = {
            let owners = self.owners.borrow();
            owners.iter().filter_map(Weak::upgrade).collect()
        };
        // Whoever a listener adds knows of the change already, whichever instance it listens to.
        let audiences: Vec<_> = owners
            .iter()
            .map(|owner| owner.audience(is_first))
            .collect();
        for audience in audiences {
            audience.notify(&self.shown());
        }
    }

    fn set_timer(&self, at: Option<f64>) {
        let timer = at.map(|at| {
            let me = self.me.clone();
            let ms = (at - clock::monotonic()).clamp(0.0, crate::config::LONGEST_TIMER);
            let due = move |_| {
                if let Some(me) = me.upgrade() {
                    me.pass(Input::Due);
                }
            };
            Timer::new(ms, Box::new(due))
        });
        // This may run in the callback of the old timer, so the old timer is dropped later, when its callback has
        // returned.
        if let Some(old) = self.timer.replace(timer) {
            self.start(|_| async move { drop(old) });
        }
    }
}
