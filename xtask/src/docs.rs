//! `cargo xtask docs`: builds the documentation as a site, the reference from the declarations, and the crate's.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::command::{cargo, npm_tool, run};
use crate::{build, demo, setup};

#[derive(clap::Args)]
pub struct Args {
    /// Serves the site on this port until Ctrl-C
    #[arg(long)]
    port: Option<u16>,
}

/// Builds the site, including the reference, and the crate's reference. A broken link is an error.
pub fn docs(root: &Path, args: &Args) -> Result<()> {
    setup::for_build(root)?;
    build::build(root)?;
    setup::npm_packages_of_docs(root)?;
    run(&mut of_the_crate(root))?;
    run(&mut site(root))?;
    run(&mut of_the_package(root))?;
    run(Command::new("node")
        .args(["--test-reporter=dot", "tests/docs/site.mjs"])
        .current_dir(root))
    .context("a link of the site leads nowhere")?;
    println!("the site: target/docs, served by `cargo xtask docs --port 8090`");
    println!("the reference of the crate: target/doc/xsolla_login/index.html");
    args.port
        .map_or(Ok(()), |port| demo::serve_docs(root, port))
}

/// Returns the command for rustdoc, with warnings as errors.
pub fn of_the_crate(root: &Path) -> Command {
    let mut command = cargo();
    command
        .args(["doc", "--no-deps", "--quiet", "--package", "xsolla-login"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root);
    command
}

/// Returns the command for VitePress. It empties the output folder first, so the reference must be built after it.
pub fn site(root: &Path) -> Command {
    let mut command = Command::new("node");
    command
        .args([
            "docs/node_modules/vitepress/bin/vitepress.js",
            "build",
            "docs",
        ])
        .stdout(Stdio::null())
        .current_dir(root);
    command
}

/// Returns the command for typedoc, which documents the built package's declarations.
pub fn of_the_package(root: &Path) -> Command {
    let mut command = npm_tool(root, "typedoc");
    command
        .args(["--options", "xtask/typedoc/typedoc.json"])
        .args(["--out", "target/docs/reference"])
        .current_dir(root);
    command
}
