//! Fills in the templates of an npm package's manifest and README.

use std::env;

/// Fills in the version and, if GitHub's environment variables name the repository, its URLs. npm requires the
/// repository URL for a package with provenance.
pub fn filled(template: &str) -> String {
    filled_with(template, env!("CARGO_PKG_VERSION"), home().as_deref())
}

/// Rewrites the README's relative links to point to the documentation in the repository, at this version. Without a
/// repository, they become plain text, because on npm they would be broken.
pub fn linked(readme: &str) -> String {
    linked_with(readme, env!("CARGO_PKG_VERSION"), home().as_deref())
}

fn home() -> Option<String> {
    let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
    variable("GITHUB_SERVER_URL")
        .zip(variable("GITHUB_REPOSITORY"))
        .map(|(server, repository)| format!("{server}/{repository}"))
}

fn linked_with(readme: &str, version: &str, home: Option<&str>) -> String {
    let Some(home) = home else {
        return unlinked(readme);
    };
    let docs = format!("]({home}/blob/v{version}/docs/");
    // The longer path first, because it contains the shorter one.
    readme
        .replace("](../../../docs/", &docs)
        .replace("](../docs/", &docs)
}

/// Replaces each relative link with its text.
fn unlinked(text: &str) -> String {
    let mut rest = text;
    let mut unlinked = String::new();
    while let Some((before, target)) = rest.split_once("](../") {
        let (Some((ahead, words)), Some((_, behind))) =
            (before.rsplit_once('['), target.split_once(')'))
        else {
            break;
        };
        unlinked.push_str(ahead);
        unlinked.push_str(words);
        rest = behind;
    }
    unlinked.push_str(rest);
    unlinked
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
    fn links_of_both_readmes_lead_into_the_repository() {
        for readme in [
            include_str!("../../../pkg-template/README.md"),
            include_str!("../../../www-demo/sandbox/npm/README.md"),
        ] {
            let linked = linked_with(readme, "1.2.3", Some("https://git.example/o/r"));
            assert!(
                linked.contains("](https://git.example/o/r/blob/v1.2.3/docs/guides/testing.md)")
            );
            assert!(!linked.contains("](.."));
        }
    }

    #[test]
    fn without_a_repository_a_readme_keeps_the_words_of_its_links() {
        for readme in [
            include_str!("../../../pkg-template/README.md"),
            include_str!("../../../www-demo/sandbox/npm/README.md"),
        ] {
            let linked = linked_with(readme, "1.2.3", None);
            assert!(!linked.contains("](.."));
            // Links within the page and to other sites stay.
            let count = |text: &str| text.matches("](").count();
            let relative = readme.matches("](..").count();
            assert_eq!(count(&linked), count(readme) - relative);
        }
        let text = "a [b](https://c) [d\ne](../docs/d.md), [f](#f) [g](../../../docs/g.md).";
        let linked = linked_with(text, "1.2.3", None);
        assert_eq!(linked, "a [b](https://c) d\ne, [f](#f) g.");
    }

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
