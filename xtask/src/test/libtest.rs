//! Reads the JSON lines that Rust's test harness reports.
//!
//! The format is unstable, so the harness writes it only if [`UNSTABLE`] is set. It is set only for the test programs:
//! for cargo and the compiler, it would change the build.

use serde_json::Value;

use super::report::{Case, End};
use crate::toolchain::UNSTABLE;

/// Returns the configuration with which cargo sets the variable for test programs.
pub fn runner() -> String {
    let (name, value) = UNSTABLE;
    format!(r#"target."cfg(unix)".runner=["env","{name}={value}"]"#)
}

/// The arguments of the test programs.
pub const FORMAT: [&str; 4] = [
    "-Zunstable-options",
    "--format=json",
    "--report-time",
    "--show-output",
];

/// A line of a test program's output.
pub enum Line {
    /// The result of a test.
    Case(Case),
    /// An event of the harness that is not shown.
    Silent,
    /// Anything else.
    Text,
}

/// Reads one line.
pub fn read(line: &str) -> Line {
    let Ok(event) = serde_json::from_str::<Value>(line) else {
        return Line::Text;
    };
    let text = |key: &str| event[key].as_str().unwrap_or_default();
    match (text("type"), text("event")) {
        ("test", "started") | ("suite", _) => Line::Silent,
        ("test", how) => Line::Case(Case {
            name: text("name").to_owned(),
            seconds: event["exec_time"].as_f64().unwrap_or_default(),
            end: match how {
                "ok" => End::Passed,
                "ignored" => End::Skipped,
                _ => End::Failed(format!("{}{}", text("stdout"), text("message"))),
            },
        }),
        _ => Line::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(line: &str) -> Case {
        match read(line) {
            Line::Case(case) => case,
            _ => panic!("no test: {line}"),
        }
    }

    #[test]
    fn tests_are_read_with_their_time_and_what_they_said() {
        let passed = r#"{ "type": "test", "name": "a::b", "event": "ok", "exec_time": 0.25 }"#;
        let passed = case(passed);
        assert_eq!((passed.name.as_str(), passed.seconds), ("a::b", 0.25));
        assert!(matches!(passed.end, End::Passed));
        let failed = r#"{ "type": "test", "name": "c", "event": "failed", "stdout": "why\n" }"#;
        assert!(matches!(case(failed).end, End::Failed(said) if said == "why\n"));
        let ignored = r#"{ "type": "test", "event": "ignored", "name": "d" }"#;
        assert!(matches!(case(ignored).end, End::Skipped));
    }

    #[test]
    fn other_lines_are_no_tests() {
        assert!(matches!(
            read(r#"{ "type": "suite", "event": "ok", "passed": 1 }"#),
            Line::Silent
        ));
        for line in ["", "{}", "test a ... ok", r#"{ "states": 12 }"#] {
            assert!(matches!(read(line), Line::Text), "{line}");
        }
    }
}
