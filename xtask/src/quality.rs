//! `cargo xtask coverage` and `cargo xtask mutants`: how much the native tests see.
//!
//! Both are for people to read. Neither is part of `cargo xtask test`.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{command::shown, setup, toolchain::UNSTABLE};

/// The crate whose tests are judged.
const CRATE: [&str; 2] = ["--package", "xsolla-login"];

/// Its tests that run without a browser, but for the model checker, which would need hours without optimisation.
const NATIVE: [&str; 5] = ["--lib", "--test", "properties", "--test", "outage"];

/// Not the crate's own code: its tests, and what the properties share with the fuzz targets.
const TESTS: &str = r"(^|/)(tests|fuzz)(/|\.rs$)";

/// Where `cargo mutants` writes what it found.
const FOUND: &str = "target/mutants";

/// What is mutated unless it is said otherwise. Native tests cannot reach what calls JavaScript, so of `oauth` and
/// `session` it is what calls none.
const MUTATED: [&str; 17] = [
    "src/retry.rs",
    "src/answer.rs",
    "src/request.rs",
    "src/query.rs",
    "src/body.rs",
    "src/config/base_url.rs",
    "src/config/mod.rs",
    "src/config/options.rs",
    "src/client.rs",
    "src/oauth/expiry.rs",
    "src/oauth/meaning.rs",
    "src/oauth/pkce.rs",
    "src/session/later.rs",
    "src/session/life.rs",
    "src/session/machine.rs",
    "src/session/machine/*.rs",
    "src/session/records.rs",
];

#[derive(clap::Args)]
pub struct Coverage {
    /// Writes a page for each file into target/llvm-cov/html/
    #[arg(long)]
    html: bool,
}

/// Prints the regions, functions, lines and branches that the native tests run, for each file.
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
    /// Which files to mutate, as paths or patterns; those that native tests can judge if none is named
    files: Vec<String>,
}

/// Changes one thing at a time and runs the tests of the library; the exit code is 1 if no test minds a change.
pub fn mutants(root: &Path, args: &Mutants) -> Result<ExitCode> {
    let mut command = Command::new(setup::cargo_mutants(root)?);
    command
        .arg("mutants")
        .args(CRATE)
        .args(["--jobs", "1", "--no-shuffle", "--colors", "never"])
        // The tests take a second, but on a busy machine more.
        .args(["--minimum-test-timeout", "120"])
        .args(["--output", FOUND])
        // The tool knows tests by `cfg(test)` alone, and some stand behind `all(test, …)`.
        .args(["--exclude", "tests.rs", "--exclude-re", "tests::"])
        // For the model checker, which does not run here.
        .args(["--exclude", "digest.rs"])
        // Nobody debugs a mutant, and it is built and linked hundreds of times.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        // What cargo says of xtask is wrong for the copy that is mutated.
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

/// Runs a tool that prints its own findings; gives whether it is content.
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
