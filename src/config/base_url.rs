//! What an `apiUrl` may be (contract: `docs/options.md`).

use crate::query::split;

/// Returns the base URL of calls, without trailing slashes, for an `apiUrl` whose canonical form is `href`.
///
/// # Errors
///
/// Returns what the option must be, if it is not a URL, if its scheme is not https (or http on this machine
/// or the page's own origin), or if it has user info, a query or a fragment.
pub fn base(href: Option<&str>, page_origin: Option<&str>) -> Result<String, &'static str> {
    let href = href.ok_or("must be a URL, absolute or relative to the page")?;
    let (scheme, _) = split(href, b':');
    let rest = href
        .strip_prefix(scheme)
        .and_then(|rest| rest.strip_prefix("://"))
        .ok_or(SCHEMES)?;
    if !split(rest, b'?').1.is_empty() || !split(rest, b'#').1.is_empty() {
        return Err("must not have a query or a fragment");
    }
    let (authority, _) = split(rest, b'/');
    if !split(authority, b'@').1.is_empty() {
        return Err("must not have a user name or password");
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

const SCHEMES: &str =
    "must begin with https://, or with http:// on this machine or the page's own origin";

/// The error for a URL that begins with its host.
pub const NO_SCHEME: &str = "must begin with its scheme, as in https://login.example/api";

/// Returns whether a URL begins with `localhost`, with `host:port`, or with a name that has a dot. To a
/// browser, `login.example/api` is a path relative to the page, but whoever writes it means a host.
pub fn lacks_scheme(given: &str) -> bool {
    let (first, _) = split(given.trim_ascii(), b'/');
    let (host, port) = split(first, b':');
    let is_host = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    let has_port = port
        .strip_prefix(':')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    let has_dot = host.bytes().skip(1).any(|b| b == b'.') && !host.starts_with('.');
    is_host
        && !host.is_empty()
        && (has_port || (port.is_empty() && (has_dot || host == "localhost")))
}

/// Returns whether a canonical authority is this machine.
fn is_loopback(authority: &str) -> bool {
    if authority.starts_with("[::1]") {
        return true;
    }
    let (host, _) = split(authority, b':');
    // A canonical host of digits and dots is an IPv4 address, unless it ends with a dot: `127..` is a name (WHATWG URL).
    let is_address = host.bytes().all(|b| b == b'.' || b.is_ascii_digit()) && !host.ends_with('.');
    host == "localhost" || host.ends_with(".localhost") || (host.starts_with("127.") && is_address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Option<&str> = Some("http://game.example");

    #[test]
    fn a_base_url_is_https_unless_it_is_local_or_of_the_pages_origin() {
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
            "http://127../api",
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
    fn a_url_that_starts_with_its_host_lacks_a_scheme() {
        for given in [
            "localhost:3000",
            "localhost:3000/api",
            "localhost/api",
            "127.0.0.1:3000",
            "login.example",
            " login.example/api",
            "login-1.example:8080/api",
        ] {
            assert!(lacks_scheme(given), "{given}");
        }
        for given in [
            "https://login.example",
            "/api",
            "api",
            "./api",
            "../v1.2",
            "api/v1.2",
            "",
        ] {
            assert!(!lacks_scheme(given), "{given}");
        }
    }
}
