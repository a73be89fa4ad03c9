//! Files and folders.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// Removes a file, a symbolic link, or a folder with everything in it, if it exists.
pub fn remove(path: &Path) -> Result<()> {
    let removed = match path.symlink_metadata() {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}

/// Returns all files below a folder, sorted, or the file itself.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut left = vec![path.to_owned()];
    while let Some(here) = left.pop() {
        if here.is_dir() {
            for entry in fs::read_dir(&here)? {
                left.push(entry?.path());
            }
        } else {
            found.push(here);
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the same as [`files`], without the modules that the build generates.
pub fn sources(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files(path)?;
    files.retain(|file| {
        let below = file.strip_prefix(path).unwrap_or(file);
        !below.iter().any(|name| name == "generated")
    });
    Ok(files)
}
