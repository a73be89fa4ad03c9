//! The rule that this protocol replaced, for comparison: a tab that does not get the lock within
//! 10 s refreshes without it.

use crate::rule::Rule;
use std::hash::{Hash, Hasher};
use xsolla_login::session::machine::digest_records;
use xsolla_login::session::{
    CallerId, Holder, Input, Limits, Now, Operation, Output, Reason, Removal, Reply, Stored,
    TokenAnswer, TokenFacts,
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Idle,
    Locking { until: f64 },
    Looking,
    Sending,
    Checking(Option<TokenFacts>),
    Storing(TokenFacts),
}

/// A tab under the old rule.
#[derive(Clone, Debug, PartialEq)]
pub struct OldRule {
    limits: Limits,
    step: Step,
    tokens: Option<TokenFacts>,
    used: Option<TokenFacts>,
    callers: Vec<CallerId>,
}

impl Rule for OldRule {
    fn new(_: Holder, limits: Limits) -> Self {
        Self {
            limits,
            step: Step::Idle,
            tokens: None,
            used: None,
            callers: Vec::new(),
        }
    }

    fn handle(&mut self, input: Input, now: Now) -> Vec<Output> {
        match input {
            Input::Woken | Input::Changed => vec![Output::Read],
            Input::RefreshAsked { caller, .. } => self.asked(caller, now),
            Input::LockGot | Input::LockRefused => self.go(),
            Input::Due => self.due(now),
            Input::Stored(stored) => self.stored(stored),
            Input::Answered { answer, .. } => self.answered(answer),
            Input::Done(Operation::WriteTokens(..)) => self.saved(),
            _ => Vec::new(),
        }
    }

    fn current(&self) -> Option<Option<TokenFacts>> {
        Some(self.tokens)
    }

    fn digest<H: Hasher>(&self, longest: f64, now: Now, hasher: &mut H) {
        digest_records(self.tokens, None, longest, now, hasher);
        digest_records(self.used, None, longest, now, hasher);
        self.callers.hash(hasher);
        std::mem::discriminant(&self.step).hash(hasher);
        match self.step {
            Step::Locking { until } => (until - now.monotonic).max(-longest).to_bits().hash(hasher),
            Step::Checking(Some(tokens)) | Step::Storing(tokens) => {
                digest_records(Some(tokens), None, longest, now, hasher);
            }
            _ => {}
        }
    }
}

impl OldRule {
    fn asked(&mut self, caller: CallerId, now: Now) -> Vec<Output> {
        self.callers.push(caller);
        if self.step != Step::Idle {
            return Vec::new();
        }
        let until = now.monotonic + self.limits.patience;
        self.used = self.tokens;
        self.step = Step::Locking { until };
        vec![Output::Timer(Some(until)), Output::RequestLock]
    }

    fn due(&mut self, now: Now) -> Vec<Output> {
        match self.step {
            Step::Locking { until } if until <= now.monotonic => self.go(),
            _ => Vec::new(),
        }
    }

    fn go(&mut self) -> Vec<Output> {
        if !matches!(self.step, Step::Locking { .. }) {
            return Vec::new();
        }
        self.step = Step::Looking;
        vec![Output::Timer(None), Output::Read]
    }

    fn is_new(&self) -> bool {
        let generation = |tokens: Option<TokenFacts>| tokens.map(|tokens| tokens.generation);
        generation(self.tokens) != generation(self.used)
    }

    fn stored(&mut self, stored: Stored) -> Vec<Output> {
        self.tokens = stored.current();
        match self.step {
            Step::Looking | Step::Checking(_) if self.is_new() => self.end(),
            Step::Looking => {
                let Some(used) = self.used else {
                    return self.end();
                };
                self.step = Step::Sending;
                vec![Output::Send {
                    generation: used.generation,
                    attempt: 1,
                }]
            }
            Step::Checking(Some(tokens)) => {
                self.step = Step::Storing(tokens);
                vec![Output::WriteTokens(tokens)]
            }
            Step::Checking(None) => {
                self.tokens = None;
                let mut outputs = vec![Output::Remove(Removal::SignedOut(None))];
                outputs.extend(self.end());
                outputs
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, answer: TokenAnswer) -> Vec<Output> {
        if self.step != Step::Sending {
            return Vec::new();
        }
        let tokens = match answer {
            TokenAnswer::Tokens(tokens) => Some(tokens),
            TokenAnswer::GrantGone => None,
            _ => return self.end(),
        };
        self.step = Step::Checking(tokens);
        vec![Output::Read]
    }

    fn saved(&mut self) -> Vec<Output> {
        if let Step::Storing(tokens) = self.step {
            self.tokens = Some(tokens);
            return self.end();
        }
        Vec::new()
    }

    fn end(&mut self) -> Vec<Output> {
        self.step = Step::Idle;
        let reply = match self.tokens {
            Some(tokens) if self.is_new() => Reply::Token(tokens.generation),
            _ => Reply::Failed(Reason::Failed),
        };
        let callers = std::mem::take(&mut self.callers);
        let gives = callers
            .into_iter()
            .map(|caller| Output::Give { caller, reply });
        std::iter::once(Output::ReleaseLock).chain(gives).collect()
    }
}
