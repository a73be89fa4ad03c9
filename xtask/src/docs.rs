//! `cargo xtask docs`: the documentation as a site, and the reference from the declarations and from the crate.

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

/// Builds the site with the reference in it, and the reference of the crate; a link that leads nowhere is an error.
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

/// rustdoc, whose warnings are errors.
pub fn of_the_crate(root: &Path) -> Command {
    let mut command = cargo();
    command
        .args(["doc", "--no-deps", "--quiet", "--package", "xsolla-login"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root);
    command
}

/// VitePress, which empties its folder first: the reference comes after it.
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

/// typedoc, of the built package's declarations, with every name that they use.
pub fn of_the_package(root: &Path) -> Command {
    let mut command = npm_tool(root, "typedoc");
    command
        .args(["--options", "xtask/typedoc/typedoc.json"])
        .args(["--out", "target/docs/reference"])
        .current_dir(root);
    command
}
