//! Crate → wasm: std is rebuilt, so that its panic texts stay out.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};

use super::setting::Setting;
use crate::command::{cargo, output, run};
use crate::setup::has_std_source;
use crate::toolchain::UNSTABLE;

/// Compiles the crate; gives the path of the wasm.
pub fn compile(root: &Path, features: &[&str], setting: &Setting) -> Result<PathBuf> {
    // The std of the toolchain has reference types, for which the glue would be another one.
    ensure!(
        has_std_source(),
        "rust-src is missing: rustup component add rust-src"
    );
    // A folder of its own: other flags than those of tests and clippy.
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
    // The default of 1 MiB would be memory from the start; what runs here is never deep.
    flags.push("-Clink-arg=-zstack-size=32768".to_owned());
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "xsolla-login", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--target-dir")
        .arg(&target)
        .current_dir(root);
    // The panic texts and the formatting machinery stay out: half of the module otherwise.
    for flag in [
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "-Zlocation-detail=none",
        "-Zfmt-debug=none",
        // 1.3 % less in brotli.
        "-Zmir-opt-level=3",
        // Without reference types, wasm-bindgen keeps JavaScript values in an array of its glue. With
        // them, a place in its table is lost for each exception that it catches.
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
    command.envs(setting.profile.iter().copied());
    // Not RUSTFLAGS: a path may have a space.
    command
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run(&mut command)?;
    Ok(target.join("wasm32-unknown-unknown/release/xsolla_login.wasm"))
}

/// The folder of cargo, which paths of dependencies begin with.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}
