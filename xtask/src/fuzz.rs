//! `cargo xtask bench fuzz`: fuzzes the crate's pure functions for a given time.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result};

use crate::command::{cargo, output, run};
use crate::toolchain::UNSTABLE;

/// The targets of `fuzz/Cargo.toml`.
const TARGETS: [&str; 4] = ["address", "options", "request", "response"];

/// The flags with which libFuzzer sees the code that an input reaches. All are stable; the sanitizer's flag is not.
const COVERAGE: [&str; 7] = [
    "--cfg=fuzzing",
    "-Ccodegen-units=1",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Runs each target with libFuzzer, for `seconds` in total. The exit code is 1 if something was found.
pub fn fuzz(root: &Path, seconds: u64) -> Result<ExitCode> {
    let folder = match compile(root, &["-Zsanitizer=address"]) {
        Ok(folder) => folder,
        Err(_) => {
            println!("fuzz: this toolchain has no AddressSanitizer, so without it");
            compile(root, &[]).context("fuzz: not run, this toolchain cannot build the targets")?
        }
    };
    let mut found = Vec::new();
    for target in TARGETS {
        println!("\n=== {target}");
        if !fuzz_one(root, &folder.join(target), target, seconds)? {
            found.push(target);
        }
    }
    if found.is_empty() {
        println!("\nfuzz: nothing found");
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "\nfuzz: found something in {}: see target/fuzz/found/",
        found.join(", ")
    );
    Ok(ExitCode::FAILURE)
}

/// Builds the targets, and returns their folder.
fn compile(root: &Path, sanitizer: &[&str]) -> Result<PathBuf> {
    let versions = output("rustc", &["-vV"]).context("rustc is missing")?;
    let host = versions
        .lines()
        .find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say what it runs on")?;
    let target = root.join("target/fuzz");
    let flags = [&COVERAGE, sanitizer].concat();
    // With an explicit `--target`, build scripts and macros are built without these flags.
    run(cargo()
        .args(["build", "--release", "--bins", "--target", host])
        .arg("--manifest-path")
        .arg(root.join("fuzz/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .envs([UNSTABLE])
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")))?;
    Ok(target.join(host).join("release"))
}

/// Runs one target for its share of the time (at least a second), and returns true if it found nothing.
fn fuzz_one(root: &Path, program: &Path, target: &str, seconds: u64) -> Result<bool> {
    // libFuzzer writes new inputs to the first folder; the second one is the committed corpus.
    let corpus = root.join("target/fuzz/corpus").join(target);
    let found = root.join("target/fuzz/found");
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    let share = (seconds / TARGETS.len() as u64).max(1);
    let status = Command::new(program)
        .arg(&corpus)
        .arg(root.join("fuzz/corpus").join(target))
        .arg(format!("-max_total_time={share}"))
        .arg(format!("-artifact_prefix={}/{target}-", found.display()))
        .args(["-print_final_stats=1", "-verbosity=0"])
        // Leak detection needs another process that inspects this one, which some machines do not allow.
        .env(
            "ASAN_OPTIONS",
            env::var("ASAN_OPTIONS").unwrap_or_else(|_| "detect_leaks=0".into()),
        )
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start the target {target}"))?;
    Ok(status.success())
}
