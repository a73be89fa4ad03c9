//! Takes the functions of a wasm apart, into streams of numbers of one kind. Brotli compresses the streams better than the
//! functions, in which operations alternate with operands of all kinds. `js/unpack.wat` joins the streams again.
//!
//! One of the streams holds [`Token`]s. A token stands for bytes to write, and for how many numbers to copy after them from
//! which stream. So the program that joins the streams does not need to know the operations of wasm.

use anyhow::{Context, Result, ensure};
use wasmparser::{FunctionBody, Parser, Payload};

use super::order::leb128;

/// How many streams there are.
pub const STREAMS: usize = 7;

/// The most bytes that a token writes.
pub const MOST_BYTES: usize = 8;

/// The most numbers that a token copies.
const MOST_NUMBERS: usize = u8::MAX as usize;

/// The streams. Their numbers are encoded as in the wasm (LEB128): the last byte of a number is its first one below 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// The tokens. A call is followed by what it calls: calls repeat as operations do.
    Tokens,
    /// The lengths of the functions.
    Lengths,
    /// How many locals of which types the functions declare.
    Declared,
    /// Which locals are read and written.
    Locals,
    /// The offsets of loads and stores.
    Offsets,
    /// The targets of branches.
    Targets,
    /// Constants.
    Constants,
}

/// What a byte of the stream [`Stream::Tokens`] stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token {
    /// The bytes to write: an operation, and those of its operands that have few different values.
    pub bytes: Vec<u8>,
    /// How many numbers to copy after these bytes.
    pub numbers: u8,
    /// The stream to copy them from.
    pub from: Stream,
}

/// A wasm whose functions are taken apart.
#[derive(Debug)]
pub struct Apart<'a> {
    /// What is in front of the functions.
    pub before: &'a [u8],
    /// What the bytes of the stream [`Stream::Tokens`] stand for, starting with 0.
    pub tokens: Vec<Token>,
    /// The functions.
    pub functions: Vec<Function>,
    /// What is behind the functions.
    pub after: &'a [u8],
}

/// What a function adds to each stream.
#[derive(Debug, Default)]
pub struct Function {
    /// By [`Stream`].
    pub streams: [Vec<u8>; STREAMS],
    /// How many bytes it has in the wasm.
    pub length: usize,
}

/// A token, and the numbers that it copies.
type Step<'a> = (Token, &'a [u8]);

/// Takes a wasm apart.
///
/// # Errors
///
/// If this is no wasm with functions, or more tokens are needed than a byte has values.
pub fn apart(wasm: &[u8]) -> Result<Apart<'_>> {
    let bodies = bodies(wasm)?;
    let first = bodies.first().context("the wasm has no functions")?.range();
    // In front of each function is its length.
    let start = first.start - leb128(first.len()).len();
    let mut end = start;
    let mut functions = Vec::new();
    for body in &bodies {
        functions.push((steps(wasm, end, body)?, body.range().end - end));
        end = body.range().end;
    }
    let steps = functions.iter().flat_map(|(steps, _)| steps);
    let mut tokens: Vec<_> = steps.map(|(token, _)| token.clone()).collect();
    tokens.sort_unstable();
    tokens.dedup();
    ensure!(tokens.len() <= 256, "{} tokens are too many", tokens.len());
    let functions = functions
        .into_iter()
        .map(|(steps, length)| Function::new(&tokens, &steps, length))
        .collect::<Result<_>>()?;
    Ok(Apart {
        before: &wasm[..start],
        tokens,
        functions,
        after: &wasm[end..],
    })
}

impl Function {
    fn new(tokens: &[Token], steps: &[Step<'_>], length: usize) -> Result<Self> {
        let mut streams = <[Vec<u8>; STREAMS]>::default();
        for (token, numbers) in steps {
            let place = tokens.binary_search(token).ok();
            let place = place.context("a token is not in the table")?;
            streams[Stream::Tokens as usize].push(u8::try_from(place)?);
            streams[token.from as usize].extend_from_slice(numbers);
        }
        Ok(Self { streams, length })
    }
}

fn bodies(wasm: &[u8]) -> Result<Vec<FunctionBody<'_>>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload? {
            bodies.push(body);
        }
    }
    Ok(bodies)
}

/// Returns the steps that write a function. `start`: where the number is that says how long it is.
fn steps<'a>(wasm: &'a [u8], start: usize, body: &FunctionBody<'_>) -> Result<Vec<Step<'a>>> {
    let mut steps = Vec::new();
    let mut operations = body.get_operators_reader()?;
    let body = body.range().start;
    add(&mut steps, &wasm[start..body], 0, Stream::Lengths);
    let declared = &wasm[body..operations.original_position()];
    let groups = number(declared);
    add(&mut steps, declared, groups, Stream::Declared);
    while !operations.eof() {
        let start = operations.original_position();
        operations.read()?;
        let operation = &wasm[start..operations.original_position()];
        let (fixed, from) = split(operation);
        add(&mut steps, operation, fixed, from);
    }
    Ok(steps)
}

/// Returns how many bytes of an operation belong to its token, and the stream for the numbers behind them.
///
/// The bytes are those of the [specification](https://webassembly.github.io/spec/core/binary/instructions.html).
fn split(operation: &[u8]) -> (usize, Stream) {
    let (name, operands) = operation.split_at(1);
    match name[0] {
        // br, br_if
        0x0c | 0x0d => (1, Stream::Targets),
        // br_table, and how many targets it has
        0x0e => (1 + number(operands), Stream::Targets),
        // call, call_indirect
        0x10 | 0x11 => (1, Stream::Tokens),
        // local.get, local.set, local.tee
        0x20..=0x22 => (1, Stream::Locals),
        // Loads and stores, with their alignment
        0x28..=0x3e => (1 + number(operands), Stream::Offsets),
        // i32.const, i64.const
        0x41 | 0x42 => (1, Stream::Constants),
        _ => (operation.len(), Stream::Tokens),
    }
}

/// Adds the steps that write `bytes`, of which the first `fixed` belong to the token and the rest are numbers.
fn add<'a>(steps: &mut Vec<Step<'a>>, bytes: &'a [u8], fixed: usize, from: Stream) {
    let (mut fixed, mut rest) = bytes.split_at(fixed);
    loop {
        let bytes = fixed
            .split_off(..MOST_BYTES.min(fixed.len()))
            .unwrap_or_default();
        let numbers = match fixed {
            [] => rest.split_off(..numbers(rest, MOST_NUMBERS)),
            _ => None,
        }
        .unwrap_or_default();
        let token = Token {
            bytes: bytes.to_vec(),
            numbers: count(numbers),
            from: match numbers {
                [] => Stream::Tokens,
                _ => from,
            },
        };
        steps.push((token, numbers));
        if fixed.is_empty() && rest.is_empty() {
            return;
        }
    }
}

/// Returns how many bytes the first number has.
fn number(bytes: &[u8]) -> usize {
    numbers(bytes, 1)
}

/// Returns how many bytes the first numbers have, `most` at most.
fn numbers(bytes: &[u8], most: usize) -> usize {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte < 128);
    ends.take(most).last().map_or(0, |(place, _)| place + 1)
}

/// Returns how many numbers these are, [`MOST_NUMBERS`] at most.
fn count(numbers: &[u8]) -> u8 {
    numbers.iter().map(|byte| u8::from(*byte < 128)).sum()
}
