//! Simulates clients that retry what failed, and a service that was down, in steps of a millisecond.
//!
//! Assumptions: every request, refused or answered, takes [`ROUND_TRIP`]; refusing a request costs the
//! service nothing; clients learn of a failure without a further delay. Real networks and timers
//! spread the load further, so the peaks are upper bounds.

use std::mem;

use xsolla_login::retry::Failure;

/// The number of clients, each with one call.
pub const CLIENTS: u32 = 100_000;

/// A peak is the number of requests that arrive within this many milliseconds.
pub const WINDOW: usize = 100;

/// The time from a request to its response, in milliseconds.
const ROUND_TRIP: usize = 20;

/// The service resets its count of accepted requests after this many milliseconds.
const SLICE: usize = 10;

/// When the last client gives up, in milliseconds: the default `timeout` of `waitForConfirmCode`.
const END: usize = 180_000;

const BUSY: Failure = Failure {
    status: 503,
    is_network: false,
    retry_after: None,
};

/// One failed attempt, as its client sees it.
#[derive(Clone, Copy)]
pub struct Failed {
    pub failure: Failure,
    /// How many attempts of its call failed before it.
    pub before: u32,
    /// Milliseconds since it was sent.
    pub since: f64,
    /// Random, from 0 up to 1.
    pub dice: f64,
}

/// Returns the milliseconds until the next attempt; `None` if the call fails.
pub type Rule = fn(&Failed) -> Option<f64>;

/// When the service is up, in milliseconds, and how much it accepts.
#[derive(Clone, Copy)]
pub struct Service {
    /// When it goes down.
    pub away: usize,
    /// When it is back up.
    pub back: usize,
    /// How many requests it accepts within [`WINDOW`]; the others get a 503. `None` means no limit.
    pub capacity: Option<u32>,
}

/// The result of a simulation.
pub struct Outcome {
    service: Service,
    /// How many requests arrived in each millisecond.
    load: Vec<u32>,
    /// How many calls failed.
    given_up: u32,
    /// When a request last got a 503, in milliseconds.
    refused: usize,
}

impl Outcome {
    /// Returns the most requests within [`WINDOW`] once the service is back.
    pub fn peak(&self) -> u32 {
        busiest(self.load.get(self.service.back..).unwrap_or_default())
    }

    /// Returns the most requests within [`WINDOW`] before the service is back.
    pub fn peak_while_away(&self) -> u32 {
        busiest(&self.load[..self.service.back.min(self.load.len())])
    }

    /// Returns the number of all requests.
    pub fn requests(&self) -> u32 {
        self.load.iter().sum()
    }

    /// Returns the percentage of calls that failed.
    pub fn given_up(&self) -> f64 {
        100.0 * f64::from(self.given_up) / f64::from(CLIENTS)
    }

    /// Returns for how long the service still answered 503 after it was back, in milliseconds.
    pub fn refusals(&self) -> usize {
        self.refused.saturating_sub(self.service.back)
    }

    /// Returns the time from the service's return to the last request, in milliseconds.
    pub fn last(&self) -> usize {
        self.load.len().saturating_sub(self.service.back)
    }
}

fn busiest(load: &[u32]) -> u32 {
    let mut within = 0;
    let mut most = 0;
    for (time, arrived) in load.iter().enumerate() {
        within += arrived;
        if let Some(left) = time.checked_sub(WINDOW) {
            within -= load[left];
        }
        most = most.max(within);
    }
    most
}

/// Simulates an outage that begins while each client has a request in flight, sent up to `longest`
/// milliseconds before.
pub fn cut_off(rule: Rule, longest: f64, service: Service) -> Outcome {
    let mut simulation = Simulation::new(rule, service);
    for _ in 0..CLIENTS {
        let since = simulation.dice.throw() * longest;
        simulation.fail(service.away, Failure::NETWORK, 0, since);
    }
    simulation.run()
}

/// Simulates clients that call one after the other, `each` of them per millisecond.
pub fn steady(rule: Rule, each: u32, service: Service) -> Outcome {
    let mut simulation = Simulation::new(rule, service);
    for client in 0..CLIENTS {
        simulation.send((client / each) as usize, 0);
    }
    simulation.run()
}

struct Simulation {
    rule: Rule,
    dice: Dice,
    /// The requests of each millisecond. A request is how many attempts of its call have failed.
    agenda: Vec<Vec<u32>>,
    outcome: Outcome,
}

impl Simulation {
    fn new(rule: Rule, service: Service) -> Self {
        Self {
            rule,
            dice: Dice(0x9e37_79b9_7f4a_7c15),
            agenda: Vec::new(),
            outcome: Outcome {
                service,
                load: Vec::new(),
                given_up: 0,
                refused: 0,
            },
        }
    }

    fn run(mut self) -> Outcome {
        let mut time = 0;
        let mut taken = 0;
        while let Some(requests) = self.agenda.get_mut(time).map(mem::take) {
            self.outcome.load.push(requests.len() as u32);
            if time.is_multiple_of(SLICE) {
                taken = 0;
            }
            for failures in requests {
                if let Some(failure) = self.failure(time, &mut taken) {
                    self.fail(time + ROUND_TRIP, failure, failures, ROUND_TRIP as f64);
                }
            }
            time += 1;
        }
        self.outcome
    }

    /// Returns why a request fails, or `None` if the service accepts it. `taken` is how many requests
    /// the service has accepted in this slice.
    fn failure(&mut self, time: usize, taken: &mut u32) -> Option<Failure> {
        let Service {
            away,
            back,
            capacity,
        } = self.outcome.service;
        if (away..back).contains(&time) {
            return Some(Failure::NETWORK);
        }
        let full = capacity.is_some_and(|most| *taken >= most * SLICE as u32 / WINDOW as u32);
        if full {
            self.outcome.refused = time;
            return Some(BUSY);
        }
        *taken += 1;
        None
    }

    fn fail(&mut self, time: usize, failure: Failure, before: u32, since: f64) {
        let dice = self.dice.throw();
        let failed = Failed {
            failure,
            before,
            since,
            dice,
        };
        match (self.rule)(&failed) {
            Some(wait) => self.send(time + wait as usize, before + 1),
            None => self.outcome.given_up += 1,
        }
    }

    fn send(&mut self, time: usize, failures: u32) {
        if time >= END {
            self.outcome.given_up += 1;
            return;
        }
        if self.agenda.len() <= time {
            self.agenda.resize_with(time + 1, Vec::new);
        }
        self.agenda[time].push(failures);
    }
}

/// A small seeded generator (xorshift), so that every run draws the same numbers.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
