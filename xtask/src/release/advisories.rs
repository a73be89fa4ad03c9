//! Checks the crates and the npm packages for known advisories: cargo-deny asks the RustSec database, npm its registry.
//!
//! Both change every day, so a release asks them, and the tests do not.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Result, bail};

use crate::{
    command::{output_of, shown},
    setup,
};

/// What the tools print if their database does not respond.
const NO_ANSWER: [&str; 3] = [
    "failed to fetch advisory database",
    "audit endpoint returned an error",
    "npm error network",
];

/// Checks `Cargo.lock` and npm's lock files for advisories. Prints which files were not checked because their database
/// did not respond. Advisories for the npm packages that build and test are only printed: they are not shipped, and one
/// of them, the original SDK, cannot be updated.
///
/// # Errors
///
/// If `required`: for an advisory for a crate or for the npm that publishes, and if a database does not respond.
pub fn check(root: &Path, required: bool) -> Result<()> {
    // A dry run continues: a new advisory is not the fault of the change that is tried.
    let stops = if required {
        Stops::Always
    } else {
        Stops::Never
    };
    let mut deny = Command::new(setup::cargo_deny(root)?);
    deny.args(["--log-level", "error", "check", "advisories"]);
    ask("Cargo.lock", deny.current_dir(root), stops, required)?;
    let npm = setup::publishing_npm(root)?;
    for (folder, stops) in [
        (".", Stops::Never),
        ("docs", Stops::Never),
        (".github/npm", stops),
    ] {
        let mut audit = Command::new(&npm);
        audit.args(["audit", "--audit-level=high", "--fetch-retries=0"]);
        let name = Path::new(folder).join("package-lock.json");
        let folder = root.join(folder);
        ask(
            &name.display().to_string(),
            audit.current_dir(folder),
            stops,
            required,
        )?;
    }
    Ok(())
}

/// Whether an advisory stops a release.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stops {
    Always,
    Never,
}

fn ask(list: &str, tool: &mut Command, stops: Stops, required: bool) -> Result<()> {
    let (ok, said) = output_of(tool.stdin(Stdio::null()))?;
    match answer(ok, &said) {
        Answer::Nothing => println!("advisories: none against {list}"),
        Answer::Found if stops == Stops::Never => {
            println!("advisories: some against {list}, nothing of which is shipped\n{said}");
        }
        Answer::Found => bail!("`{}` found\n{said}", shown(tool)),
        Answer::None if required => {
            bail!(
                "no database answers `{}`: {list} is not checked",
                shown(tool)
            )
        }
        Answer::None => {
            println!("advisories: {list} is NOT CHECKED, its database does not respond")
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// No advisory.
    Nothing,
    /// An advisory, or any other failure of the tool.
    Found,
    /// The database did not respond.
    None,
}

fn answer(ok: bool, said: &str) -> Answer {
    if ok {
        Answer::Nothing
    } else if NO_ANSWER.iter().any(|text| said.contains(text)) {
        Answer::None
    } else {
        Answer::Found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_database_counts_neither_as_an_advisory_nor_as_clean() {
        assert_eq!(answer(true, ""), Answer::Nothing);
        assert_eq!(
            answer(false, "1 high severity vulnerability"),
            Answer::Found
        );
        let unreachable = "[ERROR] failed to fetch advisory database https://github.com/RustSec";
        assert_eq!(answer(false, unreachable), Answer::None);
        let refused = "npm error audit endpoint returned an error";
        assert_eq!(answer(false, refused), Answer::None);
    }
}
