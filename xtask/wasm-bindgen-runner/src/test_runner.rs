//! The command `wasm-bindgen-test-runner`, which runs a test's `.wasm` in a browser.

use anyhow::Result;

fn main() -> Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
