//! Results as JUnit XML, which continuous-integration services read. This crate writes them for tests that have no
//! reporter, and counts them for all.

pub mod wasm_bindgen;

use std::{fs, ops::AddAssign, path::Path};

use anyhow::{Context, Result};
use quick_xml::{
    Reader, Writer,
    events::{BytesText, Event},
};

/// How many tests passed and failed. Skipped tests are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// Adds a test.
    pub fn add(&mut self, end: &End) {
        match end {
            End::Passed => self.passed += 1,
            End::Failed(_) => self.failed += 1,
            End::Skipped => {}
        }
    }
}

impl<'a> FromIterator<&'a End> for Tally {
    fn from_iter<T: IntoIterator<Item = &'a End>>(ends: T) -> Self {
        let mut tally = Self::default();
        ends.into_iter().for_each(|end| tally.add(end));
        tally
    }
}

/// One test.
#[derive(Debug)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// How long it took; 0 if that is unknown.
    pub seconds: f64,
    /// How it ended.
    pub end: End,
}

/// How a test ended.
#[derive(Debug)]
pub enum End {
    /// It passed.
    Passed,
    /// It did not run.
    Skipped,
    /// It failed, with this output.
    Failed(String),
}

/// Writes the results of a suite to a file.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write(file: &Path, suite: &str, cases: &[Case]) -> Result<()> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let tally: Tally = cases.iter().map(|case| &case.end).collect();
    writer
        .create_element("testsuites")
        .write_inner_content(|writer| {
            writer
                .create_element("testsuite")
                .with_attributes([
                    ("name", suite),
                    ("tests", &cases.len().to_string()),
                    ("failures", &tally.failed.to_string()),
                ])
                .write_inner_content(|writer| {
                    cases.iter().try_for_each(|case| case.write(suite, writer))
                })?;
            Ok(())
        })?;
    fs::write(file, writer.into_inner())?;
    Ok(())
}

impl Case {
    fn write(&self, suite: &str, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let name = printable(&self.name);
        let seconds = format!("{:.3}", self.seconds);
        let element = writer.create_element("testcase").with_attributes([
            ("classname", suite),
            ("name", name.as_str()),
            ("time", seconds.as_str()),
        ]);
        match &self.end {
            End::Passed => element.write_empty()?,
            End::Skipped => element.write_inner_content(|writer| {
                writer.create_element("skipped").write_empty()?;
                Ok(())
            })?,
            End::Failed(said) => element.write_inner_content(|writer| {
                writer
                    .create_element("failure")
                    .write_text_content(BytesText::new(&printable(said)))?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// Removes control characters, except for tab and line feed: XML does not allow most of them.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect()
}

/// Counts the tests in a file that a reporter has written.
///
/// # Errors
///
/// If there is no such file, or it contains something else.
pub fn read(file: &Path) -> Result<Tally> {
    let text = fs::read_to_string(file).with_context(|| format!("no {}", file.display()))?;
    count(&text).with_context(|| format!("{} is no JUnit XML", file.display()))
}

fn count(text: &str) -> Result<Tally> {
    let mut reader = Reader::from_str(text);
    let mut tally = Tally::default();
    let mut end = None;
    loop {
        match reader.read_event()? {
            Event::Empty(element) if element.name().as_ref() == "testcase" => {
                tally.add(&End::Passed);
            }
            Event::Start(element) if element.name().as_ref() == "testcase" => {
                end = Some(End::Passed);
            }
            Event::Start(element) | Event::Empty(element) if end.is_some() => {
                match element.name().as_ref() {
                    "failure" | "error" => end = Some(End::Failed(String::new())),
                    "skipped" => end = Some(End::Skipped),
                    _ => {}
                }
            }
            Event::End(element) if element.name().as_ref() == "testcase" => {
                tally.add(&end.take().unwrap_or(End::Passed));
            }
            Event::Eof => return Ok(tally),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_nodes_runner_is_counted() {
        let text = r#"<?xml version="1.0" encoding="utf-8"?>
            <testsuites>
              <testsuite name="a &amp; b" tests="4" failures="2" skipped="1">
                <testcase name="one &lt;x>" time="0.1"/>
                <testcase name="two" failure="1 == 2"><failure message="1 == 2">Error</failure></testcase>
                <testcase name="three"><skipped type="skipped"/></testcase>
                <testsuite name="inner"><testcase name="four"><failure/></testcase></testsuite>
              </testsuite>
            </testsuites>"#;
        let tally = Tally {
            passed: 1,
            failed: 2,
        };
        assert_eq!(count(text).unwrap(), tally);
        assert_eq!(
            count("<testsuites>\n</testsuites>").unwrap(),
            Tally::default()
        );
        assert!(count("<testsuites></testcase>").is_err());
    }

    #[test]
    fn a_report_that_is_written_is_counted_in_the_same_way() {
        let case = |end| Case {
            name: "a \"b\" <c> & \u{1b}[31md".to_owned(),
            seconds: 0.5,
            end,
        };
        let said = "<failure> & ]]>\u{0}".to_owned();
        let cases = [
            case(End::Passed),
            case(End::Failed(said)),
            case(End::Skipped),
        ];
        let file = std::env::temp_dir().join(format!("xtask-report-{}.xml", std::process::id()));
        write(&file, "suite", &cases).unwrap();
        let (tally, text) = (read(&file), fs::read_to_string(&file).unwrap());
        fs::remove_file(&file).unwrap();
        let expected = Tally {
            passed: 1,
            failed: 1,
        };
        assert_eq!(tally.unwrap(), expected, "{text}");
        assert!(
            text.contains(r#"name="a &quot;b&quot; &lt;c&gt; &amp; [31md""#),
            "{text}"
        );
    }
}
