//! The caller's side of a call, which stays in JavaScript (`js/caller.js`, `js/options.js`,
//! `js/exchange.js`): what was given, what is sent, and the promise.
//!
//! Values stay there, each in a place. What they are is told as numbers, many in one crossing, and only
//! what goes into an address or a header comes over as text: passwords stay out of the wasm's memory,
//! which never shrinks. Nothing here throws: an exception that passes through wasm would skip
//! destructors.

use wasm_bindgen::prelude::*;

use crate::error::SdkError;

/// What a value is, as [`Kinds`] gives it.
pub mod kind {
    #![allow(missing_docs, reason = "the names of the types")]
    pub const UNDEFINED: u8 = 0;
    pub const NULL: u8 = 1;
    pub const EMPTY: u8 = 2;
    pub const TEXT: u8 = 3;
    pub const NUMBER: u8 = 4;
    /// NaN or an infinity.
    pub const NOT_FINITE: u8 = 5;
    pub const TRUE: u8 = 6;
    pub const FALSE: u8 = 7;
    pub const OBJECT: u8 = 8;
    pub const ARRAY: u8 = 9;
    pub const FUNCTION: u8 = 10;
    /// A symbol, or a property that throws when it is read.
    pub const SYMBOL: u8 = 11;
}

/// How many kinds one number holds, four bits each: as many as 53 bits have room for.
const PACKED: usize = 13;

/// What came of an attempt.
pub mod outcome {
    #![allow(missing_docs, reason = "as crate::response::Body has them")]
    pub const EMPTY: u8 = 0;
    pub const JSON: u8 = 1;
    pub const ERROR: u8 = 2;
    pub const GARBLED: u8 = 3;
    pub const CUT_OFF: u8 = 4;
    pub const TOO_LONG: u8 = 5;
    /// Nothing: the network.
    pub const NO_ANSWER: u8 = 6;
    /// The call has been cancelled, its time is up, or it could not be sent: nothing more to try.
    pub const STOPPED: u8 = 7;
    /// The attempt took longer than it might; the call goes on.
    pub const RAN_OUT: u8 = 8;
}

/// What a promise resolves to: [`Caller::finish`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// The JSON of the answer.
    Json = 0,
    /// `{ code: <HTTP status> }`.
    Status = 1,
    /// `[]`.
    List = 2,
    /// `{ error: { code, description } }` with the text as its code.
    Late = 3,
    /// The JSON, with what its `login_url` says.
    LoginUrl = 4,
}

#[wasm_bindgen]
extern "C" {
    /// Somebody who gave options or arguments: JavaScript has read them in the order of their table, and
    /// a value's place is its number there.
    #[derive(Debug, Clone)]
    pub type Caller;

    /// What the values from a place on are, as [`Kinds`] reads it.
    #[wasm_bindgen(method)]
    fn kinds(this: &Caller, from: usize) -> f64;

    /// Reads the properties of the object at a place, with a space between their names; they get the
    /// next places.
    #[wasm_bindgen(method)]
    pub fn within(this: &Caller, place: usize, names: &str);

    /// The text at a place, or the number as JavaScript writes it.
    #[wasm_bindgen(method)]
    pub fn text(this: &Caller, place: usize) -> String;

    /// The number at a place.
    #[wasm_bindgen(method)]
    pub fn number(this: &Caller, place: usize) -> f64;

    #[wasm_bindgen(method, js_name = fail)]
    fn fail_with(this: &Caller, kind: &str, place: usize, message: &str);

    // Options:

    /// The canonical form of the address at a place; none if it is no address.
    #[wasm_bindgen(method)]
    pub fn href(this: &Caller, place: usize) -> Option<String>;

    /// The origin of the page, where there is one.
    #[wasm_bindgen(method)]
    pub fn origin(this: &Caller) -> Option<String>;

    /// `limit` of the object at a place, NaN if it is no number.
    #[wasm_bindgen(method)]
    pub fn limit(this: &Caller, place: usize) -> Option<f64>;

    /// Lets the option at a place count as not given.
    #[wasm_bindgen(method)]
    pub fn drop(this: &Caller, place: usize);

    /// Tells the outcome of options that are in force from now on.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Caller, redirect_uri: Option<&str>, is_oauth: bool);

    // A call:

    /// Puts the text at a place into lower case (`String.prototype.toLowerCase`).
    #[wasm_bindgen(method)]
    pub fn lower(this: &Caller, place: usize);

    /// Puts the value at `from` into a copy of the object at a place; false if that cannot be read.
    #[wasm_bindgen(method)]
    pub fn replace(this: &Caller, place: usize, name: &str, from: usize) -> bool;

    /// Lets the token at a place stop the call; false if it is none.
    #[wasm_bindgen(method)]
    pub fn listen(this: &Caller, place: usize, any: bool) -> bool;

    /// Reads the object at a place as options, which get the next places; false if it cannot be, and
    /// the call has failed.
    #[wasm_bindgen(method)]
    pub fn r#override(this: &Caller, place: usize) -> bool;

    /// The `state` made up for the instance; none where there is no `crypto`.
    #[wasm_bindgen(method)]
    pub fn state(this: &Caller) -> Option<String>;

    /// Has the first attempt made: keeps what is to be sent ([`crate::message::text`]), and starts the
    /// clock. `timeout` is of the call, in milliseconds, 0 for none.
    #[wasm_bindgen(method)]
    pub fn begin(this: &Caller, message: &str, timeout: u32, retries: u32);

    /// Tells of a call that has begun that it leads to `url`: by navigation, or by saying so; with or
    /// without a check before.
    #[wasm_bindgen(method)]
    pub fn lead(this: &Caller, url: &str, navigate: bool, check: bool);

    /// Has another attempt made after so many milliseconds.
    #[wasm_bindgen(method)]
    pub fn again(this: &Caller, wait: f64, failed: u32);

    /// A header of the last answer, if scripts may read it.
    #[wasm_bindgen(method)]
    pub fn header(this: &Caller, name: &str) -> Option<String>;

    /// The code of the error in the answer, if one can be read.
    #[wasm_bindgen(method, getter)]
    pub fn code(this: &Caller) -> Option<String>;

    /// Milliseconds that the call still has.
    #[wasm_bindgen(method)]
    pub fn left(this: &Caller) -> f64;

    /// Milliseconds since the last attempt began.
    #[wasm_bindgen(method)]
    pub fn since(this: &Caller) -> f64;

    /// Milliseconds from now to a date as HTTP writes it; NaN if it is none.
    #[wasm_bindgen(method)]
    pub fn until(this: &Caller, date: &str) -> f64;

    /// A random number from 0 up to 1.
    #[wasm_bindgen(method)]
    pub fn dice(this: &Caller) -> f64;

    #[wasm_bindgen(method, js_name = finish)]
    fn finish_with(this: &Caller, how: u8, text: Option<&str>);

    /// Resolves with an address that is not asked.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Caller, url: &str);

    /// Rejects with an `APIError`.
    #[wasm_bindgen(method)]
    pub fn refuse(this: &Caller, code: &str, retry_after: Option<f64>);

    /// Rejects for want of an answer.
    #[wasm_bindgen(method)]
    pub fn give(this: &Caller);

    /// Whether there is a page to navigate.
    #[wasm_bindgen(method, js_name = canGo)]
    pub fn can_go(this: &Caller) -> bool;

    /// Leads the page where [`Caller::lead`] was told, or only says so, and resolves.
    #[wasm_bindgen(method)]
    pub fn go(this: &Caller);

    /// Whether the answer is a redirect that the browser kept to itself.
    #[wasm_bindgen(method, js_name = isRedirect)]
    pub fn is_redirect(this: &Caller) -> bool;
}

impl Caller {
    /// Rejects with an `SDKError`, or has it thrown.
    pub fn fail(&self, error: &SdkError) {
        let nowhere = usize::MAX;
        self.fail_with(
            error.kind.name(),
            error.place.unwrap_or(nowhere),
            &error.message,
        );
    }

    /// Resolves.
    pub fn finish(&self, how: Finish, text: Option<&str>) {
        self.finish_with(how as u8, text);
    }
}

/// What the values from a place on are, each with its place.
pub struct Kinds<'a> {
    caller: &'a Caller,
    place: usize,
    end: usize,
    packed: u64,
    left: usize,
}

impl<'a> Kinds<'a> {
    /// Of `count` values from the place `from` on.
    pub fn new(caller: &'a Caller, from: usize, count: usize) -> Self {
        Self {
            caller,
            place: from,
            end: from.saturating_add(count),
            packed: 0,
            left: 0,
        }
    }

    /// The same, with what the first of them are: told already, they need not be asked for.
    pub fn beginning(self, packed: f64) -> Self {
        Self {
            packed: packed as u64,
            left: PACKED,
            ..self
        }
    }
}

impl Iterator for Kinds<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.place;
        if place >= self.end {
            return None;
        }
        if self.left == 0 {
            self.left = PACKED;
            self.packed = self.caller.kinds(place) as u64;
        }
        let kind = self.packed as u8 & 15;
        self.packed >>= 4;
        self.left = self.left.saturating_sub(1);
        self.place = place.saturating_add(1);
        Some((place, kind))
    }
}

/// Whether a value counts as not given.
pub fn is_missing(kind: u8) -> bool {
    kind <= kind::EMPTY
}
