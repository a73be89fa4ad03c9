//! Reads the data segments of a wasm.

use anyhow::{Result, bail};
use walrus::{ConstExpr, DataKind, Module, ir::Value};

/// Returns the memory address and the bytes of each segment.
///
/// # Errors
///
/// If a segment has no constant address; rustc writes no such segment.
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
