//! Compiles the crate to wasm. std is rebuilt, so that its panic messages are left out.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::{flags, setting::Setting};
use crate::command::{cargo, run};
use crate::setup::has_std_source;
use crate::toolchain::{self, UNSTABLE};

/// Compiles the crate, and returns the path of the wasm.
pub fn compile(root: &Path, features: &[&str], setting: &Setting) -> Result<PathBuf> {
    // The toolchain's prebuilt std uses reference types, for which wasm-bindgen would generate different glue.
    ensure!(
        has_std_source(),
        "rust-src is missing: rustup component add rust-src"
    );
    // A release refuses another compiler; a build only says so.
    if let Err(error) = toolchain::check(root) {
        println!("build: {error}");
    }
    // A separate target folder, because tests and clippy use other flags.
    let target = root.join(if setting.compiles_anew() {
        "target/alternatives"
    } else {
        "target/wasm"
    });
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "xsolla-login", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--target-dir")
        .arg(&target)
        .current_dir(root);
    let mut flags = vec![
        // The default stack of 1 MiB would be part of the initial memory; the code never needs a deep stack.
        "-Clink-arg=-zstack-size=32768",
        // Leaves out the panic messages and the formatting machinery, which would be half of the module.
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
    ];
    flags.extend(setting.rustc);
    command
        .envs([UNSTABLE])
        .args(["-Zbuild-std=core,alloc,std,panic_abort"])
        .arg("-Zbuild-std-features=optimize_for_size");
    for change in setting.profile {
        command.args(["--config", &format!("profile.release.{change}")]);
    }
    flags::set(&mut command, root, &flags);
    run(&mut command)?;
    Ok(target.join("wasm32-unknown-unknown/release/xsolla_login.wasm"))
}
