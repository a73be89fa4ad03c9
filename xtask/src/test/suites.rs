//! The bodies of the suites.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};

use super::{
    parts::{Chosen, Options, Part},
    program,
    runner::RunningSuite,
    scripts,
};
use crate::{
    command::{cargo, npm_tool, output_of, shown, starting_cargo, tsc},
    docs,
    engine::Engine,
    release, setup,
};

pub fn format(run: &mut RunningSuite<'_>) -> Result<()> {
    setup::npm_packages(run.root)?;
    run.check(cargo().args(["fmt", "--all", "--check"]));
    // A separate workspace.
    let fuzz = ["--manifest-path", "fuzz/Cargo.toml"];
    run.check(cargo().args(["fmt", "--check"]).args(fuzz));
    // Files that passed are not checked again until they change.
    run.check(npm_tool(run.root, "prettier").args([
        "--check",
        "--cache",
        "--cache-strategy=content",
        "--cache-location=target/prettier-known",
        ".",
    ]));
    Ok(())
}

const CLIPPY: [&str; 3] = ["clippy", "--all-targets", "--quiet"];
const DENY: [&str; 3] = ["--", "-D", "warnings"];

pub fn lint_rust(run: &mut RunningSuite<'_>) -> Result<()> {
    run.check(cargo().args(CLIPPY).arg("--workspace").args(DENY));
    // `--all-targets` does not include a test with `test = false`.
    run.check(
        cargo()
            // With `--workspace`, as above; otherwise the dependencies would have other features and compile again.
            .args(["clippy", "--quiet", "--workspace", "--test", "model"])
            .args(["--features", "xsolla-login/digest"])
            .args(DENY),
    );
    run.check(&mut docs::of_the_crate(run.root));
    Ok(())
}

pub fn lint_wasm(run: &mut RunningSuite<'_>) -> Result<()> {
    setup::wasm_target()?;
    run.check(
        cargo()
            .args(CLIPPY)
            .args(["--package", "xsolla-login", "--package", "sandbox-wasm"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(DENY),
    );
    Ok(())
}

pub fn lint_files(run: &mut RunningSuite<'_>) -> Result<()> {
    let mut deny = Command::new(setup::cargo_deny(run.root)?);
    // Without the advisories, which are on a server and change every day: a test must always give the same result.
    deny.args(["--log-level", "error", "check"]);
    run.check(deny.args(["licenses", "bans", "sources"]));
    for project in [
        "js/tsconfig.json",
        "pkg-template",
        "tests/wasm/scripts",
        "www-demo",
        "www-demo/vite",
        "www-demo/vite/tsconfig.node.json",
    ] {
        run.check(&mut tsc(run.root, project));
    }
    let name = "no Rust evaluates a string as JavaScript";
    match scripts::found(run.root)? {
        found if found.is_empty() => run.passed(name),
        found => run.failed(name, &found.join("\n")),
    }
    signatures(run)
}

/// Builds the documentation as a site, and checks its links.
pub fn site(run: &mut RunningSuite<'_>) -> Result<()> {
    setup::npm_packages_of_docs(run.root)?;
    run.check(&mut docs::site(run.root));
    run.check(&mut docs::of_the_package(run.root));
    run.node(&mut node("tests/docs/site.mjs")?);
    Ok(())
}

/// Checks the signatures of the npm packages, if the registry can be reached.
fn signatures(run: &mut RunningSuite<'_>) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["audit", "signatures", "--fetch-retries=0"]);
    let (ok, said) = output_of(npm.current_dir(run.root).stdin(Stdio::null()))?;
    let title = shown(&npm);
    run.say(&format!("$ {title}"));
    // Anything but a network error is a failure, such as a wrong signature.
    if !ok && said.contains("npm error network") {
        run.say("not counted: there is no answer");
    } else if ok {
        run.passed(&title);
    } else {
        run.failed(&title, &said);
    }
    Ok(())
}

pub fn native(run: &mut RunningSuite<'_>) -> Result<()> {
    let mut tests = nextest(run)?;
    tests
        .arg("--workspace")
        // The runner has no tests, and `--bins` would build its programs again.
        .args(["--exclude", "wasm-bindgen-runner"])
        .args(["--lib", "--bins", "--tests"]);
    run.nextest(&mut tests, XTASK);
    // rustdoc runs these itself, and has no reporter.
    run.check(cargo().args(["test", "--workspace", "--doc", "--quiet"]));
    Ok(())
}

/// Runs the service's own tests against servers of its npm package: the same source as WebAssembly, in Node.
pub fn sandbox_as_wasm(run: &mut RunningSuite<'_>) -> Result<()> {
    let mut servers = Command::new("node")
        .arg("tests/sandbox/servers.mjs")
        .current_dir(run.root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the servers of the sandbox package")?;
    let said = servers.stdout.take().context("the servers say nothing")?;
    let address = program::lines_of(said).recv_timeout(Duration::from_secs(60));
    let address = address.context("the servers do not start")?;
    // With the features of the native tests, whose test program may already be built.
    let mut tests = nextest(run)?;
    tests
        .args(["--workspace", "--exclude", "wasm-bindgen-runner"])
        .args(["--test", "service", "-E", "not test(/^native::/)"])
        .env("SANDBOX_SERVERS", address);
    run.nextest(&mut tests, XTASK);
    // The servers end when their stdin is closed, and fail if no test has started one.
    drop(servers.stdin.take());
    if !program::wait(&mut servers, Duration::from_secs(10))? {
        bail!("no test has used the sandbox package");
    }
    Ok(())
}

/// Runs the model checker, optimised: it explores millions of states.
pub fn model(run: &mut RunningSuite<'_>) -> Result<()> {
    let mut tests = nextest(run)?;
    tests
        .args(["--package", "xsolla-login", "--cargo-profile", "model"])
        .args(["--test", "model", "--features", "digest"]);
    run.nextest(&mut tests, MODEL);
    Ok(())
}

/// The profiles of `.config/nextest.toml`. Each has its own report, since both may run at the same time.
const XTASK: &str = "xtask";
const MODEL: &str = "model";

/// Returns a command for tests that cargo-nextest runs and reports.
fn nextest(run: &RunningSuite<'_>) -> Result<Command> {
    let mut command = starting_cargo(setup::cargo_nextest(run.root)?);
    command.args(["nextest", "run"]);
    Ok(command)
}

/// Checks the contents of the tarball.
pub fn tarball(run: &mut RunningSuite<'_>) -> Result<()> {
    run.node(&mut node("tests/package/check.mjs")?);
    Ok(())
}

/// Checks that a build in another folder produces the same bytes.
pub fn built_again(run: &mut RunningSuite<'_>) -> Result<()> {
    release::again(run.root).context("the build is not reproducible")?;
    run.passed("the same bytes from another folder");
    Ok(())
}

pub fn wasm(run: &mut RunningSuite<'_>) -> Result<()> {
    setup::wasm_target()?;
    let chromium = setup::chromium()?;
    let path = setup::wasm_bindgen_path()?;
    let mut wasm_pack = Command::new(setup::wasm_pack(run.root)?);
    wasm_pack
        .args(["test", "--headless", "--chrome", "--mode", "no-install"])
        .arg("--chromedriver")
        .arg(chromium.driver)
        .args(["--", "--lib", "--test", "wasm"])
        .env("PATH", path)
        // Tests inside `src/` would not say that they run in a browser.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "60")
        // A driver that starts for the first time may need more than the runner's 5 s, to be read from disk.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        // The tools read all debug information of a test, which takes seconds per file.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    run.wasm(&mut wasm_pack);
    Ok(())
}

pub fn wire(run: &mut RunningSuite<'_>, options: &Options) -> Result<()> {
    let tests = "tests/wire/run.mjs";
    let mut command = match options.peer {
        true => in_chromium(tests)?,
        false => in_these(&options.chosen.engines, tests)?,
    };
    run.node(command.args(options.peer.then_some("--peer")));
    Ok(())
}

/// Runs the tests of real traps, in WebAssembly and in the twin.
pub fn traps(run: &mut RunningSuite<'_>) -> Result<()> {
    run.node(&mut in_chromium("tests/loading/trap.mjs")?);
    let mut of_twin = in_chromium("tests/loading/trap.mjs")?;
    run.node(of_twin.envs(NO_WEBASSEMBLY));
    Ok(())
}

/// Installs the programs that suites need, while other suites compile. Otherwise the suites would install them one
/// after another.
pub fn programs(chosen: &Chosen) -> Result<()> {
    setup::chromium()?;
    for engine in &chosen.engines {
        engine.programs()?;
    }
    if chosen.parts.contains(&Part::Looks) {
        setup::fonts()?;
    }
    Ok(())
}

/// Makes tests use the files of the entry `./js`, see `tests/dist.mjs`.
pub const JS_ENTRY: [(&str, &str); 1] = [("ENTRY", "js")];

/// Makes browsers start without WebAssembly, see `tests/chromium.mjs`.
pub const NO_WEBASSEMBLY: [(&str, &str); 1] = [("WEBASSEMBLY", "off")];

/// Returns a command for tests that take the names of the engines to run in.
pub fn in_these(engines: &[Engine], file: &str) -> Result<Command> {
    let mut command = node(file)?;
    for engine in engines {
        command.arg(engine.name()).envs(engine.programs()?);
    }
    Ok(command)
}

/// Returns a command for tests that run in Chromium.
pub fn in_chromium(file: &str) -> Result<Command> {
    let mut command = node(file)?;
    command.envs(Engine::Chromium.programs()?);
    Ok(command)
}

/// Returns a command for a file of tests for Node's runner.
pub fn node(file: &str) -> Result<Command> {
    let mut command = Command::new("node");
    command.arg(file);
    Ok(command)
}
