//! Checks the form of dates in HTTP headers. `Date.parse` knows the calendar, but also accepts many strings
//! that are not dates.

use crate::query::joined;

/// Converts a date in one of the three forms that a recipient must accept (RFC 9110, 5.6.7) to a form that
/// `Date.parse` accepts. Returns `None` for any other form.
pub fn date(text: &str) -> Option<String> {
    let day = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (_, rest) = text.split_at_checked(day)?;
    // In a form, `a` stands for any letter, `0` for any digit, and `_` for a digit or a space.
    let is = |form: &str| {
        form.len() == rest.len()
            && form
                .bytes()
                .zip(rest.bytes())
                .all(|(form, byte)| match form {
                    b'a' => byte.is_ascii_alphabetic(),
                    b'0' => byte.is_ascii_digit(),
                    b'_' => byte.is_ascii_digit() || byte == b' ',
                    form => form == byte,
                })
    };
    if day < 3 {
        return None;
    }
    if is(", 00 aaa 0000 00:00:00 GMT") || is(", 00-aaa-00 00:00:00 GMT") {
        return Some(text.into());
    }
    // The format of C's `asctime`, which leaves out the time zone.
    is(" aaa _0 00:00:00 0000").then(|| joined(&[text, " GMT"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_formats_of_http_dates_are_parsed() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ] {
            assert_eq!(date(text).as_deref(), Some(text));
        }
        assert_eq!(
            date("Sun Nov  6 08:49:37 1994").as_deref(),
            Some("Sun Nov  6 08:49:37 1994 GMT")
        );
        assert!(date("Sun Nov 16 08:49:37 1994").is_some());
    }

    #[test]
    fn anything_else_is_not_a_date() {
        for text in [
            "",
            "soon",
            "0.5",
            "1, 2",
            "-5",
            "5",
            "2024-02-29",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37 GMT later",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            ", 06 Nov 1994 08:49:37 GMT",
            "Sun Nov 6 08:49:37",
            "Sun Nov 6 08:49:37 1994 GMT",
            "日, 06 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
