//! Addresses: encoding, queries, bases, and where a user may be led.

use url::{Host, Url};
use xsolla_login::{config::base_url, query, request};

use super::{Pairs, decoded, pairs};

/// Encoded text is unreserved characters and escapes, and decodes to what it was.
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

/// A query is added to an address without changing anything else of it.
pub fn with_query(link: &str, value: &str) {
    assert_eq!(query::with_query(link, ""), link);
    let mut added = String::new();
    query::append(&mut added, "added", Some(value));
    let longer = query::with_query(link, &added);
    // As text: it stands in one place, before the fragment.
    let fragment = link.find('#').unwrap_or(link.len());
    assert!(longer.starts_with(&link[..fragment]) && longer.ends_with(&link[fragment..]));
    let glue = longer.len() - link.len() - added.len();
    assert!(glue <= 1);
    assert_eq!(&longer[fragment + glue..][..added.len()], added);
    // As an address, for one that browsers write so.
    let Ok(before) = Url::parse(link) else { return };
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

/// What `apiUrl` may be, said with the `url` crate.
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

/// `apiUrl` is taken exactly if it is https, or http nearby, without what a base cannot have.
pub fn base(text: &str, page: Option<&str>) {
    let page = page.and_then(|page| Url::parse(page).ok());
    let page = page.map(|page| page.origin().ascii_serialization());
    let page = page.as_deref();
    // What no browser would hand over, such as an address without a host, must not panic, and
    // another scheme cannot get in.
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

/// `loginUrl` is refused exactly if a browser would read a scheme in it that leads to no page.
pub fn login_url(text: &str) {
    let page = Url::parse("https://page.example/folder/").unwrap();
    let taken = request::check_login_url(text);
    if let Ok(url) = page.join(text) {
        let leads = !["javascript", "data", "blob", "vbscript", "file"].contains(&url.scheme());
        assert_eq!(taken.is_ok(), leads, "{text:?} is {url}");
    }
}
