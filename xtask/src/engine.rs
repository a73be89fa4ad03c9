//! The browser engines that tests and measurements run in.

use anyhow::Result;
use clap::ValueEnum;

use crate::setup::{self, Program};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// In Chromium only
    Chromium,
    /// In Firefox only
    Firefox,
    /// In WebKit only
    Webkit,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// Returns the name of the engine, as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// Installs the programs of the engine if they are missing, and returns the variables through which scripts find
    /// them.
    pub fn programs(self) -> Result<Vec<Program>> {
        Ok(match self {
            Self::Chromium => {
                let chromium = setup::chromium()?;
                vec![("CHROMIUM", chromium.browser), (SHELL, chromium.shell)]
            }
            Self::Firefox => setup::firefox()?.into(),
            Self::Webkit => setup::webkit()?.into(),
        })
    }
}

/// The variable that names Chromium's headless shell. Most tests use it, because it opens pages faster; see
/// `tests/chromium.mjs`.
pub const SHELL: &str = "CHROMIUM_SHELL";
