//! Runs other programs.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Returns a command for the cargo that runs xtask, so that everything uses one toolchain.
pub fn cargo() -> Command {
    starting_cargo(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Returns a command for a program that starts cargo to build something.
pub fn starting_cargo(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    // These variables describe xtask. A build script that reads them, such as `ring`'s, would run again.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a program to its end. An error names the command line.
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

/// Returns what a program prints to stdout, trimmed; `None` if it is missing or fails.
pub fn output(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs a program, and returns whether it succeeded, and its stdout followed by its stderr.
pub fn output_of(command: &mut Command) -> Result<(bool, String)> {
    let output = command
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    Ok((output.status.success(), said.concat()))
}

/// Returns the path of a program on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Formats a command as you would type it, without the folder of the program.
pub fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns a command for TypeScript's compiler. It runs in the root, so that its messages name files from there.
pub fn tsc(root: &Path, project: &str) -> Command {
    let mut tsc = Command::new("node");
    // Not from node_modules/.bin, because the older compilers have the same name there.
    tsc.args(["node_modules/typescript7/bin/tsc", "-p", project]);
    tsc.current_dir(root);
    tsc
}

/// Returns a command for a program of the npm packages in `node_modules`.
pub fn npm_tool(root: &Path, name: &str) -> Command {
    Command::new(root.join("node_modules/.bin").join(name))
}
