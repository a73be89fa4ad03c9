//! The data of a wasm.

use anyhow::{Result, bail};
use walrus::{ConstExpr, DataKind, Module, ir::Value};

/// Where each segment starts in the memory, and its bytes.
///
/// # Errors
///
/// For a segment whose place is not a constant: rustc writes none.
pub fn segments(module: &Module) -> Result<Vec<(u32, &[u8])>> {
    let place = |segment: &walrus::Data| match segment.kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(offset)),
            ..
        } => Ok(offset as u32),
        _ => bail!("the wasm has a segment of data without a fixed place"),
    };
    module
        .data
        .iter()
        .map(|segment| Ok((place(segment)?, segment.value.as_slice())))
        .collect()
}
