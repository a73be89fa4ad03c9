//! Fills in the templates of an npm package's manifest and README.

use std::env;

/// Fills in the version and, if the environment names the repository, its URLs. npm requires the repository URL for a
/// package with provenance.
pub fn filled(template: &str) -> String {
    filled_with(template, env!("CARGO_PKG_VERSION"), &Home::of_environment())
}

/// Rewrites the README's relative links to point to the published documentation, or to the repository at this version.
/// Without their addresses, they become plain text, because on npm they would be broken.
pub fn linked(readme: &str) -> String {
    linked_with(readme, env!("CARGO_PKG_VERSION"), &Home::of_environment())
}

/// Where the project is on the web.
#[derive(Default, Hash)]
pub struct Home {
    /// The URL of the repository.
    repository: Option<String>,
    /// The URL of the published documentation, with a slash at its end.
    docs: Option<String>,
}

impl Home {
    /// Reads GitHub's environment variables, and `DOCS_URL`, which `publish.yml` sets.
    pub fn of_environment() -> Self {
        Self::of(|name| env::var(name).ok())
    }

    /// Reads the same variables from `value_of`.
    pub fn of(value_of: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name| value_of(name).filter(|value| !value.is_empty());
        let repository = variable("GITHUB_SERVER_URL").zip(variable("GITHUB_REPOSITORY"));
        Self {
            repository: repository.map(|(server, name)| format!("{server}/{name}")),
            docs: variable("DOCS_URL"),
        }
    }

    /// Returns the URL of a file or folder of the repository.
    fn address_of(&self, path: &str, version: &str) -> Option<String> {
        if let (Some(docs), Some(page)) = (&self.docs, path.strip_prefix("docs/")) {
            return Some(format!("{docs}{}", page.replacen(".md", ".html", 1)));
        }
        let kind = if path.contains('.') { "blob" } else { "tree" };
        let repository = self.repository.as_ref()?;
        Some(format!("{repository}/{kind}/v{version}/{path}"))
    }
}

fn linked_with(readme: &str, version: &str, home: &Home) -> String {
    let mut rest = readme;
    let mut linked = String::new();
    while let Some((before, after)) = rest.split_once("](../") {
        let (Some((ahead, words)), Some((target, behind))) =
            (before.rsplit_once('['), after.split_once(')'))
        else {
            break;
        };
        match home.address_of(target.trim_start_matches("../"), version) {
            Some(address) => linked += &format!("{before}]({address})"),
            None => linked.extend([ahead, words]),
        }
        rest = behind;
    }
    linked + rest
}

fn filled_with(template: &str, version: &str, home: &Home) -> String {
    let manifest = template.replace("{version}", version);
    let Some(repository) = &home.repository else {
        return manifest;
    };
    let homepage = match &home.docs {
        Some(docs) => docs.clone(),
        None => format!("{repository}#readme"),
    };
    let licence = "  \"license\":";
    let addresses = format!(
        "  \"homepage\": \"{homepage}\",\n  \"bugs\": \"{repository}/issues\",\n  \
         \"repository\": {{\n    \"type\": \"git\",\n    \"url\": \"git+{repository}.git\"\n  }},\n"
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

    const READMES: [&str; 2] = [
        include_str!("../../../pkg-template/README.md"),
        include_str!("../../../www-demo/sandbox/npm/README.md"),
    ];

    fn home(docs: Option<&str>) -> Home {
        Home {
            repository: Some("https://git.example/o/r".into()),
            docs: docs.map(Into::into),
        }
    }

    #[test]
    fn links_of_both_readmes_lead_to_the_published_documentation() {
        for readme in READMES {
            let linked = linked_with(readme, "1.2.3", &home(Some("https://o.pages.example/r/")));
            assert!(linked.contains("](https://o.pages.example/r/guides/testing.html)"));
            assert!(!linked.contains("](.."));
        }
        let text = "[a](../docs/a.md#b), [c](../www-demo/examples/c)";
        assert_eq!(
            linked_with(text, "1.2.3", &home(Some("https://o.pages.example/r/"))),
            "[a](https://o.pages.example/r/a.html#b), \
             [c](https://git.example/o/r/tree/v1.2.3/www-demo/examples/c)"
        );
    }

    #[test]
    fn links_of_both_readmes_lead_into_the_repository() {
        for readme in READMES {
            let linked = linked_with(readme, "1.2.3", &home(None));
            assert!(
                linked.contains("](https://git.example/o/r/blob/v1.2.3/docs/guides/testing.md)")
            );
            assert!(!linked.contains("](.."));
        }
    }

    #[test]
    fn without_a_repository_a_readme_keeps_the_words_of_its_links() {
        for readme in READMES {
            let linked = linked_with(readme, "1.2.3", &Home::default());
            assert!(!linked.contains("](.."));
            // Links within the page and to other sites stay.
            let count = |text: &str| text.matches("](").count();
            let relative = readme.matches("](..").count();
            assert_eq!(count(&linked), count(readme) - relative);
        }
        let text = "a [b](https://c) [d\ne](../docs/d.md), [f](#f) [g](../../../docs/g.md).";
        let linked = linked_with(text, "1.2.3", &Home::default());
        assert_eq!(linked, "a [b](https://c) d\ne, [f](#f) g.");
    }

    #[test]
    fn both_manifests_name_their_repository() {
        for template in TEMPLATES {
            let filled = filled_with(template, "1.2.3", &home(None));
            let manifest: serde_json::Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(manifest["version"], "1.2.3");
            assert_eq!(
                manifest["repository"]["url"],
                "git+https://git.example/o/r.git"
            );
            assert_eq!(manifest["homepage"], "https://git.example/o/r#readme");
            assert_eq!(manifest["bugs"], "https://git.example/o/r/issues");
            let filled = filled_with(template, "1.2.3", &home(Some("https://o.pages.example/r/")));
            let manifest: serde_json::Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(manifest["homepage"], "https://o.pages.example/r/");
        }
    }

    #[test]
    fn an_unknown_repository_is_not_named() {
        for template in TEMPLATES {
            let filled = filled_with(template, "1.2.3", &Home::default());
            let manifest: serde_json::Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(manifest["repository"], serde_json::Value::Null);
        }
    }
}
