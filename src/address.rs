//! Addresses as text: queries, percent-encoding, and what an `apiUrl` may be.

/// An empty text with room for a usual address, query or body: one that grows letter by letter is moved
/// about half a dozen times.
pub fn room() -> String {
    String::with_capacity(256)
}

/// The parts in one text.
pub fn joined(parts: &[&str]) -> String {
    let mut whole = room();
    for part in parts {
        whole.push_str(part);
    }
    whole
}

/// `text` up to the first `mark`, and from there on.
pub fn split(text: &str, mark: u8) -> (&str, &str) {
    text.bytes()
        .position(|byte| byte == mark)
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

/// `address` with `added`, a query, behind its own and before its fragment; nothing else changes.
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

/// The base of an `apiUrl` whose canonical form is `href`, or why it cannot be one.
///
/// # Errors
///
/// With what it must be, if it is no address, has another scheme than https (http on this machine
/// or the page's own origin), user info, a query or a fragment.
pub fn base(href: Option<&str>, page_origin: Option<&str>) -> Result<String, &'static str> {
    let href = href.ok_or("must be an absolute address, or relative to the page")?;
    let (scheme, _) = split(href, b':');
    let rest = href
        .strip_prefix(scheme)
        .and_then(|rest| rest.strip_prefix("://"))
        .ok_or(SCHEMES)?;
    if !split(rest, b'?').1.is_empty() || !split(rest, b'#').1.is_empty() {
        return Err("must have no query and no fragment");
    }
    let (authority, _) = split(rest, b'/');
    if !split(authority, b'@').1.is_empty() {
        return Err("must have no user info");
    }
    let own = page_origin.is_some_and(|origin| {
        href.strip_prefix(origin)
            .is_some_and(|path| path.starts_with('/'))
    });
    if scheme != "https" && !(scheme == "http" && (own || is_loopback(authority))) {
        return Err(SCHEMES);
    }
    let mut base = String::from(href);
    while base.as_bytes().last() == Some(&b'/') {
        base.truncate(base.len().saturating_sub(1));
    }
    Ok(base)
}

const SCHEMES: &str = "must be https, or http on this machine or the page's own origin";

/// Whether a canonical authority names this machine.
fn is_loopback(authority: &str) -> bool {
    if authority.starts_with("[::1]") {
        return true;
    }
    let (host, _) = split(authority, b':');
    // A canonical host of digits and dots is an IPv4 address (WHATWG URL).
    host == "localhost"
        || host.ends_with(".localhost")
        || (host.starts_with("127.") && host.bytes().all(|b| b == b'.' || b.is_ascii_digit()))
}

/// Adds `name=value` to a query, if there is a value.
pub fn append(query: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        append_encoded(query, name, "");
        encode(query, value);
    }
}

/// Adds `name=value` to a query, with a value that is encoded already.
pub fn append_encoded(query: &mut String, name: &str, value: &str) {
    let before = if query.is_empty() { "" } else { "&" };
    for part in [before, name, "=", value] {
        query.push_str(part);
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
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

    const PAGE: Option<&str> = Some("http://game.example");

    #[test]
    fn the_base_is_https_or_near() {
        for (href, kept) in [
            (
                "https://login.game.example/api///",
                "https://login.game.example/api",
            ),
            ("http://localhost:8080/api", "http://localhost:8080/api"),
            ("http://a.localhost/", "http://a.localhost"),
            ("http://127.0.0.5/api", "http://127.0.0.5/api"),
            ("http://[::1]:1/api", "http://[::1]:1/api"),
            ("http://game.example/api", "http://game.example/api"),
        ] {
            assert_eq!(base(Some(href), PAGE).as_deref(), Ok(kept));
        }
        for href in [
            "http://login.example/api",
            "http://game.example.evil.example/api",
            "http://127.evil.example/api",
            "http://notlocalhost/api",
            "http://12.0.0.1/api",
            "http://128.0.0.1/api",
            "http://[::2]/api",
            "http://[::ffff:7f00:1]/api",
            "ftp://login.example/",
            "javascript:alert(1)",
            "https://user@login.example/api",
            "https://login.example/api?x=1",
            "https://login.example/api#x",
        ] {
            assert!(base(Some(href), PAGE).is_err(), "{href}");
        }
        assert!(base(None, PAGE).is_err());
    }

    #[test]
    fn a_query_goes_before_the_fragment_and_changes_nothing_else() {
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
    fn all_but_unreserved_characters_are_encoded() {
        let mut text = String::new();
        encode(&mut text, "aZ09-._~ !/?#&=+%é😀\n");
        assert_eq!(
            text,
            "aZ09-._~%20%21%2F%3F%23%26%3D%2B%25%C3%A9%F0%9F%98%80%0A"
        );
    }
}
