//! The manifest of an npm package, from its template.

use std::env;

/// The template with the version, and where the source lies if a workflow says so: npm asks a package with provenance for
/// the address of its repository.
pub fn filled(template: &str) -> String {
    let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let home = variable("GITHUB_SERVER_URL")
        .zip(variable("GITHUB_REPOSITORY"))
        .map(|(server, repository)| format!("{server}/{repository}"));
    filled_with(template, env!("CARGO_PKG_VERSION"), home.as_deref())
}

fn filled_with(template: &str, version: &str, home: Option<&str>) -> String {
    let manifest = template.replace("{version}", version);
    let Some(home) = home else {
        return manifest;
    };
    let licence = "  \"license\":";
    let addresses = format!(
        "  \"homepage\": \"{home}#readme\",\n  \"bugs\": \"{home}/issues\",\n  \
         \"repository\": {{\n    \"type\": \"git\",\n    \"url\": \"git+{home}.git\"\n  }},\n"
    );
    manifest.replacen(licence, &format!("{addresses}{licence}"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATES: [&str; 2] = [
        include_str!("../../../pkg-template/package.json"),
        include_str!("../../../www-demo/sandbox/npm/package.json"),
    ];

    #[test]
    fn both_manifests_say_where_their_source_lies() {
        for template in TEMPLATES {
            let filled = filled_with(template, "1.2.3", Some("https://git.example/o/r"));
            let manifest: serde_json::Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(manifest["version"], "1.2.3");
            assert_eq!(
                manifest["repository"]["url"],
                "git+https://git.example/o/r.git"
            );
            assert_eq!(manifest["homepage"], "https://git.example/o/r#readme");
            assert_eq!(manifest["bugs"], "https://git.example/o/r/issues");
        }
    }

    #[test]
    fn nothing_is_said_where_nobody_knows() {
        for template in TEMPLATES {
            let filled = filled_with(template, "1.2.3", None);
            let manifest: serde_json::Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(manifest["repository"], serde_json::Value::Null);
        }
    }
}
