//! Compiles the crate to wasm. std is rebuilt, so that its panic messages are left out.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use super::setting::Setting;
use crate::command::{cargo, output, run};
use crate::setup::has_std_source;
use crate::toolchain::UNSTABLE;

/// Compiles the crate, and returns the path of the wasm.
pub fn compile(root: &Path, features: &[&str], setting: &Setting) -> Result<PathBuf> {
    // The toolchain's prebuilt std uses reference types, for which wasm-bindgen would generate different glue.
    ensure!(
        has_std_source(),
        "rust-src is missing: rustup component add rust-src"
    );
    // A separate target folder, because tests and clippy use other flags.
    let target = root.join(if setting.compiles_anew() {
        "target/alternatives"
    } else {
        "target/wasm"
    });
    let mut flags = Vec::new();
    for (from, to) in [
        (cargo_home(), "cargo"),
        (
            output("rustc", &["--print", "sysroot"]).map(PathBuf::from),
            "rust",
        ),
        (Some(root.to_owned()), "."),
    ] {
        if let Some(from) = from {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
    }
    // The default stack of 1 MiB would be part of the initial memory; the code never needs a deep stack.
    flags.push("-Clink-arg=-zstack-size=32768".to_owned());
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "xsolla-login", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--target-dir")
        .arg(&target)
        .current_dir(root);
    // Leaves out the panic messages and the formatting machinery, which would be half of the module.
    for flag in [
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "-Zlocation-detail=none",
        "-Zfmt-debug=none",
        // 1.3 % smaller after Brotli.
        "-Zmir-opt-level=3",
        // Without reference types, wasm-bindgen keeps JavaScript values in an array in its glue. With
        // them, it keeps them in a table, where it leaks a slot for each exception that it catches.
        "-Ctarget-cpu=mvp",
        "-Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext",
    ] {
        flags.push(flag.to_owned());
    }
    command
        .envs([UNSTABLE])
        .args(["-Zbuild-std=core,alloc,std,panic_abort"])
        .arg("-Zbuild-std-features=optimize_for_size");
    flags.extend(setting.rustc.iter().map(|flag| (*flag).to_owned()));
    for change in setting.profile {
        command.args(["--config", &format!("profile.release.{change}")]);
    }
    // Not RUSTFLAGS, which is split at spaces: a path may contain one.
    command
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run(&mut command)?;
    Ok(target.join("wasm32-unknown-unknown/release/xsolla_login.wasm"))
}

/// Returns cargo's home folder, with which the paths of dependencies begin.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}
