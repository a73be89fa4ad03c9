//! The configurations that the checker explores.

use crate::world::{Budget, Setup, Speed, TICK};
use xsolla_login::session::Limits;

/// Short, to keep the number of states small, but in the same order as the real limits.
const LIMITS: Limits = Limits {
    window: 0.0,
    settle: TICK,
    send_by: TICK,
    timeout: 3.0 * TICK,
    storage: TICK,
    patience: TICK,
    poll: f64::INFINITY,
    ping: TICK,
    longest: 100.0 * TICK,
};

/// For an adapter: an operation may take longer than the window.
const SLOW_LIMITS: Limits = Limits {
    send_by: 2.0 * TICK,
    timeout: 2.0 * TICK,
    poll: 2.0 * TICK,
    ..LIMITS
};

/// For many tabs.
const SHORT_LIMITS: Limits = Limits {
    timeout: TICK,
    ..LIMITS
};

pub const NOTHING: Budget = Budget {
    asks: 0,
    refreshes: 0,
    sleeps: 0,
    reloads: 0,
    leaves: 0,
    lost_answers: 0,
    failures: 0,
    unsent: 0,
    online: 0,
    unreachable: 0,
    lost_locks: 0,
    refused_writes: 0,
    sign_outs: 0,
    sign_ins: 0,
    unauthorized: 0,
    clock_steps: 0,
    lost_promises: 0,
    give_ups: 0,
};

pub const PLAIN: Setup = Setup {
    name: "two tabs",
    tabs: 2,
    locks: true,
    speed: Speed::Fast,
    life: f64::INFINITY,
    patience: 6.0 * TICK,
    limits: LIMITS,
    budget: NOTHING,
    reach: false,
};

pub fn setups() -> Vec<Setup> {
    let lost = Budget {
        refreshes: 3,
        lost_answers: 2,
        unreachable: 1,
        failures: 1,
        ..NOTHING
    };
    let offline = Budget {
        refreshes: 2,
        unsent: 1,
        online: 1,
        lost_answers: 1,
        unreachable: 1,
        failures: 1,
        ..NOTHING
    };
    let sleeping = Budget {
        refreshes: 2,
        sleeps: 1,
        lost_answers: 1,
        ..NOTHING
    };
    let reloaded = Budget {
        refreshes: 2,
        reloads: 1,
        leaves: 1,
        ..NOTHING
    };
    let unlocked = Budget {
        refreshes: 2,
        lost_locks: 1,
        lost_answers: 1,
        ..NOTHING
    };
    let session = Budget {
        asks: 1,
        refreshes: 1,
        sign_outs: 1,
        sign_ins: 1,
        ..NOTHING
    };
    let missed = Budget {
        refreshes: 1,
        sleeps: 1,
        sign_outs: 1,
        ..NOTHING
    };
    let refused = Budget {
        asks: 1,
        refreshes: 1,
        unauthorized: 1,
        lost_answers: 1,
        ..NOTHING
    };
    let refused_late = Budget {
        asks: 1,
        refreshes: 1,
        unauthorized: 2,
        ..NOTHING
    };
    let clock = Budget {
        asks: 2,
        clock_steps: 1,
        ..NOTHING
    };
    let refusing = Budget {
        refreshes: 1,
        asks: 1,
        refused_writes: 2,
        ..NOTHING
    };
    let signing_in = Budget {
        sign_ins: 1,
        refreshes: 1,
        refused_writes: 1,
        ..NOTHING
    };
    let slow = Budget {
        refreshes: 2,
        ..NOTHING
    };
    let stepped = Budget {
        refreshes: 2,
        clock_steps: 1,
        ..NOTHING
    };
    let ending = Budget {
        refreshes: 1,
        sign_outs: 1,
        ..NOTHING
    };
    let leaving = Budget {
        refreshes: 2,
        unauthorized: 1,
        failures: 1,
        lost_answers: 1,
        sign_outs: 1,
        ..NOTHING
    };
    let given_up = Budget {
        asks: 1,
        refreshes: 2,
        lost_answers: 1,
        give_ups: 1,
        ..NOTHING
    };
    let ended_look = Budget {
        unauthorized: 1,
        sign_outs: 1,
        give_ups: 1,
        ..NOTHING
    };
    let losing = Budget {
        refreshes: 2,
        lost_promises: 1,
        ..NOTHING
    };
    let short = Setup {
        limits: SHORT_LIMITS,
        patience: 3.0 * TICK,
        ..PLAIN
    };
    let adapter = Setup {
        speed: Speed::SlowClaims,
        limits: SLOW_LIMITS,
        patience: 3.0 * TICK,
        ..PLAIN
    };
    let brief = Setup {
        life: 4.0 * TICK,
        ..short.clone()
    };
    vec![
        Setup {
            name: "lost answers and failures",
            budget: Budget {
                refreshes: 2,
                ..lost
            },
            ..PLAIN
        },
        Setup {
            name: "lost answers and failures, no locks",
            locks: false,
            budget: lost,
            ..PLAIN
        },
        Setup {
            name: "a browser that is offline for a while",
            budget: offline,
            ..short.clone()
        },
        Setup {
            name: "a sleeping tab",
            budget: sleeping,
            ..PLAIN
        },
        Setup {
            name: "a sleeping tab, no locks",
            locks: false,
            budget: sleeping,
            ..PLAIN
        },
        Setup {
            name: "reloads",
            budget: reloaded,
            ..PLAIN
        },
        Setup {
            name: "reloads, no locks",
            locks: false,
            budget: reloaded,
            ..PLAIN
        },
        Setup {
            name: "a lost lock",
            budget: unlocked,
            ..PLAIN
        },
        Setup {
            name: "sign-out and sign-in",
            budget: session,
            ..PLAIN
        },
        Setup {
            name: "a sign-out while a tab sleeps",
            budget: missed,
            ..PLAIN
        },
        Setup {
            name: "a refused access token",
            budget: refused,
            ..PLAIN
        },
        Setup {
            name: "a refused access token, and a late refusal of the one before",
            budget: refused_late,
            ..short.clone()
        },
        Setup {
            name: "a sign-out with a refused access token",
            budget: leaving,
            ..short.clone()
        },
        Setup {
            name: "a sign-out with a refused access token, no locks",
            locks: false,
            budget: leaving,
            ..short.clone()
        },
        Setup {
            name: "a caller that stops waiting",
            budget: given_up,
            ..short.clone()
        },
        Setup {
            name: "a caller that stops waiting, no locks",
            locks: false,
            budget: given_up,
            ..short.clone()
        },
        Setup {
            name: "a sign-out that stops waiting for an adapter",
            speed: Speed::Slow,
            locks: false,
            budget: ended_look,
            ..adapter.clone()
        },
        Setup {
            name: "short lives and a clock that is set",
            budget: clock,
            ..brief
        },
        Setup {
            name: "a clock that is set, no locks",
            locks: false,
            budget: stepped,
            ..PLAIN
        },
        Setup {
            name: "a storage that refuses",
            budget: refusing,
            ..PLAIN
        },
        Setup {
            name: "a storage that refuses a sign-in",
            budget: signing_in,
            ..PLAIN
        },
        Setup {
            name: "an adapter",
            budget: slow,
            ..adapter.clone()
        },
        Setup {
            name: "an adapter, no locks",
            locks: false,
            budget: slow,
            ..adapter.clone()
        },
        Setup {
            name: "one tab, an adapter whose promise never settles",
            tabs: 1,
            speed: Speed::Slow,
            budget: losing,
            ..adapter.clone()
        },
        Setup {
            name: "an adapter whose write of a claim never ends",
            locks: false,
            budget: losing,
            ..adapter.clone()
        },
        Setup {
            name: "an adapter, sign-out",
            speed: Speed::Slow,
            locks: false,
            budget: ending,
            ..adapter
        },
        Setup {
            name: "three tabs",
            tabs: 3,
            budget: Budget {
                refreshes: 2,
                lost_answers: 1,
                ..NOTHING
            },
            ..short.clone()
        },
        Setup {
            name: "three tabs, no locks",
            tabs: 3,
            locks: false,
            budget: Budget {
                refreshes: 3,
                lost_answers: 1,
                ..NOTHING
            },
            ..short.clone()
        },
        Setup {
            name: "four tabs",
            tabs: 4,
            budget: Budget {
                refreshes: 2,
                ..NOTHING
            },
            ..short
        },
    ]
}
