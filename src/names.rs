//! Names that are one slip away from a known one (contract, "Constructor options", added). Knows no JavaScript.

/// The known name that is meant by one that is not known: it differs by its case, by underscores, or by one edit.
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

/// Whether two names differ by case and underscores alone, or by one character that is wrong, missing, too many, or swapped with
/// the next.
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

/// A name without what tells `client_id` and `clientId` apart.
fn folded(name: &str) -> impl Iterator<Item = u8> {
    let bytes = name.bytes().filter(|byte| *byte != b'_');
    bytes.map(|byte| byte.to_ascii_lowercase())
}

/// What is left of two names without what they begin and end with alike.
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
    fn a_slip_leads_to_the_name_that_is_meant() {
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
    fn a_known_name_is_no_slip_of_another() {
        for name in KNOWN {
            assert_eq!(meant(name, &KNOWN), None);
        }
    }

    #[test]
    fn what_differs_by_more_is_left_alone() {
        for other in [
            "",
            "id",
            "project",
            "projectName",
            "pojecetId",
            "rpojectID",
            "é",
        ] {
            assert_eq!(meant(other, &KNOWN), None, "{other}");
        }
    }
}
