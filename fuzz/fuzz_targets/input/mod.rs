//! Makes options and texts of bytes.
#![allow(dead_code, reason = "each target uses some of it")]

use arbitrary::{Result, Unstructured};
use checks::Given;
use xsolla_login::config::options::{OPTIONS, Plain};

/// A text, not long: what it says matters, and where it goes.
pub fn text(input: &mut Unstructured) -> Result<String> {
    let length = input.int_in_range(0..=40)?;
    let bytes = input.bytes(length.min(input.len()))?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// An object of options.
pub fn object(input: &mut Unstructured) -> Result<Vec<Given>> {
    let length = input.int_in_range(0..=8)?;
    (0..length).map(|_| option(input)).collect()
}

/// An object of options whose first one is the project.
pub fn with_project(input: &mut Unstructured) -> Result<Vec<Given>> {
    let project = checks::text("projectId", &text(input)?, None);
    Ok([vec![(0, project)], object(input)?].concat())
}

fn option(input: &mut Unstructured) -> Result<Given> {
    let index = input.choose_index(OPTIONS.len())?;
    let value = match input.int_in_range(0..=9)? {
        0 => Plain::Cleared,
        1 => checks::number(input.arbitrary()?),
        2 => checks::number(input.arbitrary::<u8>()?.into()),
        3 => Plain::Flag(input.arbitrary()?),
        4 => Plain::Function,
        5 => Plain::Other,
        6 => Plain::Object {
            limit: input.arbitrary()?,
        },
        _ => checks::text(
            OPTIONS[index].name,
            &text(input)?,
            Some("http://game.example"),
        ),
    };
    Ok((index, value))
}
