//! Source maps: they lead from a stack frame to the line in `js/`.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

/// The last line of a generated module that must stay out of the maps because it contains the bytes of the wasm. It is
/// a map that only describes a line after the last one; esbuild ignores a map without any line.
pub const UNMAPPED: &str = concat!(
    "//# sourceMappingURL=data:application/json,",
    r#"{"version":3,"sources":["-"],"names":[],"mappings":";;;;;;;;AAAA"}"#,
    "\n"
);

/// The path from `pkg/dist/` to the sources.
const OUTSIDE: &str = "../../";

/// Rewrites the source paths in the package's maps as if the sources were beside `dist`. Otherwise they would point
/// outside the package, wherever it is installed.
pub fn rename_sources(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "map") {
            continue;
        }
        let renamed = renamed(&fs::read_to_string(&path)?);
        fs::write(
            &path,
            renamed.with_context(|| format!("the map {}", path.display()))?,
        )?;
    }
    Ok(())
}

fn renamed(map: &str) -> Result<String> {
    let mut map: Value = serde_json::from_str(map)?;
    let sources = map["sources"].as_array_mut().context("has no sources")?;
    for source in sources {
        let inside = source.as_str().and_then(|path| path.strip_prefix(OUTSIDE));
        let inside = inside.with_context(|| format!("has the source {source}"))?;
        *source = format!("../{inside}").into();
    }
    Ok(serde_json::to_string(&map)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_lies_beside_dist() {
        let renamed = renamed(r#"{"sources":["../../js/load.js"]}"#).unwrap();
        assert_eq!(renamed, r#"{"sources":["../js/load.js"]}"#);
    }

    #[test]
    fn a_source_from_elsewhere_is_refused() {
        assert!(super::renamed(r#"{"sources":["/tmp/load.js"]}"#).is_err());
        assert!(super::renamed("{}").is_err());
    }
}
