//! Running other programs.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The cargo that runs this task, so that all of it uses one toolchain.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // They describe this task. A build script that looks at them, as that of `ring` does, would be run again.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Runs a program to its end; a failure names the command line.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What a program prints, trimmed; nothing if it is missing or fails.
pub fn output(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Whether a program succeeded, and what it said in its output and its errors.
pub fn output_of(command: &mut Command) -> Result<(bool, String)> {
    let output = command
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    Ok((output.status.success(), said.concat()))
}

/// Where a program lies on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// TypeScript's compiler, in the root, so that it names files from there.
pub fn tsc(root: &Path, project: &str) -> Command {
    let mut tsc = Command::new("node");
    // Not by its name in node_modules/.bin, which the older compilers share.
    tsc.args(["node_modules/typescript7/bin/tsc", "-p", project]);
    tsc.current_dir(root);
    tsc
}

/// A program of the npm packages in `node_modules`.
pub fn npm_tool(root: &Path, name: &str) -> Command {
    Command::new(root.join("node_modules/.bin").join(name))
}
