//! Addresses: encoding, queries, bases, and where a user may be led.
#![no_main]

use libfuzzer_sys::fuzz_target;

// Two texts, apart at the first line break.
fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\n').unwrap_or((text, ""));
    checks::encoding(text);
    checks::with_query(first, second);
    checks::base(first, (!second.is_empty()).then_some(second));
    checks::login_url(text);
    checks::name(text);
});
