//! What may happen next.

use crate::rule::Rule;
use crate::world::*;
use xsolla_login::session::{CallerId, Intent};

/// One step of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Time advances by one tick.
    Tick,
    /// The wall clock is set.
    Set {
        back: bool,
    },
    /// The timer of a tab fires.
    Due(usize),
    /// A tab gets the next input in its inbox.
    Deliver(usize),
    Ask {
        tab: usize,
        refresh: bool,
    },
    /// A caller stops waiting.
    GiveUp {
        tab: usize,
        caller: CallerId,
    },
    Sleep(usize),
    Wake(usize),
    Reload {
        tab: usize,
        leaves: bool,
    },
    Grant,
    LoseLock,
    /// The service processes a request.
    Process(usize),
    Respond(usize),
    LoseAnswer(usize),
    Fail(usize),
    /// The request was not sent, because the browser is offline.
    NotSent(usize),
    /// The browser of a tab is online again.
    Online(usize),
    /// The storage performs what a tab has asked for.
    Access {
        tab: usize,
        refused: bool,
    },
    /// The tab gets the result.
    Accessed(usize),
    /// The promise of the storage never settles, whether or not it has performed what it promised.
    LosePromise {
        tab: usize,
        performed: bool,
    },
    SignOut(usize),
    SignIn(usize),
    Unauthorized(usize),
    /// The service refuses the token before the current one, which it has refused already.
    UnauthorizedLate(usize),
    Pinged {
        tab: usize,
        answered: bool,
    },
}

impl Step {
    pub fn tab(&self) -> Option<usize> {
        match *self {
            Step::Due(tab)
            | Step::Deliver(tab)
            | Step::Sleep(tab)
            | Step::Wake(tab)
            | Step::Accessed(tab)
            | Step::SignOut(tab)
            | Step::SignIn(tab)
            | Step::Online(tab)
            | Step::Unauthorized(tab)
            | Step::UnauthorizedLate(tab)
            | Step::Ask { tab, .. }
            | Step::GiveUp { tab, .. }
            | Step::Reload { tab, .. }
            | Step::Access { tab, .. }
            | Step::LosePromise { tab, .. }
            | Step::Pinged { tab, .. } => Some(tab),
            _ => None,
        }
    }
}

impl<R: Rule> World<R> {
    /// Adds every step that may happen next to `steps`.
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
            if self.budget.lost_promises > 0
                && tab.pending.iter().any(|pending| pending.result.is_none())
            {
                steps.extend(
                    [false, true].map(|performed| Step::LosePromise { tab: at, performed }),
                );
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

    /// Whether anything depends on time. If nothing does, a tick would only add states.
    fn is_time_of_use(&self) -> bool {
        let open = |request: &Request| matches!(request.fate, Fate::UnderWay | Fate::Processed);
        let young = |intent: Intent| self.now.wall - intent.at < intent.lasts;
        let asks = self.budget.asks > 0 || self.budget.refreshes > 0;
        let intent = self.storage.read().intent;
        let awaited = |tab: &Tab<R>| {
            tab.lost
                .is_some_and(|(_, since)| self.now.monotonic - since < self.limit)
        };
        self.tabs.iter().any(|tab| tab.timer.is_some())
            || self.requests.iter().any(open)
            || asks
                && (intent.is_some_and(young)
                    || self.is_anything_good()
                    || self.tabs.iter().any(awaited))
    }

    fn is_anything_good(&self) -> bool {
        self.tabs.iter().any(|tab| {
            let tokens = tab.rule.current().flatten();
            tokens
                .is_some_and(|tokens| tokens.ends_at.is_finite() && tokens.ends_at > self.now.wall)
        })
    }

    /// Whether a storage operation of the tab must end before time advances.
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
            (budget.online, Step::Online(at)),
            (budget.unauthorized, Step::Unauthorized(at)),
            (
                if self.is_refused(tab) {
                    budget.unauthorized
                } else {
                    0
                },
                Step::UnauthorizedLate(at),
            ),
        ];
        steps.extend(
            rest.iter()
                .filter(|(left, _)| *left > 0)
                .map(|(_, step)| *step),
        );
        if budget.give_ups > 0 {
            let callers = tab.callers.iter();
            steps.extend(callers.map(|&(caller, _)| Step::GiveUp { tab: at, caller }));
        }
        if tab.pinging {
            steps.push(Step::Pinged {
                tab: at,
                answered: true,
            });
            if budget.unreachable > 0 {
                steps.push(Step::Pinged {
                    tab: at,
                    answered: false,
                });
            }
        }
    }

    /// Whether the tab knows that its current token is dead.
    fn is_refused(&self, tab: &Tab<R>) -> bool {
        let tokens = tab.rule.current().flatten();
        tokens.is_some_and(|tokens| tab.dead.contains(&tokens.generation))
    }

    /// Whether it makes a difference if the tab sleeps.
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
                if self.budget.unsent > 0 && hears {
                    steps.push(Step::NotSent(at));
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
            // The request may reach the service late.
            Fate::Lost | Fate::Orphaned if request.answer.is_none() && in_time => {
                steps.push(Step::Process(at));
            }
            _ => {}
        }
    }
}
