//! Remembers which codes were sent, so that none is sent twice.
//!
//! Uses no JavaScript.

/// How many codes are remembered. They expire within minutes.
const REMEMBERED: usize = 50;

/// The codes that a page has sent. Each is valid for one sign-in.
#[derive(Debug)]
pub struct SentCodes<V> {
    /// The newest last.
    codes: Vec<V>,
}

impl<V: PartialEq> SentCodes<V> {
    /// Creates a memory without codes.
    #[must_use]
    pub const fn empty() -> Self {
        Self { codes: Vec::new() }
    }

    /// Remembers a code that is about to be sent. Returns false if it was sent before. Forgets the oldest code if there
    /// are too many.
    pub fn add(&mut self, code: V) -> bool {
        if self.codes.contains(&code) {
            return false;
        }
        self.codes.push(code);
        if self.codes.len() > REMEMBERED {
            self.codes.remove(0);
        }
        true
    }

    /// Forgets a code that was not used up, so that it may be sent again.
    pub fn forget(&mut self, code: &V) {
        self.codes.retain(|known| known != code);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_sent_once() {
        let mut codes = SentCodes::empty();
        assert!(codes.add(1) && codes.add(2));
        assert!(!codes.add(1) && !codes.add(2));
    }

    #[test]
    fn only_a_forgotten_code_may_be_sent_again() {
        let mut codes = SentCodes::empty();
        assert!(codes.add(1) && codes.add(2));
        codes.forget(&1);
        assert!(!codes.add(2));
        assert!(codes.add(1) && !codes.add(1));
    }

    #[test]
    fn the_newest_fifty_codes_are_remembered() {
        let mut codes = SentCodes::empty();
        for code in 0..51 {
            assert!(codes.add(code), "{code}");
        }
        assert_eq!(codes.codes, Vec::from_iter(1..51));
        for code in 1..51 {
            assert!(!codes.add(code), "{code}");
        }
        assert!(codes.add(0));
        assert_eq!(codes.codes.len(), 50);
    }
}
