//! Encodes the wasm as printable ASCII: one character for a frequent byte, two for a rare one.
//! `js/unpack.js` decodes it.

use std::cmp::Reverse;

use anyhow::{Result, ensure};

use super::apart::{self, Apart, MOST_BYTES, STREAMS, Token};

/// The printable characters.
const PRINTABLE: std::ops::RangeInclusive<u8> = b' '..=b'~';

/// The last two printable characters. One of them and the character after it encode a rare byte.
const SHIFTS: [u8; 2] = [b'}', b'~'];

/// How many byte values are encoded as a single character.
const FREQUENT: usize = (b'}' - b' ') as usize;

/// How many bytes a token has in the memory of the decoder: three numbers, a zero, and [`MOST_BYTES`].
const SLOT: usize = 4 + MOST_BYTES;

/// Where the decoder works in its memory of 64 KiB, after its tables; as in `js/unpack.js`.
const START: usize = 4096;

/// The bytes of memory with which it works.
const ROOM: usize = 65_536 - START;

/// A wasm as text.
pub struct Packed {
    /// The byte that each character stands for, starting with the space.
    pub frequent: [u8; FREQUENT],
    /// The tokens, see [`slot`].
    pub tokens: String,
    /// What is in front of the functions, in pieces that fit into the decoder's memory.
    pub before: Vec<String>,
    /// The streams of the functions. Each is in pieces: the first piece of each stream holds the first functions.
    pub streams: [Vec<String>; STREAMS],
    /// What is behind the functions, in pieces.
    pub after: Vec<String>,
}

/// Encodes a wasm as text.
///
/// # Errors
///
/// If the wasm cannot be taken apart, or a function does not fit into the decoder's memory.
pub fn pack(wasm: &[u8]) -> Result<Packed> {
    let Apart {
        before,
        tokens,
        functions,
        after,
    } = apart::apart(wasm)?;
    let tokens: Vec<u8> = tokens.iter().flat_map(slot).collect();
    let streams = functions.iter().flat_map(|function| &function.streams);
    let parts = [before, &tokens, after].into_iter();
    let alphabet = Alphabet::of(parts.chain(streams.map(Vec::as_slice)));
    let mut streams = [const { Vec::new() }; STREAMS];
    let mut left = 0;
    for function in &functions {
        let texts = function.streams.each_ref().map(|part| alphabet.text(part));
        let needed = texts.iter().map(String::len).sum::<usize>() + function.length;
        // The decoder writes all bytes that a token may have, so it writes beyond the end.
        ensure!(needed + MOST_BYTES <= ROOM, "a function is too long");
        let is_new = needed > left;
        left = if is_new { ROOM - MOST_BYTES } else { left } - needed;
        for (pieces, text) in streams.iter_mut().zip(texts) {
            match pieces.last_mut() {
                Some(piece) if !is_new => String::push_str(piece, &text),
                _ => pieces.push(text),
            }
        }
    }
    // A byte has two characters at most.
    let pieces = |bytes: &[u8]| {
        bytes
            .chunks(ROOM / 2)
            .map(|piece| alphabet.text(piece))
            .collect()
    };
    Ok(Packed {
        tokens: alphabet.text(&tokens),
        before: pieces(before),
        streams,
        after: pieces(after),
        frequent: alphabet.frequent,
    })
}

/// Encodes a wasm as text without taking its functions apart, for comparison.
pub fn whole(wasm: &[u8]) -> String {
    Alphabet::of(std::iter::once(wasm)).text(wasm)
}

/// Returns a token as it is in the memory of the decoder: how many bytes it writes, how many numbers it copies, where
/// the decoder notes the place in their stream, and the bytes.
fn slot(token: &Token) -> [u8; SLOT] {
    let mut slot = [0; SLOT];
    let (head, bytes) = slot.split_at_mut(4);
    head[0] = token.bytes.len() as u8;
    head[1] = token.numbers;
    head[2] = 4 * token.from as u8;
    bytes[..token.bytes.len()].copy_from_slice(&token.bytes);
    slot
}

/// Which characters stand for which bytes.
struct Alphabet {
    /// The byte of each single character.
    frequent: [u8; FREQUENT],
    /// The bytes of two characters.
    rare: Vec<u8>,
}

impl Alphabet {
    /// Returns the alphabet in which these bytes need the fewest characters.
    fn of<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut counts = [0_usize; 256];
        for byte in parts.flatten() {
            counts[usize::from(*byte)] += 1;
        }
        let frequent = frequent(&counts);
        let rare = (0..=u8::MAX).filter(|byte| !frequent.contains(byte));
        Self {
            frequent,
            rare: rare.collect(),
        }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let mut text = String::new();
        for byte in bytes {
            if let Some(place) = self.frequent.iter().position(|known| known == byte) {
                text.push(char::from(b' ' + place as u8));
            } else if let Some(place) = self.rare.iter().position(|known| known == byte) {
                let page = PRINTABLE.len();
                text.push(char::from(SHIFTS[place / page]));
                text.push(char::from(b' ' + (place % page) as u8));
            }
        }
        text
    }
}

/// Assigns frequent bytes to characters. Bytes below 16 get the characters from `0` on, and other bytes their own
/// character, if it is free. Characters that Brotli treats alike then stand for bytes that are alike.
fn frequent(counts: &[usize; 256]) -> [u8; FREQUENT] {
    let mut by_count: Vec<u8> = (0..=u8::MAX).collect();
    by_count.sort_by_key(|byte| Reverse(counts[usize::from(*byte)]));
    let mut left: Vec<u8> = by_count.into_iter().take(FREQUENT).collect();
    left.sort_unstable();
    let mut places = [None; FREQUENT];
    for digits in [true, false] {
        left.retain(|byte| {
            let character = match byte {
                0..16 if digits => Some(b'0' + byte),
                byte if !digits => Some(*byte),
                _ => None,
            };
            let place = character.and_then(|character| character.checked_sub(b' '));
            match place.and_then(|place| places.get_mut(usize::from(place))) {
                Some(free @ None) => {
                    *free = Some(*byte);
                    false
                }
                _ => true,
            }
        });
    }
    let mut left = left.into_iter();
    places.map(|place| place.or_else(|| left.next()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::order::leb128;

    /// Decodes as `js/unpack.js` does.
    fn unpack(packed: &Packed) -> Vec<u8> {
        let mut decoder = Decoder {
            memory: vec![0; 65_536],
            places: [0; STREAMS],
            alphabet: alphabet(&packed.frequent),
        };
        let end = decoder.decode(&packed.tokens, START, 0);
        decoder.memory.copy_within(START..end, TOKENS);
        let mut wasm = Vec::new();
        for text in &packed.before {
            let end = decoder.decode(text, START, 0);
            wasm.extend_from_slice(&decoder.memory[START..end]);
        }
        for piece in 0..packed.streams[0].len() {
            let mut end = START;
            for (stream, texts) in packed.streams.iter().enumerate() {
                end = decoder.decode(&texts[piece], end, stream);
            }
            let all = decoder.join(end);
            wasm.extend_from_slice(&decoder.memory[end..all]);
        }
        for text in &packed.after {
            let end = decoder.decode(text, START, 0);
            wasm.extend_from_slice(&decoder.memory[START..end]);
        }
        wasm
    }

    /// All bytes, in the order of their texts.
    fn alphabet(frequent: &[u8]) -> Vec<u8> {
        let rare = (0..=u8::MAX).filter(|byte| !frequent.contains(byte));
        frequent.iter().copied().chain(rare).collect()
    }

    fn decoded(text: &str, alphabet: &[u8]) -> Vec<u8> {
        let mut places = text.bytes().map(|byte| usize::from(byte - b' '));
        let mut bytes = Vec::new();
        while let Some(place) = places.next() {
            bytes.push(match place.checked_sub(FREQUENT) {
                Some(page) => alphabet[FREQUENT + page * PRINTABLE.len() + places.next().unwrap()],
                None => alphabet[place],
            });
        }
        bytes
    }

    /// Where the decoder has its tokens.
    const TOKENS: usize = 256;

    /// What `js/unpack.wat` does.
    struct Decoder {
        memory: Vec<u8>,
        places: [usize; STREAMS],
        alphabet: Vec<u8>,
    }

    impl Decoder {
        fn decode(&mut self, text: &str, start: usize, stream: usize) -> usize {
            self.memory[start..start + text.len()].copy_from_slice(text.as_bytes());
            self.places[stream] = start;
            let bytes = decoded(text, &self.alphabet);
            self.memory[start..start + bytes.len()].copy_from_slice(&bytes);
            start + bytes.len()
        }

        fn next(&mut self, stream: usize) -> u8 {
            self.places[stream] += 1;
            self.memory[self.places[stream] - 1]
        }

        fn join(&mut self, mut to: usize) -> usize {
            let end = self.places[1];
            while self.places[0] < end {
                let slot = TOKENS + SLOT * usize::from(self.next(0));
                self.memory.copy_within(slot + 4..slot + SLOT, to);
                to += usize::from(self.memory[slot]);
                let stream = usize::from(self.memory[slot + 2] / 4);
                let mut left = self.memory[slot + 1];
                while left > 0 {
                    let byte = self.next(stream);
                    self.memory[to] = byte;
                    to += 1;
                    left -= u8::from(byte < 128);
                }
            }
            to
        }
    }

    fn sized(bytes: &[u8]) -> Vec<u8> {
        [leb128(bytes.len()), bytes.to_vec()].concat()
    }

    /// A wasm with these functions, each as its locals and operations, and with more behind them.
    fn wasm(functions: &[Vec<u8>]) -> Vec<u8> {
        let count = leb128(functions.len());
        let bodies: Vec<_> = functions.iter().map(|body| sized(body)).collect();
        let types = [count.clone(), vec![0; functions.len()]].concat();
        let code = [count, bodies.concat()].concat();
        let all: Vec<u8> = (0..=u8::MAX).collect();
        let custom = [sized(b"all"), all.repeat(200)].concat();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            [vec![1], sized(&[1, 0x60, 0, 0])].concat(),
            [vec![3], sized(&types)].concat(),
            [vec![10], sized(&code)].concat(),
            [vec![0], sized(&custom)].concat(),
        ]
        .concat()
    }

    /// A function with operands of all kinds.
    fn of_all_kinds() -> Vec<u8> {
        let targets: Vec<u8> = (0..600).flat_map(|target| leb128(target % 200)).collect();
        let branches = [vec![0x0e], leb128(599), targets].concat();
        [
            // Two groups of locals: 3 of one type, 200 of another.
            &[2, 3, 0x7f, 200, 1, 0x7e][..],
            &[0x20, 0x81, 0x01, 0x21, 2, 0x22, 0],
            &[0x41, 0x40, 0x42, 0x80, 0x80, 0x80, 0x80, 0x78],
            &[0x28, 2, 0x90, 3, 0x3e, 0, 0],
            &[0x44, 1, 2, 3, 4, 5, 6, 7, 200],
            &[0x10, 0xff, 0x7f, 0x11, 0x80, 1, 0],
            &[0xfc, 10, 0, 0, 0x02, 0x40, 0x0d, 0, 0x0c, 1],
            &branches,
            &[0x0b, 0x0b],
        ]
        .concat()
    }

    #[test]
    fn every_byte_survives_the_encoding() {
        let all: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).collect();
        for bytes in [&all[..], b"", b"\0asm\x01\0\0\0", &[255; 9]] {
            let alphabet = Alphabet::of([bytes].into_iter());
            let text = alphabet.text(bytes);
            assert!(text.bytes().all(|byte| PRINTABLE.contains(&byte)));
            assert_eq!(decoded(&text, &self::alphabet(&alphabet.frequent)), bytes);
        }
    }

    #[test]
    fn a_wasm_survives_the_encoding() {
        let empty = vec![0, 0x0b];
        let long = [&[0][..], &[0x20, 1].repeat(5_000), &[0x0b]].concat();
        for functions in [
            vec![empty.clone()],
            vec![empty.clone(), of_all_kinds(), empty.clone()],
            // More than fits into the decoder's memory at once.
            [vec![of_all_kinds(); 60], vec![long; 9]].concat(),
        ] {
            let wasm = wasm(&functions);
            assert_eq!(unpack(&pack(&wasm).unwrap()), wasm);
        }
    }

    #[test]
    fn a_function_that_does_not_fit_is_refused() {
        let long = [&[0][..], &[0x20, 1].repeat(20_000), &[0x0b]].concat();
        assert!(pack(&wasm(&[long])).is_err());
        assert!(pack(b"\0asm\x01\0\0\0").is_err());
    }
}
