//! What `wasm-opt` does to the wasm.

use std::path::Path;

use anyhow::Result;

use super::{Names, order};
use crate::command::{npm_tool, run};

pub fn optimise(root: &Path, from: &Path, to: &Path, names: Names) -> Result<()> {
    let tool = || npm_tool(root, "wasm-opt");
    run(tool()
        .arg(from)
        .args((names == Names::Kept).then_some("--debuginfo"))
        .args(["--flatten", "--rereloop", "-Os", "-Oz", "--converge"])
        // Larger ones, put into the one place that calls them, repeat less of what else is there.
        .args(["--one-caller-inline-max-function-size=20"])
        // To leave the zeros of the data out takes two hundred segments, which compress worse than zeros.
        .args(["--skip-pass=memory-packing"])
        // Nothing lies in the first kilobyte but the end of the stack.
        .args(["--low-memory-unused"])
        // Less code with them, but less alike.
        .args(["--skip-pass=local-cse", "--skip-pass=simplify-locals"])
        .args(["--strip-producers", "-o"])
        .arg(to))?;
    if names == Names::Removed {
        order::name_by_order(to)?;
        run(tool()
            .arg(to)
            .args(["--optimize-level=2", "--shrink-level=2"])
            .args(["--reorder-functions-by-name", "--strip-debug"])
            .args(["--strip-target-features", "-o"])
            .arg(to))?;
    }
    Ok(())
}
