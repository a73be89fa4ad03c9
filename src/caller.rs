//! The caller's side of a call, which stays in JavaScript (`js/caller.js`, `js/options.js`,
//! `js/exchange.js`): what was given, what is sent, and the promise.
//!
//! Much is done in one crossing, a value is told by one letter, and only what goes into an address or
//! a header comes over as text: passwords stay out of the wasm's memory, which never shrinks. Nothing
//! here throws: an exception that passes through wasm would skip destructors.

use wasm_bindgen::prelude::*;

use crate::error::SdkError;

/// The letters of [`Caller::read`]: what a value is.
pub mod letter {
    #![allow(missing_docs, reason = "the names of the types")]
    pub const UNDEFINED: u8 = b'-';
    pub const NULL: u8 = b'0';
    pub const EMPTY: u8 = b'e';
    pub const TEXT: u8 = b's';
    pub const NUMBER: u8 = b'n';
    /// NaN or an infinity.
    pub const NOT_FINITE: u8 = b'i';
    pub const TRUE: u8 = b't';
    pub const FALSE: u8 = b'f';
    pub const OBJECT: u8 = b'o';
    pub const ARRAY: u8 = b'a';
    pub const FUNCTION: u8 = b'F';
    /// A symbol, or a property that throws when it is read.
    pub const SYMBOL: u8 = b'x';
}

/// What came of an attempt: [`Caller::outcome`].
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
    /// Somebody who gave options or arguments. What it reads gets places, counted from 0, in the order
    /// of the names.
    #[derive(Debug, Clone)]
    pub type Caller;

    /// Reads names, with a space between, once each; gives a letter for each value.
    #[wasm_bindgen(method)]
    pub fn read(this: &Caller, names: &str) -> String;

    /// The same of the properties of the object at a place.
    #[wasm_bindgen(method)]
    pub fn within(this: &Caller, place: usize, names: &str) -> String;

    /// The text at a place, or the number as JavaScript writes it.
    #[wasm_bindgen(method)]
    pub fn text(this: &Caller, place: usize) -> String;

    /// The number at a place.
    #[wasm_bindgen(method)]
    pub fn number(this: &Caller, place: usize) -> f64;

    #[wasm_bindgen(method, js_name = fail)]
    fn fail_with(this: &Caller, kind: &str, message: &str);

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

    /// Lets the option of that name count as not given.
    #[wasm_bindgen(method)]
    pub fn drop(this: &Caller, name: &str);

    /// Tells the outcome of options that are in force from now on.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Caller, redirect_uri: Option<&str>, is_oauth: bool);

    // A call:

    /// Sorts out the form of the arguments; false if the options argument is no object.
    #[wasm_bindgen(method)]
    pub fn form(this: &Caller, positional: u8, none: bool) -> bool;

    /// Puts the text at a place into lower case (`String.prototype.toLowerCase`).
    #[wasm_bindgen(method)]
    pub fn lower(this: &Caller, place: usize);

    /// Puts the value at `from` into a copy of the object at a place; false if that cannot be read.
    #[wasm_bindgen(method)]
    pub fn replace(this: &Caller, place: usize, name: &str, from: usize) -> bool;

    /// Lets the token at a place stop the call; false if it is none.
    #[wasm_bindgen(method)]
    pub fn listen(this: &Caller, place: usize, any: bool) -> bool;

    /// The object at a place as options; none if it cannot be, and the call has failed.
    #[wasm_bindgen(method)]
    pub fn r#override(this: &Caller, place: usize) -> Option<Caller>;

    /// The `state` made up for the instance; none where there is no `crypto`.
    #[wasm_bindgen(method)]
    pub fn state(this: &Caller) -> Option<String>;

    /// Has the first attempt made: keeps what is to be sent ([`crate::message::text`]), and starts the
    /// clock. `timeout` is of the call, `round` of each attempt, both in milliseconds, 0 for none.
    #[wasm_bindgen(method)]
    pub fn begin(this: &Caller, message: &str, timeout: u32, round: u32, retries: u32);

    /// Tells of a call that has begun that it leads to `url`: by navigation, or by saying so; with or
    /// without a check before.
    #[wasm_bindgen(method)]
    pub fn lead(this: &Caller, url: &str, navigate: bool, check: bool);

    /// Has another attempt made after so many milliseconds.
    #[wasm_bindgen(method)]
    pub fn again(this: &Caller, wait: f64, failed: u32);

    /// The HTTP status of the last answer; 0 where there was none, or a redirect that the browser kept to
    /// itself.
    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Caller) -> u16;

    /// A header of the last answer, if scripts may read it.
    #[wasm_bindgen(method)]
    pub fn header(this: &Caller, name: &str) -> Option<String>;

    /// What came of the last attempt.
    #[wasm_bindgen(method, getter)]
    pub fn outcome(this: &Caller) -> u8;

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
        self.fail_with(error.kind.name(), &error.message);
    }

    /// Resolves.
    pub fn finish(&self, how: Finish, text: Option<&str>) {
        self.finish_with(how as u8, text);
    }
}

/// Whether a value counts as not given.
pub fn is_missing(letter: u8) -> bool {
    matches!(letter, letter::UNDEFINED | letter::NULL | letter::EMPTY)
}
