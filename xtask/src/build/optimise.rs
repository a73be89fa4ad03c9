//! What `wasm-opt` does to the wasm.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Names, Setting, order};
use crate::command::{npm_tool, run};

/// The passes, and what holds for them. They look for what compresses well, not for the shortest code.
const PASSES: [&str; 11] = [
    "--flatten",
    "--rereloop",
    "-Os",
    "-Oz",
    "--converge",
    // Larger ones, put into the one place that calls them, repeat less of what else is there.
    "--one-caller-inline-max-function-size=20",
    // To leave the zeros of the data out takes two hundred segments, which compress worse than zeros.
    "--skip-pass=memory-packing",
    // Nothing lies in the first kilobyte but the end of the stack.
    "--low-memory-unused",
    // Less code with them, but less alike.
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--strip-producers",
];

pub fn optimise(
    root: &Path,
    from: &Path,
    to: &Path,
    names: Names,
    setting: &Setting,
) -> Result<()> {
    for left_out in setting.without {
        ensure!(
            PASSES.contains(left_out),
            "wasm-opt is not given {left_out}"
        );
    }
    let tool = || npm_tool(root, "wasm-opt");
    let passes = PASSES.iter().filter(|pass| !setting.without.contains(pass));
    run(tool()
        .arg(from)
        .args((names == Names::Kept).then_some("--debuginfo"))
        .args(passes)
        .args(setting.with)
        .arg("-o")
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
