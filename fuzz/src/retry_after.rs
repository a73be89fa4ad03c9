//! The header `Retry-After` (RFC 9110, 10.2.3). The caller of the checked function converts a date to a time.

use core::cell::RefCell;

use xsolla_login::answer;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Returns how many seconds a header asks to wait if its date is `ms` milliseconds away, and the date that was read.
fn asked(header: &str, ms: f64) -> (Option<f64>, Option<String>) {
    let date = RefCell::new(None);
    let seconds = answer::retry_after(header, |text| {
        *date.borrow_mut() = Some(text.to_owned());
        ms
    });
    (seconds, date.into_inner())
}

/// Returns the seconds until a time that is `ms` milliseconds away: rounded up, 0 if it has passed, and `None` if
/// `ms` is not finite.
fn seconds_until(ms: f64) -> Option<f64> {
    ms.is_finite().then(|| (ms / 1000.0).ceil().max(0.0))
}

/// Checks that a header of digits is read as that many seconds, and that anything else is `None` unless it has the
/// form of a date.
pub fn retry_after(header: &str, ms: f64) {
    // White space in a header (RFC 9110, 5.6.3) and in ASCII, but not in all of Unicode.
    let trimmed = header.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
    let digits = !trimmed.is_empty() && trimmed.chars().all(|c| c.is_ascii_digit());
    let (seconds, date) = asked(header, ms);
    if let Some(date) = date {
        assert!(!digits && date.starts_with(trimmed), "{header:?}: {date}");
        assert!(date.ends_with(" GMT") && date.matches(':').count() == 2);
        assert_eq!(seconds, seconds_until(ms));
        return;
    }
    assert_eq!(seconds.is_some(), digits, "{header:?}");
    if let Some(seconds) = seconds {
        let exact: f64 = trimmed.parse().unwrap();
        assert!(seconds == exact || ((seconds - exact) / exact).abs() < 1e-12);
    }
}

/// Checks that a date in each of the three forms of RFC 9110, 5.6.7 asks to wait until then, and that it is `None`
/// if a part is missing. `at` determines the date, `ms` is how far away it is in milliseconds, and `lost` determines
/// the missing part.
pub fn date(at: u64, ms: f64, lost: usize) {
    let day = DAYS[at as usize % 7];
    let name = &day[..3];
    let month = MONTHS[at as usize % 12];
    let (date, year) = (at % 31 + 1, at % 10_000);
    let digits = year % 100;
    let time = format!("{:02}:{:02}:{:02}", at % 24, at % 60, at % 61);
    let in_use = format!("{name}, {date:02} {month} {year:04} {time} GMT");
    let obsolete = format!("{day}, {date:02}-{month}-{digits:02} {time} GMT");
    let asctime = format!("{name} {month} {date:2} {time} {year:04}");
    let with_zone = format!("{asctime} GMT");
    for (text, expected) in [
        (&in_use, &in_use),
        (&obsolete, &obsolete),
        (&asctime, &with_zone),
    ] {
        let found = (seconds_until(ms), Some(expected.clone()));
        assert_eq!(asked(text, ms), found);
        assert_eq!(asked(&format!(" {text}\t"), ms), found);
        let mut parts: Vec<&str> = text.split_inclusive([' ', '-', ':']).collect();
        // The space that pads a day is not a part.
        parts.retain(|part| *part != " ");
        parts.remove(lost % parts.len());
        let fewer = parts.concat();
        assert_eq!(asked(&fewer, ms), (None, None), "{fewer}");
    }
}
