//! A transport that follows a script, with its own clock, and records what it was asked to do.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::collections::VecDeque;

use super::*;

/// The reason of a call that was stopped.
pub const STOPPED: &str = "stopped";

/// Something that the transport was asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// An attempt with this number, at this time.
    Sent(u32, f64),
    Paused(f64),
    Concluded(Meaning),
    /// An attempt or a pause that ended because the call was stopped.
    Stopped,
}

/// The outcome of one attempt, after this many milliseconds.
pub type Step = (f64, Outcome<&'static str, &'static str>);

/// The transport. An attempt after the last step panics.
pub struct Script {
    pub steps: RefCell<VecDeque<Step>>,
    pub events: RefCell<Vec<Event>>,
    pub clock: Cell<f64>,
    /// When the caller stops the call.
    pub stopped_at: f64,
    /// Milliseconds that the call may take.
    pub timeout: f64,
    pub random: f64,
}

impl Script {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: RefCell::new(steps.into_iter().collect()),
            events: RefCell::default(),
            clock: Cell::new(0.0),
            stopped_at: f64::INFINITY,
            timeout: f64::INFINITY,
            random: 0.5,
        }
    }

    /// Makes the call.
    pub fn run(&self, call: &Call, retries: u32) -> Result<&'static str, &'static str> {
        match pin!(run(call, retries, self)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("a script never waits"),
        }
    }

    /// Returns the number and time of each attempt.
    pub fn sent(&self) -> Vec<(u32, f64)> {
        self.found(|event| match event {
            Event::Sent(number, at) => Some((*number, *at)),
            _ => None,
        })
    }

    pub fn pauses(&self) -> Vec<f64> {
        self.found(|event| match event {
            Event::Paused(ms) => Some(*ms),
            _ => None,
        })
    }

    pub fn concluded(&self) -> Vec<Meaning> {
        self.found(|event| match event {
            Event::Concluded(meaning) => Some(meaning.clone()),
            _ => None,
        })
    }

    /// Returns how many attempts or pauses ended because the call was stopped.
    pub fn stops(&self) -> usize {
        let events = self.events.borrow();
        events
            .iter()
            .filter(|event| **event == Event::Stopped)
            .count()
    }

    fn found<T>(&self, of: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.events.borrow().iter().filter_map(of).collect()
    }

    fn record(&self, event: Event) {
        self.events.borrow_mut().push(event);
    }

    fn pass(&self, ms: f64) -> Result<(), &'static str> {
        let end = self.clock.get() + ms;
        self.clock.set(end.min(self.stopped_at));
        if end < self.stopped_at {
            return Ok(());
        }
        self.record(Event::Stopped);
        Err(STOPPED)
    }
}

impl Transport for Script {
    type Value = &'static str;
    type Error = &'static str;
    type Answer = &'static str;

    async fn attempt(
        &self,
        number: u32,
    ) -> Result<Outcome<&'static str, &'static str>, &'static str> {
        self.pass(0.0)?;
        self.record(Event::Sent(number, self.clock.get()));
        let (ms, outcome) = self.steps.borrow_mut().pop_front().unwrap();
        self.pass(ms)?;
        Ok(outcome)
    }

    async fn pause(&self, ms: f64) -> Result<(), &'static str> {
        self.record(Event::Paused(ms));
        self.pass(ms)
    }

    fn conclude(
        &self,
        meaning: &Meaning,
        _: &Received,
        json: &&'static str,
    ) -> Result<&'static str, &'static str> {
        self.record(Event::Concluded(meaning.clone()));
        match meaning {
            Meaning::Api(_) | Meaning::Sdk(_) => Err(json),
            _ => Ok(json),
        }
    }

    fn monotonic(&self) -> f64 {
        self.clock.get()
    }

    fn left(&self) -> f64 {
        self.timeout - self.clock.get()
    }

    fn random(&self) -> f64 {
        self.random
    }
}

/// A response after 100 ms.
pub fn answer(status: u16, body: BodyKind) -> Step {
    let received = Received {
        status,
        is_redirect: false,
        body,
        captcha: false,
        retry_after: None,
    };
    (100.0, Outcome::Answer(received, "json"))
}

pub fn success() -> Step {
    answer(200, BodyKind::Json)
}

pub fn failure(status: u16) -> Step {
    answer(status, BodyKind::Empty)
}

/// A 429 with `Retry-After` in seconds.
pub fn busy(seconds: f64) -> Step {
    let (ms, outcome) = failure(429);
    let Outcome::Answer(received, json) = outcome else {
        panic!("a failure is an answer");
    };
    let retry_after = Some(seconds);
    let received = Received {
        retry_after,
        ..received
    };
    (ms, Outcome::Answer(received, json))
}

/// A failure without a response, after 100 ms.
pub fn offline() -> Step {
    (100.0, Outcome::NoAnswer("offline"))
}

/// The same outcome, after `ms` milliseconds.
pub fn after(ms: f64, (_, outcome): Step) -> Step {
    (ms, outcome)
}

pub fn code(code: &str) -> BodyKind {
    BodyKind::Error(Some(code.into()))
}

pub fn api(code: &str) -> Meaning {
    Meaning::Api(code.into())
}
