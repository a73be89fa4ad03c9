//! Timers: tokio's, or those of JavaScript in WebAssembly.

use std::time::Duration;

use futures_util::future::{Either, select};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::{task::yield_now, time::sleep};

/// Waits, at most `i32::MAX` ms. Dropping the future cancels the timer.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn sleep(time: Duration) {
    // JavaScript fires a timer with a longer delay at once.
    let longest = i32::MAX.unsigned_abs();
    let ms = u32::try_from(time.as_millis()).map_or(longest, |ms| ms.min(longest));
    // Handlers must be `Send`, and there is only one thread.
    send_wrapper::SendWrapper::new(gloo_timers::future::TimeoutFuture::new(ms)).await;
}

/// Lets other tasks run once.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn yield_now() {
    sleep(Duration::ZERO).await;
}

/// Returns the result of `work`, or `None` if it takes longer than `time`.
pub(crate) async fn in_time<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let (work, sleep) = (std::pin::pin!(work), std::pin::pin!(sleep(time)));
    match select(work, sleep).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
