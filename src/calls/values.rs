//! The arguments of one call, as the caller gave them.
//!
//! `O` is the type of a value that is sent unchanged, a JavaScript value in a browser.

use super::argument::{Arg, To};
use crate::mode::Mode;

/// The value of an argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<O> {
    /// The caller's value, unchanged.
    Opaque(O),
    /// A string that becomes part of a URL: the request's, or `link_url` in the body.
    Text(String),
    /// The mode of the call.
    Mode(Mode),
}

/// The arguments of one call, read and checked.
#[derive(Debug, Clone)]
pub struct Values<O> {
    /// Those that were given, in the order of [`Signature::args`](super::argument::Signature::args).
    pub given: Vec<(&'static Arg, Value<O>)>,
    /// The names and values of the captcha headers.
    pub captcha: Vec<(&'static str, O)>,
    /// The email address among the `fields` of `ask`, in lower case.
    pub email: Option<O>,
    /// Whether a phone number is among them.
    pub phone: bool,
    /// More query parameters, which do not come from arguments.
    pub more: Vec<(&'static str, String)>,
}

impl<O> Default for Values<O> {
    fn default() -> Self {
        Self {
            given: Vec::new(),
            captcha: Vec::new(),
            email: None,
            phone: false,
            more: Vec::new(),
        }
    }
}

impl<O> Values<O> {
    /// Creates the values of a request without arguments, with these query parameters.
    pub fn with_more(more: Vec<(&'static str, String)>) -> Self {
        Self {
            more,
            ..Self::default()
        }
    }

    /// Creates the values of a request with one argument, a string.
    pub fn with_text(arg: &'static Arg, text: &str) -> Self {
        Self {
            given: vec![(arg, Value::Text(text.into()))],
            ..Self::default()
        }
    }

    /// Returns the value, sent unchanged, of the argument that goes there.
    pub fn opaque(&self, to: To) -> Option<&O> {
        self.given.iter().find_map(|(arg, value)| match value {
            Value::Opaque(value) if arg.to == to => Some(value),
            _ => None,
        })
    }

    /// Returns the string of the argument that goes there.
    pub fn text(&self, to: To) -> Option<&str> {
        self.given.iter().find_map(|(arg, value)| match value {
            Value::Text(text) if arg.to == to => Some(text.as_str()),
            _ => None,
        })
    }

    /// Returns the mode that the arguments choose, if they choose one.
    pub fn mode(&self) -> Option<Mode> {
        self.given.iter().find_map(|(_, value)| match value {
            Value::Mode(mode) => Some(*mode),
            _ => None,
        })
    }
}
