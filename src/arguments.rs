//! Reads the arguments of a call in either form. Everything is read before the call returns, once,
//! and as an own property: the page may have put anything on `Object.prototype`.

use crate::caller::{Caller, is_missing, letter};
use crate::calls::{Arg, Call, Kind, Plan, To};
use crate::config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::request::{self, Value, Values};

/// A value that goes into a body as the caller gave it, by its place at the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given(pub usize);

/// What the caller of one call gave.
pub struct Arguments {
    /// The arguments of the call.
    pub values: Values<Given>,
    /// Where options for this call alone stand.
    pub over: Option<usize>,
    /// Milliseconds of the option `timeout`.
    pub timeout: Option<u32>,
    /// The option `navigate`: whether the page is led away.
    pub navigate: bool,
    /// The option `check`: whether it is tried first.
    pub check: bool,
    /// How many values the caller has read.
    read: usize,
}

impl Arguments {
    /// # Errors
    ///
    /// `SDKError` `argument` that names the first one that is missing or wrong.
    pub fn read(call: &'static Call, caller: &Caller) -> Result<Self, SdkError> {
        let none = call.args.iter().all(|arg| arg.in_options);
        if !caller.form(call.positional, none) {
            return Err(SdkError::argument("options", "must be an object"));
        }
        let names = names(call);
        let letters = caller.read(&names);
        let mut arguments = Self {
            values: Values::default(),
            over: None,
            timeout: None,
            navigate: true,
            check: true,
            read: letters.len(),
        };
        for (place, letter) in letters.bytes().enumerate() {
            match call.args.get(place) {
                Some(arg) => arguments.take(call, caller, arg, place, letter)?,
                None => {
                    let option = place.saturating_sub(call.args.len());
                    arguments.set(caller, option, place, letter)?;
                }
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
        letter: u8,
    ) -> Result<(), SdkError> {
        let null = arg.kind == Kind::FlagOrNull && letter == letter::NULL;
        if is_missing(letter) && !null {
            return match arg.required {
                true => Err(missing(call, caller, arg)),
                false => Ok(()),
            };
        }
        if letter == letter::SYMBOL {
            return Err(unreadable(arg.name));
        }
        let fits = null
            || match arg.kind {
                Kind::Text | Kind::Mail | Kind::OneOf(_) => letter == letter::TEXT,
                Kind::TextOrNumber => matches!(letter, letter::TEXT | letter::NUMBER),
                Kind::Object => letter == letter::OBJECT,
                Kind::Flag | Kind::FlagOrNull => matches!(letter, letter::TRUE | letter::FALSE),
                Kind::Cancel => caller.listen(place, true),
            };
        if !fits {
            return Err(wrong(arg));
        }
        if arg.kind == Kind::Mail {
            caller.lower(place);
        }
        let flag = letter == letter::TRUE;
        let value = match arg.to {
            To::Stop => return Ok(()),
            To::Options => {
                self.over = Some(place);
                return Ok(());
            }
            To::Captcha => return self.captcha(caller, place),
            To::Contacts => {
                self.contacts(caller, arg, place)?;
                Value::Given(Given(place))
            }
            To::Mode => Value::Flag(flag),
            // What only goes into a body stays where it is.
            To::Body | To::Field(_) => Value::Given(Given(place)),
            _ => Value::Text(caller.text(place)),
        };
        if let Value::Text(text) = &value {
            match arg.to {
                To::Bearer => request::check_header(arg.name, text)?,
                To::LoginUrl => request::check_login_url(text)?,
                To::Segment => request::check_segment(arg.name, text)?,
                _ => {}
            }
            if let Kind::OneOf(words) = arg.kind
                && !words.contains(&text.as_str())
            {
                return Err(wrong(arg));
            }
        }
        self.values.given.push((arg, value));
        Ok(())
    }

    /// An option of the call, by its number in [`names`].
    fn set(
        &mut self,
        caller: &Caller,
        option: usize,
        place: usize,
        letter: u8,
    ) -> Result<(), SdkError> {
        if is_missing(letter) {
            return Ok(());
        }
        let flag = letter == letter::TRUE;
        let number = matches!(letter, letter::NUMBER | letter::NOT_FINITE);
        let (name, fits, must) = match option {
            0 => {
                self.timeout = match number {
                    true => config::milliseconds(caller.number(place)),
                    false => None,
                };
                let must = "must be a number of milliseconds, not negative or NaN";
                ("timeout", self.timeout.is_some(), must)
            }
            1 => {
                let fits = letter == letter::OBJECT && caller.listen(place, false);
                ("signal", fits, "must be an AbortSignal")
            }
            _ => {
                let (name, option) = match option {
                    2 => ("navigate", &mut self.navigate),
                    _ => ("check", &mut self.check),
                };
                *option = flag;
                (name, flag || letter == letter::FALSE, "must be a boolean")
            }
        };
        match (fits, letter) {
            (true, _) => Ok(()),
            (_, letter::SYMBOL) => Err(unreadable(name)),
            _ => Err(SdkError::argument(name, must)),
        }
    }

    /// The four headers of `captchaData`.
    fn captcha(&mut self, caller: &Caller, place: usize) -> Result<(), SdkError> {
        let letters = caller.within(place, request::CAPTCHA_FIELDS);
        for ((name, header), letter) in request::CAPTCHA.into_iter().zip(letters.bytes()) {
            let place = self.read;
            self.read = place.saturating_add(1);
            match letter {
                letter if is_missing(letter) => continue,
                letter::TEXT | letter::NUMBER | letter::NOT_FINITE => {}
                letter::SYMBOL => return Err(unreadable(name)),
                _ => return Err(SdkError::argument(name, "must be a string")),
            }
            let text = caller.text(place);
            request::check_header(name, &text)?;
            self.values.captcha.push((header, text));
        }
        Ok(())
    }

    /// The `fields` of `ask`, their mail address in lower case, and which contacts are among them.
    fn contacts(&mut self, caller: &Caller, arg: &Arg, place: usize) -> Result<(), SdkError> {
        let letters = caller.within(place, "email phone_number");
        for (name, letter) in ["email", "phone_number"].into_iter().zip(letters.bytes()) {
            let contact = self.read;
            self.read = contact.saturating_add(1);
            match letter {
                letter if is_missing(letter) => continue,
                letter::SYMBOL => return Err(unreadable(name)),
                _ => {}
            }
            if name == "phone_number" {
                self.values.phone = true;
                continue;
            }
            self.values.email = Some(Given(contact));
            if letter == letter::TEXT {
                caller.lower(contact);
                if !caller.replace(place, name, contact) {
                    return Err(SdkError::argument(arg.name, "a property of it throws"));
                }
            }
        }
        Ok(())
    }
}

/// The names that the caller reads: the arguments, then the options, which begin with `?`.
fn names(call: &Call) -> String {
    let mut names = String::new();
    for arg in call.args {
        if arg.in_options {
            names.push('?');
        }
        names.push_str(arg.name);
        if !arg.alias.is_empty() {
            names.push('|');
            names.push_str(arg.alias);
        }
        names.push(' ');
    }
    names.push_str(match call.plan {
        Plan::Rounds => "?timeout|timeout ?signal|signal",
        Plan::Navigate => "?timeout ?signal ?navigate ?check",
        _ => "?timeout ?signal",
    });
    names
}

fn missing(call: &Call, caller: &Caller, arg: &Arg) -> SdkError {
    if let Some((other, meant)) = call.mistaken
        && !caller.read(other).bytes().all(is_missing)
    {
        return SdkError::new(
            ErrorKind::Argument,
            &[arg.name, ": missing; for ", other, " call ", meant],
        );
    }
    expected(arg, "", " is required")
}

fn wrong(arg: &Arg) -> SdkError {
    expected(arg, "must be ", "")
}

/// What an argument is to be, said with what stands before and after it.
fn expected(arg: &Arg, before: &str, after: &str) -> SdkError {
    let [one, or, other] = match arg.kind {
        Kind::Text | Kind::Mail => ["a string", "", ""],
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
        &[arg.name, ": ", before, one, or, other, after],
    )
}

fn unreadable(name: &str) -> SdkError {
    SdkError::argument(name, "is a symbol, or throws when it is read")
}
