//! Reads the text of wasm-bindgen's test runner.
//!
//! The runner reports in no other form: the tests write this text into their page, without times, and the runner copies
//! it from there. Its options for cargo-nextest would start a browser for each test.

use crate::{Case, End};

/// The environment variable with the folder into which our build of the runner writes its results, one file for each
/// test program.
pub const FOLDER: &str = "WASM_BINDGEN_RUNNER_RESULTS";

/// Reads the tests in the output of a test program.
///
/// If there are fewer than it announces, one more test says so, as a failure: the tests were stopped, or this version of
/// the runner writes another text.
pub fn read(said: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = said.lines().filter_map(case).collect();
    let announced = said.lines().find_map(announced).unwrap_or_default();
    if cases.len() < announced {
        let why = format!("{announced} tests were announced, {} ended", cases.len());
        cases.push(Case {
            name: "all tests end".to_owned(),
            seconds: 0.0,
            end: End::Failed(why),
        });
    }
    cases
}

fn announced(line: &str) -> Option<usize> {
    let (count, noun) = line.strip_prefix("running ")?.split_once(' ')?;
    noun.starts_with("test").then(|| count.parse().ok())?
}

fn case(line: &str) -> Option<Case> {
    let (name, how) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let end = match how.split(' ').next()? {
        "ok" => End::Passed,
        "ignored" | "ignored," => End::Skipped,
        "FAIL" => End::Failed(how.to_owned()),
        _ => return None,
    };
    Some(Case {
        name: name.to_owned(),
        seconds: 0.0,
        end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tally;

    fn tally(cases: &[Case]) -> Tally {
        cases.iter().map(|case| &case.end).collect()
    }

    #[test]
    fn tests_of_the_runner_of_wasm_bindgen_are_read() {
        let passed = case("test options::a_test ... ok").unwrap();
        assert_eq!(passed.name, "options::a_test");
        assert!(matches!(passed.end, End::Passed));
        let failed = case("test options::a_test ... FAIL").unwrap();
        assert!(matches!(failed.end, End::Failed(_)));
        let ignored = case("test options::a_test ... ignored, why").unwrap();
        assert!(matches!(ignored.end, End::Skipped));
        for line in [
            "",
            "running 3 tests",
            "test result: ok. 3 passed",
            "latest ... ok",
        ] {
            assert!(case(line).is_none(), "{line}");
        }
    }

    #[test]
    fn a_test_that_does_not_end_is_a_failure() {
        let said = "running 2 tests\n\ntest a ... ok\ntest b ... ok\n\ntest result: ok. 2 passed";
        let (passed, failed) = (2, 0);
        assert_eq!(tally(&read(said)), Tally { passed, failed });
        let stopped = "running 2 tests\n\ntest a ... ok\nFailed to detect test";
        let (passed, failed) = (1, 1);
        assert_eq!(tally(&read(stopped)), Tally { passed, failed });
        let other = "running 1 test\n\na: passed\n";
        let (passed, failed) = (0, 1);
        assert_eq!(tally(&read(other)), Tally { passed, failed });
        assert!(read("no tests to run!").is_empty());
    }
}
