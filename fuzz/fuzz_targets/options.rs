//! Options over options.
#![no_main]

mod input;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let Ok((first, second, third)) = (|| {
        let first = input::with_project(&mut input)?;
        Ok::<_, arbitrary::Error>((
            first,
            input::object(&mut input)?,
            input::object(&mut input)?,
        ))
    })() else {
        return;
    };
    let made = input::text(&mut input).ok().filter(|made| !made.is_empty());
    checks::options(&first, &second, made.as_deref(), &third);
    checks::milliseconds(input.arbitrary().unwrap_or(f64::NAN));
});
