//! Cancels a call: an AbortSignal, an AbortController, an axios token, our own token, or the timeout aborts
//! one AbortController.

use core::cell::{Cell, OnceCell};
use core::future::poll_fn;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use crate::error::{ErrorKind, SdkError};
use crate::js::clock::{self, Handler, Timer};
use crate::js::own;
use crate::js::promise::future;
use source::{Source, is_aborted, is_function, is_signal, reason_of, signal_of_promise};

pub mod source;

#[wasm_bindgen(module = "/js/cancel-token.js")]
extern "C" {
    /// Tells `isCancel` the reason of a call that its caller has cancelled.
    fn remember(reason: &JsValue);
}

/// Why a wait ended without a result.
pub enum Interrupted {
    /// The call was stopped, with this reason.
    Stopped(JsValue),
    /// The time limit of the wait has passed.
    RanOut,
}

/// Who stops a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StoppedBy {
    /// Its caller, who gave the reason.
    Caller,
    /// This package: the timeout, or because the rest of the call no longer counts.
    Us,
}

/// Stops one call. Dropping it removes the listeners and clears the timeout.
pub struct Cancellation {
    stop: Rc<Stop>,
    /// The deadline of the call, by [`clock::monotonic`]; infinite if there is none.
    deadline: f64,
    _timer: Option<Timer>,
    _listeners: Vec<Listener>,
}

/// Stops a call, once, and wakes whatever waits for it.
pub struct Stop {
    controller: AbortController,
    /// The controller of the current round, for a long poll.
    round: Cell<Option<AbortController>>,
    reason: OnceCell<JsValue>,
    /// Who gave the reason.
    by: Cell<StoppedBy>,
    wakers: Cell<Vec<Waker>>,
}

impl Stop {
    fn pull(&self, reason: JsValue, by: StoppedBy) {
        if self.reason.set(reason.clone()).is_err() {
            return;
        }
        self.by.set(by);
        self.controller.abort_with_reason(&reason);
        if let Some(round) = self.round.take() {
            round.abort_with_reason(&reason);
        }
        if by == StoppedBy::Caller {
            remember(&reason);
        }
        self.wake();
    }

    fn wake(&self) {
        for waker in self.wakers.take() {
            waker.wake();
        }
    }

    fn wakes(&self, waker: &Waker) {
        let mut wakers = self.wakers.take();
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
        self.wakers.set(wakers);
    }
}

impl Cancellation {
    /// Listens to `sources`, each a value that [`source::source`] returned, and starts the timeout, in
    /// milliseconds (0 for none).
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if there is no AbortController; `argument` if listening to a
    /// source throws.
    pub fn new(timeout: u32, sources: &[JsValue]) -> Result<Self, JsValue> {
        let stop = Rc::new(Stop {
            controller: controller()?,
            round: Cell::new(None),
            reason: OnceCell::new(),
            by: Cell::new(StoppedBy::Us),
            wakers: Cell::new(Vec::new()),
        });
        let mut listeners = Vec::new();
        for source in sources {
            let listener = Listener::new(source, &stop).map_err(|cause| {
                let reason = "signal or cancelToken: cannot be listened to";
                SdkError::new(ErrorKind::Argument, reason).caused_by(&cause)
            })?;
            match listener {
                Some(listener) => listeners.push(listener),
                // Already aborted, so there is no need to listen to the others.
                None => break,
            }
        }
        let ms = f64::from(timeout);
        let timer = (timeout > 0).then(|| {
            let stop = Rc::clone(&stop);
            Timer::new(ms, Box::new(move |_| stop.pull(timed_out(), StoppedBy::Us)))
        });
        Ok(Self {
            stop,
            deadline: match timeout {
                0 => f64::INFINITY,
                _ => clock::monotonic() + ms,
            },
            _timer: timer,
            _listeners: listeners,
        })
    }

    /// Checks that the call has not been stopped.
    ///
    /// # Errors
    ///
    /// The reason, if it has been stopped.
    pub fn check(&self) -> Result<(), JsValue> {
        match self.stop.reason.get() {
            Some(reason) => Err(reason.clone()),
            None => Ok(()),
        }
    }

    /// Stops what is still in progress of a call that has its result.
    pub fn end(&self) {
        let error = SdkError::new(ErrorKind::Aborted, "the call has ended");
        self.stop.pull(error.into(), StoppedBy::Us);
    }

    /// Returns whether the caller stopped the call, rather than the timeout.
    pub fn is_by_caller(&self) -> bool {
        self.stop.by.get() == StoppedBy::Caller
    }

    /// Returns the milliseconds left until the deadline.
    pub fn left(&self) -> f64 {
        self.deadline - clock::monotonic()
    }

    /// Waits `ms` milliseconds. The wait ends with [`Interrupted::RanOut`] when they have passed.
    pub fn pause(&self, ms: f64) -> Wait<'_> {
        Wait {
            stop: &self.stop,
            clock: Some(Clock::new(&self.stop, ms)),
            promise: None,
        }
    }

    /// Waits for a future, unless the call is stopped first.
    ///
    /// # Errors
    ///
    /// The reason, if the call is stopped.
    pub async fn until<T>(
        &self,
        mut future: impl Future<Output = T> + Unpin,
    ) -> Result<T, JsValue> {
        poll_fn(|cx| {
            if let Some(reason) = self.stop.reason.get() {
                return Poll::Ready(Err(reason.clone()));
            }
            self.stop.wakes(cx.waker());
            Pin::new(&mut future).poll(cx).map(Ok)
        })
        .await
    }

    /// Starts an attempt. With a `limit` in milliseconds, it gets its own AbortController; otherwise it uses
    /// the call's.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if there is no AbortController.
    pub fn attempt(&self, limit: Option<u32>) -> Result<Limit<'_>, JsValue> {
        let (controller, clock) = match limit {
            Some(ms) => {
                let controller = controller()?;
                self.stop.round.set(Some(controller.clone()));
                (controller, Some(Clock::new(&self.stop, f64::from(ms))))
            }
            None => (self.stop.controller.clone(), None),
        };
        Ok(Limit {
            stop: &self.stop,
            controller,
            clock,
        })
    }
}

/// What can end one attempt of a call.
pub struct Limit<'a> {
    stop: &'a Stop,
    controller: AbortController,
    clock: Option<Clock>,
}

impl Limit<'_> {
    /// Returns the signal for `fetch`.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Waits for a promise, or a value in place of one, unless the attempt ends first. A `fetch` or body that
    /// ignores the signal does not keep the call waiting.
    pub fn settled(&self, promise: &JsValue) -> Wait<'_> {
        Wait {
            stop: self.stop,
            clock: self.clock.clone(),
            promise: Some(future(promise)),
        }
    }

    /// Aborts the request or body that may still be in progress.
    pub fn abort(&self) {
        self.controller.abort_with_reason(&JsValue::UNDEFINED);
    }
}

/// Waits for a promise, a time limit, or both, until the call is stopped.
pub struct Wait<'a> {
    stop: &'a Stop,
    clock: Option<Clock>,
    promise: Option<JsFuture>,
}

impl Future for Wait<'_> {
    type Output = Result<Result<JsValue, JsValue>, Interrupted>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(reason) = self.stop.reason.get() {
            return Poll::Ready(Err(Interrupted::Stopped(reason.clone())));
        }
        if self.clock.as_ref().is_some_and(|clock| clock.rang.get()) {
            return Poll::Ready(Err(Interrupted::RanOut));
        }
        self.stop.wakes(cx.waker());
        match &mut self.promise {
            Some(promise) => Pin::new(promise).poll(cx).map(Ok),
            None => Poll::Pending,
        }
    }
}

/// A timer that wakes whatever waits for it.
#[derive(Clone)]
struct Clock {
    rang: Rc<Cell<bool>>,
    _timer: Rc<Timer>,
}

impl Clock {
    fn new(stop: &Rc<Stop>, ms: f64) -> Self {
        let rang = Rc::new(Cell::new(false));
        let (stop, bell) = (Rc::clone(stop), Rc::clone(&rang));
        let ring: Handler = Box::new(move |_| {
            bell.set(true);
            stop.wake();
        });
        Self {
            rang,
            _timer: Rc::new(Timer::new(ms, ring)),
        }
    }
}

fn controller() -> Result<AbortController, JsValue> {
    AbortController::new().map_err(|cause| {
        SdkError::environment("there is no AbortController here").caused_by(&cause)
    })
}

fn timed_out() -> JsValue {
    SdkError::new(
        ErrorKind::Timeout,
        "the call got no response within its timeout",
    )
    .into()
}

/// The source of a listener, from which it reads the reason, and what it stops. `None` once the listener has
/// been called or dropped.
type Link = Rc<Cell<Option<(JsValue, Rc<Stop>)>>>;

/// Listens to a source until it is dropped.
struct Listener {
    source: Source,
    /// Whether it listens to the `abort` event; otherwise it subscribes, as to an axios token (0.22 or later).
    is_signal: bool,
    /// What the source calls.
    callback: Function,
    link: Link,
}

impl Listener {
    /// Returns `None` if the source is already aborted, after stopping the call.
    fn new(source: &JsValue, stop: &Rc<Stop>) -> Result<Option<Self>, JsValue> {
        let mut source = source.clone();
        if !is_signal(&source) {
            // Only an own property: the page may have put a `reason` on `Object.prototype`.
            let reason = own(&source, "reason").unwrap_or_default();
            if reason.is_truthy() {
                stop.pull(reason, StoppedBy::Caller);
                return Ok(None);
            }
            if !is_function(&source, "unsubscribe") {
                source = signal_of_promise(&source)?;
            }
        }
        let is_signal = is_signal(&source);
        if is_signal && is_aborted(&source) {
            stop.pull(reason_of(&source), StoppedBy::Caller);
            return Ok(None);
        }
        let link = Rc::new(Cell::new(Some((source.clone(), Rc::clone(stop)))));
        let handler: Handler = {
            let link = Rc::clone(&link);
            Box::new(move |value| {
                if let Some((source, stop)) = link.take() {
                    let reason = if is_signal { reason_of(&source) } else { value };
                    stop.pull(reason, StoppedBy::Caller);
                }
            })
        };
        let listener = Self {
            source: source.unchecked_into(),
            is_signal,
            link,
            // Left to JavaScript: a source that ignores unsubscribing may call it after the call has ended.
            callback: Closure::wrap(handler).into_js_value().unchecked_into(),
        };
        let Self {
            source, callback, ..
        } = &listener;
        if is_signal {
            source.add_event_listener("abort", callback)?;
        } else {
            source.subscribe(callback)?;
        }
        Ok(Some(listener))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.link.take();
        // A source that throws here must not fail the call.
        let _ = match self.is_signal {
            true => self.source.remove_event_listener("abort", &self.callback),
            false => self.source.unsubscribe(&self.callback),
        };
    }
}
