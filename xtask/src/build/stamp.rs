//! Detects whether a build is up to date.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::manifest::Home;
use crate::command::output;
use crate::files::{remove, sources};

/// A file that records the fingerprint of a build: of its sources, and of what else it depends on.
pub struct Stamp {
    file: PathBuf,
    state: String,
}

impl Stamp {
    /// Creates the stamp for a build from these files and folders as they are now; it is stored in `file`.
    pub fn of(root: &Path, sources: &[&str], file: &Path) -> Result<Self> {
        let fingerprint = fingerprint(root, sources, &Home::of_environment())?;
        Ok(Self {
            file: file.to_owned(),
            state: format!("{fingerprint:016x}"),
        })
    }

    /// Whether the last build would have the same result.
    pub fn fits(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|old| old == self.state)
    }

    /// Deletes the file before a build, so that an interrupted build does not count as done.
    pub fn clear(&self) -> Result<()> {
        remove(&self.file)
    }

    /// Writes the file after a build.
    pub fn write(&self) -> Result<()> {
        Ok(fs::write(&self.file, &self.state)?)
    }
}

/// Returns a hash of the compiler's version, of the addresses in the manifest and the README, and of these files and
/// folders.
fn fingerprint(root: &Path, of: &[&str], home: &Home) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    output("rustc", &["--version"]).hash(&mut hasher);
    home.hash(&mut hasher);
    for source in of {
        for file in sources(&root.join(source))? {
            file.file_name().hash(&mut hasher);
            fs::read(&file)
                .with_context(|| format!("cannot read {}", file.display()))?
                .hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_with_other_addresses_is_another_build() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let of = |variables: &[(&str, &str)]| {
            let home = Home::of(|name| {
                let named = variables.iter().find(|(variable, _)| *variable == name);
                named.map(|(_, value)| (*value).to_owned())
            });
            fingerprint(&root, &["pkg-template"], &home).unwrap()
        };
        let repository = [
            ("GITHUB_SERVER_URL", "https://git.example"),
            ("GITHUB_REPOSITORY", "o/r"),
        ];
        let docs = ("DOCS_URL", "https://o.pages.example/r/");
        let builds = [
            of(&[]),
            of(&repository),
            of(&[repository[0], repository[1], docs]),
        ];
        assert_eq!(builds[1], of(&repository));
        assert!(
            builds[0] != builds[1] && builds[1] != builds[2],
            "{builds:?}"
        );
    }
}
