//! `cargo xtask coverage` and `cargo xtask mutants`: how much the native tests cover.
//!
//! Both print reports for people. Neither is part of `cargo xtask test`.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{command::shown, setup, toolchain::UNSTABLE};

/// The crate whose tests are measured.
const CRATE: [&str; 2] = ["--package", "xsolla-login"];

/// Its tests that run without a browser, except the model checker, which would need hours without optimisation.
const NATIVE: [&str; 5] = ["--lib", "--test", "properties", "--test", "outage"];

/// Files that are not the crate's own code: its tests, and the checks that properties and fuzz targets share.
const TESTS: &str = r"(^|/)(tests|fuzz)(/|\.rs$)";

/// Where `cargo mutants` writes its results.
const FOUND: &str = "target/mutants";

/// The files that are mutated by default. Native tests cannot run code that calls JavaScript, so of `oauth` and
/// `session` these are the files that call none.
const MUTATED: [&str; 21] = [
    "src/retry.rs",
    "src/answer.rs",
    "src/request.rs",
    "src/query.rs",
    "src/body.rs",
    "src/config/base_url.rs",
    "src/config/mod.rs",
    "src/config/options.rs",
    "src/config/queries.rs",
    "src/client.rs",
    "src/http_date.rs",
    "src/flow/state.rs",
    "src/oauth/expiry.rs",
    "src/oauth/meaning.rs",
    "src/oauth/pkce.rs",
    "src/oauth/steps/*.rs",
    "src/session/later.rs",
    "src/session/life.rs",
    "src/session/machine.rs",
    "src/session/machine/*.rs",
    "src/session/records.rs",
];

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
    match args.html {
        true => command.arg("--html"),
        false => command.arg("--summary-only"),
    };
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
        .args(["--exclude", "tests.rs", "--exclude-re", "tests::"])
        // Only used by the model checker, which does not run here.
        .args(["--exclude", "digest.rs"])
        // Nobody debugs a mutant, and it is built and linked hundreds of times.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        // This path, which cargo set for xtask, is wrong for the copy that is mutated.
        .env_remove("CARGO_MANIFEST_DIR");
    fs::create_dir_all(root.join(FOUND))?;
    let chosen: Vec<&str> = match args.files.is_empty() {
        true => MUTATED.to_vec(),
        false => args.files.iter().map(String::as_str).collect(),
    };
    for file in chosen {
        command.args(["--file", file]);
    }
    command.args(["--", "--lib"]);
    passed(root, &mut command)
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
