//! The compiler's flags for a build whose bytes depend on the sources only.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::command::output;

/// Makes cargo compile with these flags, and name files without the folders of this machine.
pub fn set(command: &mut Command, root: &Path, flags: &[&str]) {
    let sysroot = output("rustc", &["--print", "sysroot"]).map(PathBuf::from);
    let folders = [
        (cargo_home(), "cargo"),
        (sysroot, "rust"),
        (Some(root.to_owned()), "."),
    ];
    let remapped = folders
        .into_iter()
        .filter_map(|(from, to)| Some(format!("--remap-path-prefix={}={to}", from?.display())));
    let flags = flags.iter().map(|flag| (*flag).to_owned());
    let flags: Vec<String> = remapped.chain(flags).collect();
    // Not RUSTFLAGS, which is split at spaces: a path may contain one.
    command
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
}

/// Returns cargo's home folder, with which the paths of dependencies begin.
fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}
