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
    /// The text.
    pub text: String,
    /// The byte that each character stands for, from the space on.
    pub frequent: [u8; FREQUENT],
}

/// Makes a text of bytes.
pub fn pack(bytes: &[u8]) -> Packed {
    let frequent = frequent(bytes);
    let rare: Vec<u8> = (0..=u8::MAX).filter(|b| !frequent.contains(b)).collect();
    let mut text = String::new();
    for byte in bytes {
        if let Some(place) = frequent.iter().position(|known| known == byte) {
            text.push(char::from(b' ' + place as u8));
        } else if let Some(place) = rare.iter().position(|known| known == byte) {
            let page = PRINTABLE.len();
            text.push(char::from(SHIFTS[place / page]));
            text.push(char::from(b' ' + (place % page) as u8));
        }
    }
    Packed { text, frequent }
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
    fn unpack(Packed { text, frequent }: &Packed) -> Vec<u8> {
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
        for bytes in [&all[..], b"", b"\0asm\x01\0\0\0", &[255; 9]] {
            let packed = pack(bytes);
            assert!(packed.text.bytes().all(|byte| PRINTABLE.contains(&byte)));
            assert_eq!(unpack(&packed), bytes);
        }
    }
}
