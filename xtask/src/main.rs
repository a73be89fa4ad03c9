//! The project's tasks: `cargo xtask --help` lists them.

mod bench;
mod build;
mod command;
mod demo;
mod docs;
mod engine;
mod files;
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

/// Builds, demonstrates and tests the package.
///
/// Each task installs only what it needs and what is missing.
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
    /// Runs all tests, or the named parts
    Test(test::Args),
    /// Measures the coverage of the Rust code by the native tests: regions, functions, lines and branches
    Coverage(quality::Coverage),
    /// Mutates the Rust code, one change at a time, and reports the changes that no library test detects
    Mutants(quality::Mutants),
    /// Builds the package, breaks down its size and compares it with the budget
    Size(size::Args),
    /// Builds the documentation as a site, with the reference of the package, and the reference of the crate
    Docs(docs::Args),
    /// Builds the package twice, packs it and the sandbox package, and prints their checksums
    Release(release::Args),
    /// Measures the package against the original SDK; `bench fuzz` fuzzes its pure modules
    Bench(bench::Args),
}

fn main() -> ExitCode {
    // Printed on one line, without the backtrace that RUST_BACKTRACE would add: it does not help with a missing tool.
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

/// Returns the folder of the workspace, wherever in it the command was run.
///
/// Read at run time from cargo's environment, so a workspace that was moved after the build still works.
fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
    let root = Path::new(&manifest).parent();
    Ok(root.context("xtask has no parent folder")?.to_owned())
}
