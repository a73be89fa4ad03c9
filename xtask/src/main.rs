//! The project's build tasks: `cargo xtask --help` lists them.
#![forbid(unsafe_code)]

mod bench;
mod build;
mod command;
mod demo;
mod docs;
mod fuzz;
mod quality;
mod release;
mod sandbox;
mod setup;
mod size;
mod test;
mod toolchain;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Builds, shows and tests the package.
///
/// Each task installs what it needs and what is missing, and nothing else.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the npm package into pkg/
    Build,
    /// Builds the npm package of the sandbox service into pkg-sandbox/
    Sandbox,
    /// Builds the package and the demo, starts the sandbox service and serves the demo
    Demo(demo::Args),
    /// Runs the tests, all of them or the named parts
    Test(test::Args),
    /// Says which of the Rust the native tests run: regions, functions and lines
    Coverage(quality::Coverage),
    /// Changes the Rust, one thing at a time, and says which changes no test of the library minds
    Mutants(quality::Mutants),
    /// Builds the package and says where its bytes are, against the budget
    Size(size::Args),
    /// Builds the documentation as a site, with the reference of the package, and that of the crate
    Docs(docs::Args),
    /// Builds the package twice, packs it and that of the sandbox, and prints their checksums
    Release(release::Args),
    /// Measures the package beside the original; `bench fuzz` fuzzes its pure modules
    Bench(bench::Args),
}

fn main() -> ExitCode {
    // One line: a backtrace, which RUST_BACKTRACE would add, says nothing about a missing tool.
    run(Args::parse()).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(args: Args) -> Result<ExitCode> {
    let root = root()?;
    match args.task {
        Task::Build => {
            setup::for_build(&root)?;
            build::build(&root)?;
        }
        Task::Sandbox => sandbox::build(&root)?,
        Task::Demo(args) => demo::run(&root, &args)?,
        Task::Test(args) => return test::run(&root, &args),
        Task::Coverage(args) => return quality::coverage(&root, &args),
        Task::Mutants(args) => return quality::mutants(&root, &args),
        Task::Size(args) => size::size(&root, &args)?,
        Task::Docs(args) => docs::docs(&root, &args)?,
        Task::Release(args) => release::release(&root, &args)?,
        Task::Bench(args) => return bench::bench(&root, &args),
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace's folder, wherever in it the command was given.
///
/// Cargo says where it is at run time, so a workspace that was moved after the build still works.
fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
    let root = Path::new(&manifest).parent();
    Ok(root.context("xtask has no parent folder")?.to_owned())
}
