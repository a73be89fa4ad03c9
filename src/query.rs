//! Queries and URLs as strings: percent-encoding, adding parameters before a fragment, and whole numbers.

/// Returns an empty string with room for a typical URL. One that grows byte by byte would be moved six times.
pub fn room() -> String {
    String::with_capacity(256)
}

/// Concatenates the parts.
pub fn joined(parts: &[&str]) -> String {
    let mut whole = room();
    for part in parts {
        whole.push_str(part);
    }
    whole
}

/// Returns a number in decimal. The number formatting of std would add 0.7 kB of brotli to the package.
pub fn decimal(number: u32) -> String {
    let mut digits = String::new();
    let mut place = 1_000_000_000_u32;
    while place > 0 {
        let digit = number.checked_div(place).unwrap_or_default() % 10;
        if digit > 0 || !digits.is_empty() || place == 1 {
            digits.push(char::from_digit(digit, 10).unwrap_or_default());
        }
        place /= 10;
    }
    digits
}

/// Parses a whole number that consists only of digits.
pub fn digits(text: &str) -> Option<f64> {
    let mut number = 0.0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10.0 + f64::from(byte & 15);
    }
    (!text.is_empty()).then_some(number)
}

/// Splits `text` before the first `mark`. Without one, the second part is empty.
pub fn split(text: &str, mark: u8) -> (&str, &str) {
    text.bytes()
        .position(|byte| byte == mark)
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

/// Adds the query `added` to `address`, after its own query and before its fragment. Changes nothing else.
pub fn with_query(address: &str, added: &str) -> String {
    if added.is_empty() {
        return address.into();
    }
    let (before, fragment) = split(address, b'#');
    let (_, query) = split(before, b'?');
    let glue = match query {
        "" => "?",
        "?" => "",
        query if query.ends_with('&') => "",
        _ => "&",
    };
    joined(&[before, glue, added, fragment])
}

/// Adds `name=value` to a query, if there is a value.
pub fn append(query: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        append_encoded(query, name, "");
        encode(query, value);
    }
}

/// Adds `name=value` to a query. The value must already be encoded.
pub fn append_encoded(query: &mut String, name: &str, value: &str) {
    let before = if query.is_empty() { "" } else { "&" };
    for part in [before, name, "=", value] {
        query.push_str(part);
    }
}

/// Appends `text`, percent-encoding everything except the unreserved characters (RFC 3986, 2.3).
pub fn encode(into: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| {
        DIGITS
            .get(usize::from(value & 15))
            .map_or('0', |d| char::from(*d))
    };
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(digit(byte >> 4));
            into.push(digit(byte));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_added_before_the_fragment_and_changes_nothing_else() {
        for (link, longer) in [
            ("https://l/p", "https://l/p?a=b"),
            ("https://l/p?", "https://l/p?a=b"),
            ("https://l/p?x", "https://l/p?x&a=b"),
            ("https://l/p?x&#f?", "https://l/p?x&a=b#f?"),
            ("https://l/#", "https://l/?a=b#"),
            ("#?", "?a=b#?"),
        ] {
            assert_eq!(with_query(link, "a=b"), longer);
        }
        assert_eq!(with_query("as it is", ""), "as it is");
    }

    #[test]
    fn a_number_is_written_in_decimal() {
        for number in [
            0,
            7,
            10,
            204,
            404,
            599,
            1000,
            65_535,
            1_000_000_000,
            u32::MAX,
        ] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn all_but_unreserved_characters_are_encoded() {
        let mut text = String::new();
        encode(&mut text, "aZ09-._~ !/?#&=+%é😀\n");
        assert_eq!(
            text,
            "aZ09-._~%20%21%2F%3F%23%26%3D%2B%25%C3%A9%F0%9F%98%80%0A"
        );
    }

    #[test]
    fn a_whole_number_consists_of_digits_only() {
        assert_eq!(digits("0"), Some(0.0));
        assert_eq!(digits("120"), Some(120.0));
        assert_eq!(digits(&"9".repeat(400)), Some(f64::INFINITY));
        for text in ["", "-1", "+1", "1.5", "1e3", " 1", "٣"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}
