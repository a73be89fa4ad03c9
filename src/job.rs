//! What becomes of an attempt: the end of the call, or another attempt.

use crate::caller::{Caller, Finish, outcome};
use crate::calls::{Call, Plan};
use crate::error::{Kind as ErrorKind, SdkError};
use crate::response::{self, Body, Failure, Meaning};
use crate::retry;

/// One attempt of a call, as far as it matters for what follows.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The call.
    pub call: &'static Call,
    /// Who made it.
    pub caller: &'a Caller,
    /// How many attempts have failed before; of a long poll, in a row.
    pub failed: u32,
    /// How many times a call may be repeated, if it may.
    pub retries: u32,
    /// What came of it, one of [`outcome`].
    pub outcome: u8,
    /// The HTTP status of its answer, 0 where there was none.
    pub status: u16,
}

impl Attempt<'_> {
    /// Ends the call, or has another attempt made.
    pub fn judge(&self) {
        let Self {
            call,
            caller,
            status,
            ..
        } = *self;
        let header = |name| caller.header(name);
        let mut failure = Failure {
            status,
            is_network: false,
            retry_after: None,
        };
        let body = match self.outcome {
            outcome::EMPTY => Body::Empty,
            outcome::JSON => Body::Json,
            outcome::ERROR => Body::Error(caller.code()),
            outcome::GARBLED => Body::Garbled,
            outcome::CUT_OFF => Body::CutOff,
            outcome::TOO_LONG => Body::TooLong,
            outcome::RAN_OUT => return self.next_round(),
            outcome::NO_ANSWER => {
                failure.is_network = true;
                if !self.is_repeated(&failure) {
                    caller.give();
                }
                return;
            }
            _ => return caller.give(),
        };
        if call.plan == Plan::Navigate && (status == 302 || caller.is_redirect()) {
            return caller.go();
        }
        let is_error = matches!(body, Body::Error(_));
        let captcha = is_error && header("x-captcha-enabled").as_deref() == Some("1");
        match response::meaning(&call.answer, status, body, captcha) {
            Meaning::Json if is_error && call.plan == Plan::Rounds => self.next_round(),
            Meaning::Late(_) if call.plan == Plan::Rounds => self.next_round(),
            Meaning::Sdk(error) => caller.fail(&error),
            Meaning::Api(code) => {
                failure.retry_after = header("retry-after").and_then(|header| {
                    response::retry_after_seconds(&header)
                        .or_else(|| response::retry_after_date(caller.until(&header), 0.0))
                });
                if !self.is_repeated(&failure) {
                    caller.refuse(&code, failure.retry_after);
                }
            }
            _ if call.plan == Plan::Navigate => caller.fail(&SdkError::new(
                ErrorKind::Response,
                None,
                &["the service did not answer with a redirect"],
            )),
            Meaning::Json if call.answer.reads_login_url => caller.finish(Finish::LoginUrl, None),
            Meaning::Json => caller.finish(Finish::Json, None),
            Meaning::Status => caller.finish(Finish::Status, None),
            Meaning::List => caller.finish(Finish::List, None),
            Meaning::Late(code) => caller.finish(Finish::Late, Some(code)),
        }
    }

    /// Has the next round of a long poll made after one that only ran out.
    fn next_round(&self) {
        let wait = retry::next_round(None, self.caller.since(), 0.0);
        self.caller.again(wait.unwrap_or_default(), 0);
    }

    /// Whether there is another attempt after one that failed.
    fn is_repeated(&self, failure: &Failure) -> bool {
        let Self { caller, failed, .. } = *self;
        let wait = match self.call.plan {
            Plan::Rounds => {
                retry::next_round(Some((failure, failed)), caller.since(), caller.dice())
            }
            Plan::Repeat if failed < self.retries => {
                retry::wait(failure, failed, caller.left(), caller.dice())
            }
            _ => None,
        };
        if let Some(wait) = wait {
            caller.again(wait, failed.saturating_add(1));
        }
        wait.is_some()
    }
}
