//! URLs: encoding, queries, base URLs, and which `loginUrl` is accepted.

use url::{Host, Url};
use xsolla_login::{config::base_url, query, request};

use super::{Pairs, decoded, pairs};

/// Checks that an encoded string has only unreserved characters and escapes, and decodes to the original.
pub fn encoding(text: &str) {
    let mut encoded = String::from("before");
    query::encode(&mut encoded, text);
    let encoded = encoded.strip_prefix("before").unwrap();
    assert!(
        encoded
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~%".contains(c))
    );
    assert_eq!(decoded(encoded), text);
    let mut appended = String::new();
    query::append(&mut appended, "a", Some(text));
    query::append(&mut appended, "none", None);
    query::append(&mut appended, "b", Some(text));
    let expected: Pairs = vec![("a".into(), text.into()), ("b".into(), text.into())];
    assert_eq!(pairs(&appended), expected);
}

/// Checks that adding a query to a URL changes nothing else in it.
pub fn with_query(link: &str, value: &str) {
    assert_eq!(query::with_query(link, ""), link);
    let mut added = String::new();
    query::append(&mut added, "added", Some(value));
    let longer = query::with_query(link, &added);
    // As a string: the query is inserted in one place, before the fragment.
    let fragment = link.find('#').unwrap_or(link.len());
    assert!(longer.starts_with(&link[..fragment]) && longer.ends_with(&link[fragment..]));
    let glue = longer.len() - link.len() - added.len();
    assert!(glue <= 1);
    assert_eq!(&longer[fragment + glue..][..added.len()], added);
    // As a URL, in the form in which a browser serializes it.
    let Ok(before) = Url::parse(link) else { return };
    // The url crate drops the host of some `file:` URLs when it reads what it wrote.
    if Url::parse(before.as_str()).as_ref() != Ok(&before) {
        return;
    }
    let longer = query::with_query(before.as_str(), &added);
    let after = Url::parse(&longer).unwrap();
    let bare = |url: &Url| {
        let mut bare = url.clone();
        bare.set_query(None);
        bare
    };
    assert_eq!(bare(&after), bare(&before));
    let mut expected = pairs(before.query().unwrap_or(""));
    expected.push(("added".into(), value.into()));
    assert_eq!(pairs(after.query().unwrap()), expected);
}

/// Whether `url` may be the `apiUrl`, decided with the `url` crate. `page` is the origin of the page.
pub fn is_base(url: &Url, page: Option<&str>) -> bool {
    let near = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let own = page == Some(&url.origin().ascii_serialization());
    (url.scheme() == "https" || (url.scheme() == "http" && (near || own)))
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

/// Checks that an `apiUrl` is accepted if and only if `is_base` accepts it: https, or http on this machine or the
/// page's own origin, without user info, query or fragment.
pub fn base(text: &str, page: Option<&str>) {
    let page = page.and_then(|page| Url::parse(page).ok());
    let page = page.map(|page| page.origin().ascii_serialization());
    let page = page.as_deref();
    // A string that no browser would pass on, such as a URL without a host, must not cause a panic, and
    // no other scheme may be accepted.
    if let Ok(base) = base_url::base(Some(text), page) {
        assert!(text.starts_with("https://") || text.starts_with("http://"));
        assert!(!base.ends_with('/') && !base.contains(['?', '#']));
    }
    assert!(base_url::base(None, page).is_err());
    let Ok(url) = Url::parse(text) else { return };
    let base = base_url::base(Some(url.as_str()), page);
    assert_eq!(base.is_ok(), is_base(&url, page), "{url} from {page:?}");
    if let Ok(base) = base {
        assert_eq!(base, url.as_str().trim_end_matches('/'));
    }
}

/// Checks that a `loginUrl` is rejected if and only if a browser reads its scheme as one that does not lead to a page.
pub fn login_url(text: &str) {
    let page = Url::parse("https://page.example/folder/").unwrap();
    let taken = request::check_login_url(text);
    if let Ok(url) = page.join(text) {
        let leads = !["javascript", "data", "blob", "vbscript", "file"].contains(&url.scheme());
        assert_eq!(taken.is_ok(), leads, "{text:?} is {url}");
    }
}
