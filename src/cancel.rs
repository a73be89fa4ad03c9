//! What can stop a call: AbortSignal, AbortController, axios' token, our own token, and the clock → one
//! AbortController.

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
use crate::js::clock::{self, Callback, Timer};
use crate::js::own;
use crate::js::promise::future;
use source::{Source, is_aborted, is_function, is_signal, reason_of, signal_of_promise};

pub mod source;

#[wasm_bindgen(module = "/js/cancel-token.js")]
extern "C" {
    /// Lets `isCancel` know the reason of a call that its caller has cancelled.
    fn remember(reason: &JsValue);
}

/// Why waiting ended before its time.
pub enum Interrupted {
    /// The call was stopped, with this reason.
    Stopped(JsValue),
    /// The round took longer than it may.
    RanOut,
}

/// Stops one call. Dropping it ends the listening and the clock.
pub struct Cancellation {
    stop: Rc<Stop>,
    /// When the time is up, on the clock of [`clock::monotonic`].
    deadline: f64,
    _timer: Option<Timer>,
    _listeners: Vec<Listener>,
}

/// What stops a call, and whom that wakes. It can be pulled once.
pub struct Stop {
    controller: AbortController,
    /// Of the round that is under way, if the call goes in rounds.
    round: Cell<Option<AbortController>>,
    reason: OnceCell<JsValue>,
    by_caller: Cell<bool>,
    wakers: Cell<Vec<Waker>>,
}

impl Stop {
    fn pull(&self, reason: JsValue, by_caller: bool) {
        if self.reason.set(reason.clone()).is_err() {
            return;
        }
        self.by_caller.set(by_caller);
        self.controller.abort_with_reason(&reason);
        if let Some(round) = self.round.take() {
            round.abort_with_reason(&reason);
        }
        if by_caller {
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
    /// What `sources`, each a value that [`source::source`] gave, and the clock (milliseconds, 0 for none) stop.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is no AbortController; `argument` where a source throws when
    /// it is listened to.
    pub fn new(timeout: u32, sources: &[JsValue]) -> Result<Self, JsValue> {
        let stop = Rc::new(Stop {
            controller: controller()?,
            round: Cell::new(None),
            reason: OnceCell::new(),
            by_caller: Cell::new(false),
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
                // It has spoken already: nobody would end the listening to the next.
                None => break,
            }
        }
        let ms = f64::from(timeout);
        let timer = (timeout > 0).then(|| {
            let stop = Rc::clone(&stop);
            Timer::new(ms, Box::new(move |_| stop.pull(timed_out(), false)))
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

    /// Whether the call has been stopped.
    ///
    /// # Errors
    ///
    /// With the reason, if it has.
    pub fn check(&self) -> Result<(), JsValue> {
        match self.stop.reason.get() {
            Some(reason) => Err(reason.clone()),
            None => Ok(()),
        }
    }

    /// Whether the caller has stopped it, not the clock.
    pub fn is_by_caller(&self) -> bool {
        self.stop.by_caller.get()
    }

    /// Milliseconds that the call still has.
    pub fn left(&self) -> f64 {
        self.deadline - clock::monotonic()
    }

    /// Waits so many milliseconds: [`Interrupted::RanOut`] says that they are over.
    pub fn pause(&self, ms: f64) -> Wait<'_> {
        Wait {
            stop: &self.stop,
            clock: Some(Clock::new(&self.stop, ms)),
            promise: None,
        }
    }

    /// What a future comes to, unless the call is stopped before.
    ///
    /// # Errors
    ///
    /// With the reason, if it is.
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

    /// What an attempt of at most so many milliseconds is sent with; without a limit, the call's own.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is no AbortController.
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

/// What ends one attempt of a call.
pub struct Limit<'a> {
    stop: &'a Stop,
    controller: AbortController,
    clock: Option<Clock>,
}

impl Limit<'_> {
    /// What `fetch` listens to.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// What a promise, or what stands for one, comes to, unless the attempt ends before: neither `fetch` nor a
    /// body need listen to a signal.
    pub fn settled(&self, promise: &JsValue) -> Wait<'_> {
        Wait {
            stop: self.stop,
            clock: self.clock.clone(),
            promise: Some(future(promise)),
        }
    }

    /// Lets go of what `fetch` may still be reading.
    pub fn abort(&self) {
        self.controller.abort_with_reason(&JsValue::UNDEFINED);
    }
}

/// The one way in which a call waits: for a promise, a clock, or both, until it is stopped.
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

/// A timer that wakes who waits for it.
#[derive(Clone)]
struct Clock {
    rang: Rc<Cell<bool>>,
    _timer: Rc<Timer>,
}

impl Clock {
    fn new(stop: &Rc<Stop>, ms: f64) -> Self {
        let rang = Rc::new(Cell::new(false));
        let (stop, bell) = (Rc::clone(stop), Rc::clone(&rang));
        let ring: Callback = Box::new(move |_| {
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

/// What a listener stops, and what it reads the reason from; nothing once the call is over.
type Link = Rc<Cell<Option<(JsValue, Rc<Stop>)>>>;

/// A source that is listened to, until this is dropped.
struct Listener {
    source: Source,
    /// By an event; else as axios 0.22 and later are.
    is_signal: bool,
    told: Function,
    link: Link,
}

impl Listener {
    /// Nothing where the source has spoken already.
    fn new(source: &JsValue, stop: &Rc<Stop>) -> Result<Option<Self>, JsValue> {
        let mut source = source.clone();
        if !is_signal(&source) {
            // Its own: the page may have put one on `Object.prototype`.
            let reason = own(&source, "reason").unwrap_or_default();
            if reason.is_truthy() {
                stop.pull(reason, true);
                return Ok(None);
            }
            if !is_function(&source, "unsubscribe") {
                source = signal_of_promise(&source)?;
            }
        }
        let is_signal = is_signal(&source);
        if is_signal && is_aborted(&source) {
            stop.pull(reason_of(&source), true);
            return Ok(None);
        }
        let link = Rc::new(Cell::new(Some((source.clone(), Rc::clone(stop)))));
        let told: Callback = {
            let link = Rc::clone(&link);
            Box::new(move |told| {
                if let Some((source, stop)) = link.take() {
                    let reason = if is_signal { reason_of(&source) } else { told };
                    stop.pull(reason, true);
                }
            })
        };
        let listener = Self {
            source: source.unchecked_into(),
            is_signal,
            link,
            // A source that does not let go may call it when the call is long over.
            told: Closure::wrap(told).into_js_value().unchecked_into(),
        };
        match is_signal {
            true => listener.source.add_event_listener("abort", &listener.told),
            false => listener.source.subscribe(&listener.told),
        }?;
        Ok(Some(listener))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.link.take();
        // A source that does not let go must not keep a call from its end.
        let _ = match self.is_signal {
            true => self.source.remove_event_listener("abort", &self.told),
            false => self.source.unsubscribe(&self.told),
        };
    }
}
