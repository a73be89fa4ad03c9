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

/// The sending end. If it is dropped without sending, the future stays pending forever. `SharedSession` drops one
/// without sending only if its caller has stopped waiting. A caller who waits keeps the session alive.
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
    use core::sync::atomic::{AtomicU32, Ordering};
    use std::sync::Arc;
    use std::task::Wake;

    /// Counts how many times it wakes.
    #[derive(Default)]
    struct Wakes(AtomicU32);

    impl Wakes {
        fn count(&self) -> u32 {
            self.0.load(Ordering::Relaxed)
        }
    }

    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn sending_the_value_wakes_the_waiting_future_once() {
        let wakes = Arc::new(Wakes::default());
        let waker = Waker::from(Arc::clone(&wakes));
        let mut cx = Context::from_waker(&waker);
        let (giver, mut waits) = later();
        assert_eq!(Pin::new(&mut waits).poll(&mut cx), Poll::Pending);
        assert_eq!(wakes.count(), 0);
        giver.give(5);
        assert_eq!(wakes.count(), 1);
        assert_eq!(Pin::new(&mut waits).poll(&mut cx), Poll::Ready(5));
    }
}
