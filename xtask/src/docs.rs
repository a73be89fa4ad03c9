//! `cargo xtask docs`: the reference, from the declarations and from the crate.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::command::{cargo, npm_tool, run};
use crate::{build, setup};

/// Builds the reference of the package and of the crate; a link that leads nowhere is an error.
pub fn docs(root: &Path) -> Result<()> {
    setup::for_build(root)?;
    build::build(root)?;
    run(&mut of_the_crate(root))?;
    run(&mut of_the_package(root))?;
    println!("of the package: target/docs/index.html");
    println!("of the crate: target/doc/xsolla_login/index.html");
    Ok(())
}

/// rustdoc, whose warnings are errors.
pub fn of_the_crate(root: &Path) -> Command {
    let mut command = cargo();
    command
        .args(["doc", "--no-deps", "--quiet", "--package", "xsolla-login"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root);
    command
}

/// typedoc, of the built package's declarations, with every name that they use.
pub fn of_the_package(root: &Path) -> Command {
    let mut command = npm_tool(root, "typedoc");
    command
        .args(["--options", "xtask/typedoc/typedoc.json"])
        .args(["--out", "target/docs"])
        .current_dir(root);
    command
}
