//! Detects whether a build is up to date.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::SOURCES;
use crate::command::output;
use crate::files::remove;

/// A file that records the fingerprint of the sources of a build.
pub struct Stamp {
    file: PathBuf,
    state: String,
}

impl Stamp {
    /// Creates the stamp for a build from the current sources; it is stored in `file`.
    pub fn of(root: &Path, file: &Path) -> Result<Self> {
        Ok(Self {
            file: file.to_owned(),
            state: format!("{:016x}", fingerprint(root, &SOURCES)?),
        })
    }

    /// Whether the last build used the same sources.
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

/// Returns a hash of the compiler's version and of these files and folders.
pub fn fingerprint(root: &Path, sources: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    output("rustc", &["--version"]).hash(&mut hasher);
    for source in sources {
        hash_tree(&root.join(source), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn hash_tree(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.ends_with("generated") {
        return Ok(());
    }
    if !path.is_dir() {
        path.file_name().hash(hasher);
        fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .hash(hasher);
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| hash_tree(path, hasher))
}
