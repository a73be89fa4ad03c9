//! How long suites take, so that the longest start first. A long suite that starts late would run alone in the end.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

/// The durations of the last runs on this machine.
const FILE: &str = "target/test-durations.json";

/// The durations of a cold run on two processors, in seconds, for a machine that has not run the tests yet. Only suites
/// that take more than half a minute are listed.
const COLD: [(&str, f32); 23] = [
    ("packages", 433.0),
    ("browsers firefox", 264.0),
    ("browsers webkit", 264.0),
    ("wasm", 214.0),
    ("browsers chromium", 170.0),
    ("native model", 165.0),
    ("native", 164.0),
    ("lint rust", 157.0),
    ("twin session", 132.0),
    ("session", 119.0),
    ("looks", 102.0),
    ("abuse", 101.0),
    ("build again", 89.0),
    ("types", 77.0),
    ("soak", 76.0),
    ("browsers vite", 74.0),
    ("lint wasm", 66.0),
    ("lint files", 63.0),
    ("twin abuse", 55.0),
    ("twin chromium", 53.0),
    ("build", 42.0),
    ("twin wire", 39.0),
    ("defects", 36.0),
];

/// The durations of suites in seconds, by name.
#[derive(Debug, PartialEq)]
pub struct Durations(BTreeMap<String, f32>);

impl Durations {
    /// Reads the durations of the last runs. For a suite without one, uses that of a cold run.
    pub fn read(root: &Path) -> Self {
        let mut seconds: BTreeMap<String, f32> = COLD
            .into_iter()
            .map(|(name, seconds)| (name.to_owned(), seconds))
            .collect();
        // If the file cannot be read, only the order is worse.
        let kept = fs::read_to_string(root.join(FILE)).unwrap_or_default();
        seconds.extend(serde_json::from_str::<BTreeMap<String, f32>>(&kept).unwrap_or_default());
        Self(seconds)
    }

    /// Returns how long this suite took, in seconds; 0 if unknown.
    pub fn of(&self, suite: &str) -> f32 {
        self.0.get(suite).copied().unwrap_or_default()
    }

    /// Saves the measured durations of some suites, in seconds.
    pub fn keep(
        mut self,
        root: &Path,
        measured: impl Iterator<Item = (String, f32)>,
    ) -> Result<()> {
        self.0.extend(measured);
        fs::write(root.join(FILE), serde_json::to_string_pretty(&self.0)?)
            .with_context(|| format!("{FILE} cannot be written"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_the_last_run_take_precedence_over_the_defaults() {
        let root = std::env::temp_dir().join(format!("xtask-durations-{}", std::process::id()));
        fs::create_dir_all(root.join("target")).unwrap();
        let before = Durations::read(&root);
        let [(first, longest), .., (last, shortest)] = COLD;
        assert_eq!((before.of(first), before.of("new")), (longest, 0.0));

        let measured = [(first, 60.5), ("new", 2.0)];
        let measured = measured.map(|(name, seconds)| (name.to_owned(), seconds));
        before.keep(&root, measured.into_iter()).unwrap();
        let after = Durations::read(&root);
        assert_eq!((after.of(first), after.of("new")), (60.5, 2.0));
        assert_eq!(after.of(last), shortest);

        fs::write(root.join(FILE), "{").unwrap();
        assert_eq!(Durations::read(&root).of(first), longest);
        fs::remove_dir_all(&root).unwrap();
    }
}
