//! Waiting, by the timer of whoever runs the service: tokio's, or that of JavaScript.

use std::time::Duration;

use futures_util::future::{Either, select};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::{task::yield_now, time::sleep};

/// Waits. Dropping it takes the timer back.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn sleep(time: Duration) {
    // A longer time would be over at once.
    let longest = i32::MAX.unsigned_abs();
    let ms = u32::try_from(time.as_millis()).map_or(longest, |ms| ms.min(longest));
    // There is one thread, and handlers have to be `Send`.
    send_wrapper::SendWrapper::new(gloo_timers::future::TimeoutFuture::new(ms)).await;
}

/// Lets everything else run once.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn yield_now() {
    sleep(Duration::ZERO).await;
}

/// What comes in time, if it does.
pub(crate) async fn in_time<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let (work, sleep) = (std::pin::pin!(work), std::pin::pin!(sleep(time)));
    match select(work, sleep).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
