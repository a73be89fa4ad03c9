//! Values that expire, each under a key that nobody can guess.

use std::collections::HashMap;
use std::time::Duration;

use crate::store::secret::secret;

/// Values by key, and when each expires.
pub(crate) struct Expiring<T>(HashMap<String, Kept<T>>);

struct Kept<T> {
    value: T,
    until: Duration,
}

impl<T> Default for Expiring<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Expiring<T> {
    /// Stores the value and returns its key.
    pub(crate) fn add(&mut self, now: Duration, lifetime: Duration, value: T) -> String {
        let key = secret();
        self.put(now, lifetime, key.clone(), value);
        key
    }

    /// Stores the value under the given key.
    pub(crate) fn put(&mut self, now: Duration, lifetime: Duration, key: String, value: T) {
        self.0.retain(|_, kept| kept.until > now);
        let until = now.saturating_add(lifetime);
        self.0.insert(key, Kept { value, until });
    }

    pub(crate) fn get(&self, now: Duration, key: &str) -> Option<&T> {
        let kept = self.0.get(key)?;
        (kept.until > now).then_some(&kept.value)
    }

    pub(crate) fn get_mut(&mut self, now: Duration, key: &str) -> Option<&mut T> {
        let kept = self.0.get_mut(key)?;
        (kept.until > now).then_some(&mut kept.value)
    }

    /// Removes the value and returns it: it is used up.
    pub(crate) fn take(&mut self, now: Duration, key: &str) -> Option<T> {
        let kept = self.0.remove(key)?;
        (kept.until > now).then_some(kept.value)
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.0.retain(|_, kept| keep(&kept.value));
    }
}
