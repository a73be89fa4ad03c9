//! `cargo xtask coverage` and `cargo xtask mutants`: how much the native tests cover.
//!
//! Both print reports for people. Neither is part of `cargo xtask test`.

mod pure;

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{command::shown, setup, toolchain::UNSTABLE};
use pure::{NOT_PURE, PURE};

/// The crate whose tests are measured.
const CRATE: [&str; 2] = ["--package", "xsolla-login"];

/// Its tests that run without a browser, except the model checker, which would need hours without optimisation.
const NATIVE: [&str; 5] = ["--lib", "--test", "properties", "--test", "outage"];

/// Files that are not the crate's own code: its tests, and the checks that properties and fuzz targets share.
const TESTS: &str = r"(^|/)(tests|fuzz)(/|\.rs$)";

/// Where `cargo mutants` writes its results.
const FOUND: &str = "target/mutants";

/// A module without JavaScript that is not mutated by default: it is data, which the tests in a browser compare with
/// recorded calls.
const DATA: &str = "calls";

/// A file that is mutated by default, although part of it calls JavaScript.
const PARTLY_PURE: &str = "src/oauth/pkce.rs";

#[derive(clap::Args)]
pub struct Coverage {
    /// Writes an HTML page for each file to target/llvm-cov/html/
    #[arg(long)]
    html: bool,
}

/// Prints for each file how many regions, functions, lines and branches the native tests run.
pub fn coverage(root: &Path, args: &Coverage) -> Result<ExitCode> {
    setup::llvm_tools()?;
    let mut command = Command::new(setup::cargo_llvm_cov(root)?);
    command
        .arg("llvm-cov")
        .args(CRATE)
        .args(NATIVE)
        .args(["--ignore-filename-regex", TESTS])
        .arg("--branch")
        .envs([UNSTABLE]);
    command.arg(if args.html {
        "--html"
    } else {
        "--summary-only"
    });
    passed(root, &mut command)
}

#[derive(clap::Args)]
pub struct Mutants {
    /// The files to mutate, as paths or patterns; by default those that native tests can reach
    files: Vec<String>,
}

/// Makes one change at a time and runs the library tests. The exit code is 1 if no test detects a change.
pub fn mutants(root: &Path, args: &Mutants) -> Result<ExitCode> {
    let mut command = Command::new(setup::cargo_mutants(root)?);
    command
        .arg("mutants")
        .args(CRATE)
        .args(["--jobs", "1", "--no-shuffle", "--colors", "never"])
        // The tests take a second, but longer on a busy machine.
        .args(["--minimum-test-timeout", "120"])
        .args(["--output", FOUND])
        // The tool only recognizes `cfg(test)`, and some tests are under `cfg(all(test, …))`.
        .args(["--exclude", "tests.rs", "--exclude", "src/**/tests/**"])
        .args(["--exclude-re", "tests::"])
        // Only used by the model checker, which does not run here.
        .args(["--exclude", "digest.rs"])
        // Nobody debugs a mutant, and it is built and linked hundreds of times.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        // This path, which cargo set for xtask, is wrong for the copy that is mutated.
        .env_remove("CARGO_MANIFEST_DIR");
    fs::create_dir_all(root.join(FOUND))?;
    if args.files.is_empty() {
        for file in mutated() {
            command.args(["--file", &file]);
        }
        command.args(["--exclude", &format!("{}.rs", path_of(NOT_PURE))]);
    }
    for file in &args.files {
        command.args(["--file", file]);
    }
    command.args(["--", "--lib"]);
    passed(root, &mut command)
}

/// Returns patterns of the files that are mutated by default.
fn mutated() -> impl Iterator<Item = String> {
    let pure = PURE.into_iter().filter(|module| *module != DATA);
    let paths = pure.map(path_of);
    paths
        .flat_map(|path| [format!("{path}.rs"), format!("{path}/**")])
        .chain([PARTLY_PURE.to_owned()])
}

/// Returns the path of a module of the crate, without its ending.
fn path_of(module: &str) -> String {
    format!("src/{}", module.replace("::", "/"))
}

/// Runs a tool that prints its own findings, and returns whether it succeeded as an exit code.
fn passed(root: &Path, command: &mut Command) -> Result<ExitCode> {
    let line = shown(command);
    let status = command
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    match status.code() {
        Some(0) => Ok(ExitCode::SUCCESS),
        Some(_) => Ok(ExitCode::FAILURE),
        None => bail!("`{line}` was ended ({status})"),
    }
}
