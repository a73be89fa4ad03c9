//! Runs `wasm-opt`.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Names, Setting, order};
use crate::command::{npm_tool, run};

/// The passes and their options, chosen for the smallest compressed size, not for the shortest code.
const PASSES: [&str; 11] = [
    "--flatten",
    "--rereloop",
    "-Os",
    "-Oz",
    "--converge",
    // A larger function that is inlined into its only caller compresses worse.
    "--one-caller-inline-max-function-size=20",
    // Leaving out the zeros in the data takes two hundred segments, which compress worse than the zeros.
    "--skip-pass=memory-packing",
    // The first kilobyte only holds the end of the stack.
    "--low-memory-unused",
    // Both would make the code shorter but less repetitive.
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
