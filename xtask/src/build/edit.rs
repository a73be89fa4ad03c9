//! Edits generated text. The tools' versions are pinned, but nothing guarantees what they write, so an edit fails if it
//! does not find its target.

use anyhow::{Context, Result, ensure};

/// Removes everything from the first `from` up to, and without, the next `to`.
pub fn cut(text: &mut String, from: &str, to: &str) -> Result<()> {
    let start = text
        .find(from)
        .with_context(|| format!("the text does not contain: {from}"))?;
    let length = text[start..]
        .find(to)
        .with_context(|| format!("the text does not contain: {to}"))?;
    text.replace_range(start..start + length, "");
    Ok(())
}

/// Replaces `there`, which must occur exactly once, with `instead`.
pub fn replace_once(text: &mut String, there: &str, instead: &str) -> Result<()> {
    ensure!(
        text.matches(there).count() == 1,
        "the text must contain exactly once: {there}"
    );
    *text = text.replace(there, instead);
    Ok(())
}
