//! Encodes the wasm as printable ASCII: one character for a frequent byte, two for a rare one.
//! `js/unpack.js` decodes it.

use std::cmp::Reverse;

/// The printable characters.
const PRINTABLE: std::ops::RangeInclusive<u8> = b' '..=b'~';

/// The last two printable characters. One of them and the character after it encode a rare byte.
const SHIFTS: [u8; 2] = [b'}', b'~'];

/// How many byte values are encoded as a single character.
const FREQUENT: usize = (b'}' - b' ') as usize;

/// An encoded text and the table to decode it.
pub struct Packed {
    /// The text, in pieces that fit into the decoder's memory.
    pub pieces: Vec<String>,
    /// The byte that each character stands for, starting with the space.
    pub frequent: [u8; FREQUENT],
}

/// The length of the longest piece: the decoder has 64 KiB of memory, and its first 256 bytes hold the table.
const LONGEST: usize = 65_536 - 256;

/// Encodes bytes as text.
pub fn pack(bytes: &[u8]) -> Packed {
    let frequent = frequent(bytes);
    let rare: Vec<u8> = (0..=u8::MAX).filter(|b| !frequent.contains(b)).collect();
    let mut pieces = Vec::new();
    let mut text = String::new();
    for byte in bytes {
        // The two characters of a rare byte must be in the same piece.
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

/// Assigns frequent bytes to characters. Bytes below 16 get the characters from `0` on, and other bytes their own
/// character, if it is free. Characters that Brotli treats alike then stand for bytes that are alike.
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

    /// Decodes as `js/unpack.js` does.
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
