//! The wasm as text: printable ASCII, a character for each byte that is frequent and two for each that is
//! not. `js/unpack.js` reads it.

use std::cmp::Reverse;

/// The printable characters.
const PRINTABLE: std::ops::RangeInclusive<u8> = b' '..=b'~';

/// The last two of them stand before another character: both together for a byte that is rare.
const SHIFTS: [u8; 2] = [b'}', b'~'];

/// How many bytes have a character of their own.
const FREQUENT: usize = (b'}' - b' ') as usize;

/// A text and what it is read with.
pub struct Packed {
    /// The text, in pieces that the memory of the reader holds.
    pub pieces: Vec<String>,
    /// The byte that each character stands for, from the space on.
    pub frequent: [u8; FREQUENT],
}

/// The longest piece: the reader has 64 KiB, of which the first 256 bytes are taken.
const LONGEST: usize = 65_536 - 256;

/// Makes a text of bytes.
pub fn pack(bytes: &[u8]) -> Packed {
    let frequent = frequent(bytes);
    let rare: Vec<u8> = (0..=u8::MAX).filter(|b| !frequent.contains(b)).collect();
    let mut pieces = Vec::new();
    let mut text = String::new();
    for byte in bytes {
        // Two characters belong together.
        if text.len() + 2 > LONGEST {
            pieces.push(std::mem::take(&mut text));
        }
        if let Some(place) = frequent.iter().position(|known| known == byte) {
            text.push(char::from(b' ' + place as u8));
        } else if let Some(place) = rare.iter().position(|known| known == byte) {
            let page = PRINTABLE.len();
            text.push(char::from(SHIFTS[place / page]));
            text.push(char::from(b' ' + (place % page) as u8));
        }
    }
    pieces.push(text);
    Packed { pieces, frequent }
}

/// What the characters stand for. A byte is its own character where that is possible, and small numbers are
/// digits: characters that are alike for brotli then stand for bytes that are.
fn frequent(bytes: &[u8]) -> [u8; FREQUENT] {
    let mut by_count: Vec<u8> = (0..=u8::MAX).collect();
    let count = |byte: &u8| bytes.iter().filter(|other| *other == byte).count();
    by_count.sort_by_cached_key(|byte| Reverse(count(byte)));
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

    /// As `js/unpack.js` does it.
    fn unpack(Packed { pieces, frequent }: &Packed) -> Vec<u8> {
        let each = pieces.iter().map(|text| unpack_piece(text, frequent));
        each.collect::<Vec<_>>().concat()
    }

    fn unpack_piece(text: &str, frequent: &[u8]) -> Vec<u8> {
        let rare = (0..=u8::MAX).filter(|byte| !frequent.contains(byte));
        let order: Vec<u8> = frequent.iter().copied().chain(rare).collect();
        let mut places = text.bytes().map(|byte| usize::from(byte - b' '));
        let mut bytes = Vec::new();
        while let Some(place) = places.next() {
            bytes.push(match place.checked_sub(FREQUENT) {
                Some(page) => order[FREQUENT + page * PRINTABLE.len() + places.next().unwrap()],
                None => order[place],
            });
        }
        bytes
    }

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).collect();
        let long: Vec<u8> = (0..100_000_u32)
            .map(|at| (at.wrapping_mul(at) >> 5) as u8)
            .collect();
        for bytes in [&all[..], b"", b"\0asm\x01\0\0\0", &[255; 9], &long] {
            let packed = pack(bytes);
            assert!(packed.pieces.iter().all(|text| text.len() <= LONGEST));
            let mut texts = packed.pieces.iter().flat_map(|text| text.bytes());
            assert!(texts.all(|byte| PRINTABLE.contains(&byte)));
            assert_eq!(unpack(&packed), bytes);
        }
    }
}
