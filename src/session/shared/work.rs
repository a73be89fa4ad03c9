//! Performs the outputs of the machine: storage, Web Lock, timer, requests and notifications.

use super::*;
use crate::session::Stored;

impl SharedSession {
    pub(super) fn perform(&self, output: Output, input: &Input) {
        match output {
            Output::Read
            | Output::WriteIntent(_)
            | Output::WriteTokens(_)
            | Output::WriteSession(_)
            | Output::Remove(_)
            | Output::Sweep(_) => {
                let number = self.next();
                match output {
                    Output::Read => self.last_read.set(number),
                    Output::WriteIntent(_) => self.last_intent.set(number),
                    _ => {}
                }
                self.start(move |me| async move { me.access(output, number).await });
            }
            Output::KeepInMemory(tokens) => {
                let tokens = self.remembered(tokens.generation);
                self.memory.replace(tokens.map(|tokens| (tokens, None)));
            }
            Output::RequestLock => self.request_lock(),
            Output::ReleaseLock => drop(self.lock.take()),
            Output::Ping => self.start(|me| async move {
                let answered = match me.requester() {
                    Some(owner) => owner.ping().await,
                    None => false,
                };
                me.pass(Input::Pinged(answered));
            }),
            Output::Send {
                generation,
                attempt,
            } => self.send(generation, attempt),
            Output::Abort => {
                // Set here, because the error of an aborted request is not recorded.
                let reason = "the token endpoint did not respond in time";
                let error = SdkError::new(ErrorKind::Timeout, reason).into();
                self.failure.replace(error);
                if let Some(request) = self.request.take() {
                    request.abort();
                }
            }
            Output::Discard(generation) => {
                let mut tokens = self.tokens.borrow_mut();
                tokens.retain(|tokens| tokens.known.generation != generation);
            }
            Output::Announce { tokens, persisted } => {
                let tokens = tokens.and_then(|tokens| self.remembered(tokens.generation));
                let is_first = self.shown.borrow().is_undefined();
                let shown = match tokens {
                    Some(tokens) => {
                        // The failure belongs to the previous tokens.
                        self.failure.take();
                        tokens.shown(persisted)
                    }
                    None => JsValue::NULL,
                };
                self.shown.replace(shown);
                // What the page finds when it loads is not a change.
                self.spread(is_first && matches!(input, Input::Stored(_)));
            }
            Output::Give { waiter, reply } => {
                if let Some(giver) = self.take_waiting(waiter) {
                    giver.give(reply);
                }
            }
            Output::SignInEnded(done) => give(&self.sign_in, done),
            Output::SignOutEnded(done) => {
                for giver in self.sign_out.take() {
                    giver.give(done);
                }
            }
            Output::Timer(at) => self.set_timer(at),
        }
    }

    pub(super) fn start<F: Future<Output = ()> + 'static>(&self, run: impl FnOnce(Rc<Self>) -> F) {
        if let Some(me) = self.me.upgrade() {
            promise::run(run(me));
        }
    }

    /// Performs a storage output, and passes its result to the machine, unless it has been given up by then: there is
    /// a later read or intent than that with this number.
    pub(super) async fn access(&self, output: Output, number: u32) {
        let is_given_up = || match output {
            Output::Read => self.last_read.get() != number,
            Output::WriteIntent(_) => self.last_intent.get() != number,
            _ => false,
        };
        let done = match output {
            Output::Read => match self.entries.read().await {
                _ if is_given_up() => return,
                look => match self.found(look) {
                    Ok(found) => {
                        self.storage_failure.take();
                        return self.pass(Input::Stored(found));
                    }
                    Err(cause) => Err(cause),
                },
            },
            Output::WriteIntent(intent) => match self.remembered(intent.generation) {
                Some(tokens) if self.is_in_memory(tokens.known.session) => {
                    if let Some((_, place)) = &mut *self.memory.borrow_mut() {
                        *place = Some(intent);
                    }
                    Ok(())
                }
                Some(tokens) => {
                    let session = tokens.known.session;
                    self.entries.write_intent(session, &intent).await
                }
                None => Err(JsValue::UNDEFINED),
            },
            Output::WriteTokens(tokens) => match self.remembered(tokens.generation) {
                Some(tokens) => self.entries.write_tokens(&tokens).await,
                None => Err(JsValue::UNDEFINED),
            },
            Output::WriteSession(tokens) => match self.remembered(tokens.generation) {
                Some(tokens) => self.entries.write_session(&tokens).await,
                None => Err(JsValue::UNDEFINED),
            },
            Output::Remove(removal) => {
                self.memory.take();
                match removal {
                    Removal::Ended(session) => self.entries.remove_ended(session).await,
                    Removal::SignedOut(_) | Removal::Unstored(_) => self.entries.remove().await,
                }
            }
            Output::Sweep(session) => return self.entries.sweep(session).await,
            _ => return,
        };
        let Some(operation) = output.operation().filter(|_| !is_given_up()) else {
            return;
        };
        self.pass(match done {
            Ok(()) => {
                self.storage_failure.take();
                Input::Done(operation)
            }
            Err(cause) => {
                self.storage_failure.replace(cause);
                Input::Refused(operation)
            }
        });
    }

    /// What a read has found, with the session in memory.
    fn found(&self, look: Result<Look, JsValue>) -> Result<Stored, JsValue> {
        let mut memory = self.memory.borrow_mut();
        let Look { mut stored, tokens } = match look {
            Err(_) if memory.is_some() => Look::default(),
            look => look?,
        };
        if let Some(tokens) = tokens {
            self.remember(tokens);
        }
        let kept = memory
            .as_ref()
            .map(|(tokens, intent)| (tokens.known, *intent));
        let stays = |session: SessionId| stored.session.is_none_or(|current| current == session);
        match kept.filter(|(tokens, _)| stays(tokens.session)) {
            Some((tokens, intent)) => {
                stored.session = Some(tokens.session);
                stored.tokens = Some(tokens);
                stored.intent = intent;
            }
            None => *memory = None,
        }
        Ok(stored)
    }

    pub(super) fn is_in_memory(&self, session: SessionId) -> bool {
        let memory = self.memory.borrow();
        memory
            .as_ref()
            .is_some_and(|(tokens, _)| tokens.known.session == session)
    }

    pub(super) fn request_lock(&self) {
        let serial = self.next();
        let me = self.me.clone();
        let granted: Box<dyn Fn()> = Box::new(move || {
            if let Some(me) = me.upgrade().filter(|me| me.has_lock(serial)) {
                me.pass(Input::LockGot);
            }
        });
        let is_shared = !matches!(self.entries.storage(), Storage::Memory(_));
        let asked = is_shared.then(|| Lock::request(self.entries.key(), granted));
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
                me.pass(match lock.is_some_and(|(_, lock)| lock.was_granted()) {
                    true => Input::LockLost,
                    false => Input::LockRefused,
                });
            }
        });
    }

    pub(super) fn has_lock(&self, serial: u32) -> bool {
        let lock = self.lock.borrow();
        lock.as_ref().is_some_and(|(current, _)| *current == serial)
    }

    pub(super) fn send(&self, generation: Generation, attempt: u8) {
        let controller = AbortController::new().ok();
        self.request.set(controller.clone());
        self.start(move |me| async move {
            let answer = me.refreshed(generation, controller).await;
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
            self.failure.replace(SdkError::state(reason).into());
            return TokenAnswer::NotSent;
        };
        let tokens = self.remembered(generation);
        let Some((tokens, refresh)) = tokens.as_ref().and_then(|t| Some((t, t.refresh.as_ref()?)))
        else {
            return TokenAnswer::NotSent;
        };
        let signal = stop.as_ref().map(|stop| stop.signal().into());
        let refreshed = owner.refresh(refresh, tokens.known.session, signal).await;
        let current = self.request.take();
        let is_current = current.is_some() && current == stop;
        if !is_current {
            self.request.set(current);
        }
        match refreshed {
            Ok(tokens) => {
                let known = tokens.known;
                self.remember(tokens);
                TokenAnswer::Tokens(known)
            }
            Err((error, answer)) => {
                if is_current {
                    self.failure.replace(error);
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
        owners.find(|owner| owner.session_key() == self.entries.key())
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

    pub(super) fn set_timer(&self, at: Option<f64>) {
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
