//! Takes the arguments of a call. JavaScript has read them, in either form, before the call returns,
//! once, and as own properties: the page may have put anything on `Object.prototype`.

use crate::caller::{Caller, Kinds, is_missing, kind};
use crate::calls::{Arg, Call, Kind, To};
use crate::config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::options::MILLISECONDS;
use crate::request::{self, Value, Values};

/// What the caller of one call gave.
pub struct Arguments {
    /// The arguments of the call.
    pub values: Values,
    /// Where options for this call alone stand.
    pub over: Option<usize>,
    /// Milliseconds of the option `timeout`.
    pub timeout: Option<u32>,
    /// The option `navigate`: whether the page is led away.
    pub navigate: bool,
    /// The option `check`: whether it is tried first.
    pub check: bool,
    /// How many values JavaScript has read: the next one's place.
    pub read: usize,
}

impl Arguments {
    /// # Errors
    ///
    /// `SDKError` `argument` that names the first one that is missing or wrong.
    pub fn read(call: &'static Call, caller: &Caller, kinds: f64) -> Result<Self, SdkError> {
        let args = call.args.len();
        let read = args.saturating_add(call.options());
        let mut arguments = Self {
            values: Values::default(),
            over: None,
            timeout: None,
            navigate: true,
            check: true,
            read,
        };
        for (place, kind) in Kinds::new(caller, 0, read).beginning(kinds) {
            match call.args.get(place) {
                Some(arg) => arguments.take(call, caller, arg, place, kind)?,
                None => arguments.set(caller, place.saturating_sub(args), place, kind)?,
            }
        }
        Ok(arguments)
    }

    fn take(
        &mut self,
        call: &Call,
        caller: &Caller,
        arg: &'static Arg,
        place: usize,
        kind: u8,
    ) -> Result<(), SdkError> {
        let null = arg.kind == Kind::FlagOrNull && kind == kind::NULL;
        if is_missing(kind) && !null {
            return match arg.required {
                true => Err(missing(call, caller, arg, place)),
                false => Ok(()),
            };
        }
        if arg.kind == Kind::Any {
            return Ok(());
        }
        if kind == kind::SYMBOL {
            return Err(unreadable(place));
        }
        let fits = null
            || match arg.kind {
                Kind::Text | Kind::Mail | Kind::OneOf(_) => kind == kind::TEXT,
                Kind::TextOrNumber => matches!(kind, kind::TEXT | kind::NUMBER),
                Kind::Object => kind == kind::OBJECT,
                Kind::Flag | Kind::FlagOrNull => matches!(kind, kind::TRUE | kind::FALSE),
                Kind::Cancel => caller.listen(place, true),
                Kind::Any => true,
            };
        if !fits {
            return Err(wrong(arg, place));
        }
        if arg.kind == Kind::Mail {
            caller.lower(place);
        }
        let flag = kind == kind::TRUE;
        let value = match arg.to {
            To::Stop | To::Mistake(_) => return Ok(()),
            To::Options => {
                self.over = Some(place);
                return Ok(());
            }
            To::Captcha => return self.captcha(caller, place),
            To::Contacts => {
                self.contacts(caller, place)?;
                Value::Given(place)
            }
            To::Mode => Value::Flag(flag),
            // What only goes into a body stays where it is.
            To::Body | To::Field(_) => Value::Given(place),
            _ => Value::Text(caller.text(place)),
        };
        if let Value::Text(text) = &value {
            let checked = match arg.to {
                To::Bearer => request::check_header(text),
                To::LoginUrl => request::check_login_url(text),
                To::Segment => request::check_segment(text),
                _ => Ok(()),
            };
            checked.map_err(|must| SdkError::argument(place, must))?;
            if let Kind::OneOf(words) = arg.kind
                && !words.contains(&text.as_str())
            {
                return Err(wrong(arg, place));
            }
        }
        self.values.given.push((arg, value));
        Ok(())
    }

    /// An option of the call, by its number in [`Call::OPTIONS`].
    fn set(
        &mut self,
        caller: &Caller,
        option: usize,
        place: usize,
        kind: u8,
    ) -> Result<(), SdkError> {
        if is_missing(kind) {
            return Ok(());
        }
        let flag = kind == kind::TRUE;
        let number = matches!(kind, kind::NUMBER | kind::NOT_FINITE);
        let (fits, must) = match option {
            0 => {
                self.timeout = match number {
                    true => config::milliseconds(caller.number(place)),
                    false => None,
                };
                (self.timeout.is_some(), MILLISECONDS)
            }
            1 => {
                let fits = kind == kind::OBJECT && caller.listen(place, false);
                (fits, "must be an AbortSignal")
            }
            _ => {
                *match option {
                    2 => &mut self.navigate,
                    _ => &mut self.check,
                } = flag;
                (flag || kind == kind::FALSE, "must be a boolean")
            }
        };
        match (fits, kind) {
            (true, _) => Ok(()),
            (_, kind::SYMBOL) => Err(unreadable(place)),
            _ => Err(SdkError::argument(place, must)),
        }
    }

    /// Reads properties of the object at a place; gives their places, and what they are.
    fn within<'a>(
        &mut self,
        caller: &'a Caller,
        place: usize,
        names: &str,
        count: usize,
    ) -> Kinds<'a> {
        caller.within(place, names);
        let kinds = Kinds::new(caller, self.read, count);
        self.read = self.read.saturating_add(count);
        kinds
    }

    /// The four headers of `captchaData`.
    fn captcha(&mut self, caller: &Caller, place: usize) -> Result<(), SdkError> {
        let kinds = self.within(
            caller,
            place,
            request::CAPTCHA_FIELDS,
            request::CAPTCHA.len(),
        );
        for ((place, kind), (_, header)) in kinds.zip(request::CAPTCHA) {
            match kind {
                kind if is_missing(kind) => continue,
                kind::TEXT | kind::NUMBER | kind::NOT_FINITE => {}
                kind::SYMBOL => return Err(unreadable(place)),
                _ => return Err(SdkError::argument(place, "must be a string")),
            }
            let text = caller.text(place);
            request::check_header(&text).map_err(|must| SdkError::argument(place, must))?;
            self.values.captcha.push((header, text));
        }
        Ok(())
    }

    /// The `fields` of `ask`, their mail address in lower case, and which contacts are among them.
    fn contacts(&mut self, caller: &Caller, place: usize) -> Result<(), SdkError> {
        let fields = place;
        let mut first = true;
        for (place, kind) in self.within(caller, fields, "email phone_number", 2) {
            let is_mail = core::mem::take(&mut first);
            match kind {
                kind if is_missing(kind) => continue,
                kind::SYMBOL => return Err(unreadable(place)),
                _ => {}
            }
            if !is_mail {
                self.values.phone = true;
                continue;
            }
            self.values.email = Some(place);
            if kind == kind::TEXT {
                caller.lower(place);
                if !caller.replace(fields, "email", place) {
                    return Err(SdkError::argument(fields, "a property of it throws"));
                }
            }
        }
        Ok(())
    }
}

fn missing(call: &Call, caller: &Caller, arg: &Arg, place: usize) -> SdkError {
    if place == 0 {
        for ((_, kind), other) in Kinds::new(caller, 0, call.args.len()).zip(call.args) {
            if let To::Mistake(meant) = other.to
                && !is_missing(kind)
            {
                return SdkError::argument(place, meant);
            }
        }
    }
    expected(arg, place, "", " is required")
}

fn wrong(arg: &Arg, place: usize) -> SdkError {
    expected(arg, place, "must be ", "")
}

/// What an argument is to be, said with what stands before and after it.
fn expected(arg: &Arg, place: usize, before: &str, after: &str) -> SdkError {
    let [one, or, other] = match arg.kind {
        Kind::Text | Kind::Mail | Kind::Any => ["a string", "", ""],
        Kind::TextOrNumber => ["a string", " or ", "a number"],
        Kind::Object => ["an object", "", ""],
        Kind::OneOf(&[one, other]) => [one, " or ", other],
        Kind::Flag => ["a boolean", "", ""],
        Kind::FlagOrNull => ["a boolean", " or ", "null"],
        Kind::Cancel => [
            "an AbortSignal, an AbortController",
            " or ",
            "a token source",
        ],
    };
    SdkError::new(
        ErrorKind::Argument,
        Some(place),
        &[before, one, or, other, after],
    )
}

fn unreadable(place: usize) -> SdkError {
    SdkError::argument(place, "is a symbol, or throws when it is read")
}
