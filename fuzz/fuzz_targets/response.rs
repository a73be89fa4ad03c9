//! What answers mean, and when a call is repeated.
#![no_main]

mod input;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use xsolla_login::{
    answer::{self, BodyKind},
    retry::Failure,
};

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let _ = check(&mut input);
});

fn check(input: &mut Unstructured) -> arbitrary::Result<()> {
    let status = input.arbitrary()?;
    let header = input::text(input)?;
    let body = match input.int_in_range(0..=7)? {
        0 => BodyKind::Empty,
        1 => BodyKind::Json,
        2 => BodyKind::Garbled,
        3 => BodyKind::CutOff,
        4 => BodyKind::TooLong,
        5 => BodyKind::Error(None),
        6 => BodyKind::OauthError(Some(header.clone())),
        _ => BodyKind::Error(Some(header.clone())),
    };
    checks::meaning(status, &body, input.arbitrary()?);
    let (ms, at, lost) = input.arbitrary()?;
    checks::retry_after(&header, ms);
    checks::date(at, ms, lost);
    let failure = Failure {
        status,
        is_network: input.arbitrary()?,
        retry_after: answer::retry_after(&header, |_| ms),
    };
    let (attempt, left, dice) = input.arbitrary()?;
    checks::wait(&failure, attempt, left, dice);
    checks::next_round(Some((&failure, attempt)), left, dice);
    checks::next_round(None, left, dice);
    Ok(())
}
