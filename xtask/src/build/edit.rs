//! Edits of generated text. The versions of the tools are pinned, but their text is nobody's promise: an edit
//! must find what it is for.

use anyhow::{Context, Result, ensure};

/// Takes out what stands from `from` to before the next `to`.
pub fn cut(text: &mut String, from: &str, to: &str) -> Result<()> {
    let start = text
        .find(from)
        .with_context(|| format!("the text has no: {from}"))?;
    let length = text[start..]
        .find(to)
        .with_context(|| format!("the text has no: {to}"))?;
    text.replace_range(start..start + length, "");
    Ok(())
}

/// Puts `instead` in the place of what must be there once.
pub fn replace_once(text: &mut String, there: &str, instead: &str) -> Result<()> {
    ensure!(
        text.matches(there).count() == 1,
        "the text has not once: {there}"
    );
    *text = text.replace(there, instead);
    Ok(())
}
