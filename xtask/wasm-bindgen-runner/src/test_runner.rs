//! The command `wasm-bindgen-test-runner`, which runs a test's `.wasm` in a browser, and reports the tests.

use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};
use report::wasm_bindgen;
use wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args;

/// The environment variable that is set for the child process that runs the tests.
const INNER: &str = "WASM_BINDGEN_RUNNER_INNER";

/// How many times the tests are started if their page does not load.
const ATTEMPTS: u32 = 3;

/// Runs the tests, and runs them again if their page did not load.
///
/// If more than four connections arrive at once, the server in the runner (tiny_http 0.12, `TaskPool::spawn`)
/// may queue one for a thread that another connection is about to take. It is not served until the other one
/// is closed, so the page waits for its scripts forever. No test has started by then.
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
    if let Some(folder) = env::var_os(wasm_bindgen::FOLDER) {
        keep(Path::new(&folder), &said)?;
    }
    Ok(ExitCode::from(code))
}

/// Writes the results into the folder.
fn keep(folder: &Path, said: &str) -> Result<()> {
    let program = env::args_os().nth(1).map(PathBuf::from);
    let name = program.as_deref().and_then(Path::file_stem);
    let name = name.context("no test program")?.to_string_lossy();
    // cargo adds a hash to the name.
    let suite = name.rsplit_once('-').map_or(&*name, |(suite, _)| suite);
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("{name}.xml"));
    report::write(&file, suite, &wasm_bindgen::read(said))
}

/// Runs the tests in a child process and forwards its stdout. Returns its exit code and its stdout.
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

/// Whether the tests never started, according to the runner's output.
fn never_came(said: &str) -> bool {
    said.contains("Failed to detect test as having been run") && !said.contains("\nrunning ")
}
