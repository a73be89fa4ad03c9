//! The command `wasm-bindgen-test-runner`, which runs a test's `.wasm` in a browser.

use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};
use wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args;

/// Set for the process that runs the tests.
const INNER: &str = "WASM_BINDGEN_RUNNER_INNER";

/// How often a page may fail to load.
const ATTEMPTS: u32 = 3;

/// Runs the tests, and again if the page with them never came.
///
/// The server inside (tiny_http 0.12, `TaskPool::spawn`) queues a connection behind a thread that another
/// one is about to take, where more than four come at once: that connection is not served until the
/// other is closed, and the page waits for its scripts for ever. No test has begun by then.
fn main() -> Result<ExitCode> {
    if env::var_os(INNER).is_some() {
        run_cli_with_args(env::args_os())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (mut code, mut said) = run_once()?;
    for _ in 1..ATTEMPTS {
        if code == 0 || !never_came(&said) {
            break;
        }
        eprintln!("the page with the tests did not load; once more");
        (code, said) = run_once()?;
    }
    Ok(ExitCode::from(code))
}

/// Runs the tests in a process of their own, passing on what it says; gives its exit code, and that.
fn run_once() -> Result<(u8, String)> {
    let mut inner = Command::new(env::current_exe()?)
        .args(env::args_os().skip(1))
        .env(INNER, "1")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut output = inner.stdout.take().context("no output to read")?;
    let mut said = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = output.read(&mut chunk)?;
        let Some(new) = chunk.get(..read).filter(|new| !new.is_empty()) else {
            break;
        };
        let mut out = io::stdout().lock();
        out.write_all(new)?;
        out.flush()?;
        said.extend_from_slice(new);
    }
    let code = inner
        .wait()?
        .code()
        .and_then(|code| u8::try_from(code).ok());
    Ok((code.unwrap_or(1), String::from_utf8_lossy(&said).into()))
}

/// Whether nothing but the page's first text was seen of the tests.
fn never_came(said: &str) -> bool {
    said.contains("Failed to detect test as having been run") && !said.contains("\nrunning ")
}
