//! Finds the known name that a misspelt name probably means (contract: `docs/options.md`). Uses no
//! JavaScript.

/// Returns the known name that an unknown name probably means: one that differs only in case and underscores,
/// or by a single edit. Returns `None` if the name is known or resembles none of the known ones.
pub fn meant(given: &str, known: &[&'static str]) -> Option<&'static str> {
    let mut near = None;
    for name in known.iter().copied() {
        if name == given {
            return None;
        }
        if near.is_none() && is_near(given, name) {
            near = Some(name);
        }
    }
    near
}

/// Returns whether two names differ only in case and underscores, or by one character that is wrong, missing,
/// added, or swapped with the next one.
fn is_near(one: &str, other: &str) -> bool {
    if folded(one).eq(folded(other)) {
        return true;
    }
    let (one, other) = unlike(one.as_bytes(), other.as_bytes());
    match (one, other) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Returns the bytes of a name in lower case without underscores, so that `client_id` equals `clientId`.
fn folded(name: &str) -> impl Iterator<Item = u8> {
    let bytes = name.bytes().filter(|byte| *byte != b'_');
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// Returns two names without their common prefix and suffix.
fn unlike<'a>(mut one: &'a [u8], mut other: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([a, rest_of_one @ ..], [b, rest_of_other @ ..]) = (one, other)
        && a == b
    {
        (one, other) = (rest_of_one, rest_of_other);
    }
    while let ([rest_of_one @ .., a], [rest_of_other @ .., b]) = (one, other)
        && a == b
    {
        (one, other) = (rest_of_one, rest_of_other);
    }
    (one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["projectId", "redirectUri", "redirectUrl"];

    #[test]
    fn a_typo_is_matched_to_the_name_that_is_meant() {
        for slip in [
            "projectID",
            "PROJECTID",
            "projectid",
            "projctId",
            "projecttId",
            "projectIt",
            "porjectId",
            "project_id",
            "Project_ID",
        ] {
            assert_eq!(meant(slip, &KNOWN), Some("projectId"), "{slip}");
        }
    }

    #[test]
    fn a_known_name_is_not_a_typo_of_another() {
        for name in KNOWN {
            assert_eq!(meant(name, &KNOWN), None);
        }
    }

    #[test]
    fn a_name_with_a_larger_difference_is_not_a_typo() {
        for other in [
            "",
            "id",
            "project",
            "projectName",
            "pojecetId",
            "rpojectID",
            "projetxId",
            "é",
        ] {
            assert_eq!(meant(other, &KNOWN), None, "{other}");
        }
    }
}
