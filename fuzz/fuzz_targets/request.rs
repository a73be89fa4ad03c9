//! Every request of every call.
#![no_main]

mod input;

use arbitrary::Unstructured;
use checks::Filling;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let filling = (|| {
        Ok::<_, arbitrary::Error>(Filling {
            texts: (0..5)
                .map(|_| {
                    Ok(input
                        .arbitrary::<bool>()?
                        .then_some(input::text(&mut input)?))
                })
                .collect::<arbitrary::Result<_>>()?,
            flag: input.arbitrary()?,
            contacts: input.arbitrary()?,
        })
    })();
    if let (Ok(filling), Ok(given)) = (filling, input::with_project(&mut input)) {
        checks::requests(&given, &filling);
    }
});
