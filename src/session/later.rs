//! A one-shot channel within one thread.

use core::cell::Cell;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

struct Slot<T> {
    value: Cell<Option<T>>,
    waker: Cell<Option<Waker>>,
}

/// The receiving end: a future that is ready with the value.
pub struct Later<T>(Rc<Slot<T>>);

/// The sending end.
pub struct Giver<T>(Rc<Slot<T>>);

/// Creates the two ends of a one-shot channel.
#[must_use]
pub fn later<T>() -> (Giver<T>, Later<T>) {
    let slot = Rc::new(Slot {
        value: Cell::new(None),
        waker: Cell::new(None),
    });
    (Giver(Rc::clone(&slot)), Later(slot))
}

impl<T> Giver<T> {
    /// Sends the value, and wakes the future that waits for it.
    pub fn give(self, value: T) {
        self.0.value.set(Some(value));
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }
}

impl<T> Future for Later<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match self.0.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                self.0.waker.set(Some(cx.waker().clone()));
                Poll::Pending
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_value_wakes_who_waits_for_it() {
        let mut cx = Context::from_waker(Waker::noop());
        let (giver, mut waits) = later();
        assert_eq!(Pin::new(&mut waits).poll(&mut cx), Poll::Pending);
        giver.give(5);
        assert_eq!(Pin::new(&mut waits).poll(&mut cx), Poll::Ready(5));
    }
}
