//! Request bodies. In a browser, `src/transport/body.rs` turns the fields into what `JSON.stringify` takes,
//! with the caller's own values unchanged; the tests serialize the same fields with serde_json.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::calls::values::{Value, Values};
use crate::calls::{Arg, Call, To};
use crate::config::Config;
use crate::config::options::TextOption;
use crate::mode::Mode;

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body<O> {
    /// No body.
    Empty,
    /// What the caller gave, sent as JSON.
    Opaque(O),
    /// A JSON object.
    Json(Fields<O>),
    /// A form (WHATWG URL, application/x-www-form-urlencoded).
    Form(Fields<O>),
}

/// The fields of an object or a form, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields<O>(pub Vec<(&'static str, Field<O>)>);

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Field<O> {
    /// A single value.
    Leaf(Leaf<O>),
    /// An object.
    Object(Fields<O>),
}

/// The value of a field, unless it is an object that is built here.
#[derive(Debug, Clone, PartialEq)]
pub enum Leaf<O> {
    /// The caller's value, unchanged.
    Opaque(O),
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
}

// Only the tests serialize whole fields: in a browser, `src/transport/body.rs` builds the object, and serde converts
// its leaves.

impl<O: Serialize> Serialize for Fields<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<O: Serialize> Serialize for Field<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Leaf(leaf) => leaf.serialize(serializer),
            Field::Object(object) => object.serialize(serializer),
        }
    }
}

impl<O: Serialize> Serialize for Leaf<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Leaf::Opaque(value) => value.serialize(serializer),
            Leaf::Text(text) => serializer.serialize_str(text),
            Leaf::Number(number) => serializer.serialize_f64(*number),
            Leaf::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

impl<O> Fields<O> {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn push(&mut self, name: &'static str, leaf: Leaf<O>) {
        self.0.push((name, Field::Leaf(leaf)));
    }

    fn object(&mut self, name: &'static str, object: Fields<O>) {
        self.0.push((name, Field::Object(object)));
    }

    fn text(&mut self, name: &'static str, text: &str) {
        self.push(name, Leaf::Text(text.into()));
    }
}

/// Builds the body of a call.
pub fn build<O: Clone>(config: &Config, call: &Call, values: &Values<O>, mode: Mode) -> Body<O> {
    if let Some(grant) = call.grant {
        return Body::Form(form(config, call, values, grant));
    }
    let mut fields = Fields::new();
    let mut link = None;
    let mut contacts = false;
    for (arg, value) in &values.given {
        match (arg.to, value) {
            (To::Body, Value::Opaque(value)) => return Body::Opaque(value.clone()),
            (To::Field(name), Value::Opaque(value)) => {
                fields.push(name, Leaf::Opaque(value.clone()))
            }
            (To::Link, Value::Text(text)) => link = Some(config.link(text)),
            (To::Contacts, Value::Opaque(value)) => {
                contacts = true;
                fields.push("updatedFields", Leaf::Opaque(value.clone()));
            }
            // Cannot occur: `request::is_sent_unchanged` decides whether a value is text.
            (To::Body | To::Field(_) | To::Link | To::Contacts, _) => {}
            // Not in a JSON body. Listed, so that a new place cannot be forgotten here.
            (
                To::Parameter(_)
                | To::Form(_)
                | To::Bearer
                | To::Captcha
                | To::Mode
                | To::LoginUrl
                | To::Stop
                | To::Segment
                | To::Options
                | To::Here
                | To::Mistake(_),
                _,
            ) => {}
        }
    }
    let link = link.as_deref();
    if contacts {
        push_contacts(&mut fields, config, values, link, mode);
    } else if call.send_link {
        push_link(&mut fields, config, link);
    }
    for option in call.body_options {
        push_option(&mut fields, config, *option);
    }
    match fields.0.is_empty() && call.body_options.is_empty() {
        true => Body::Empty,
        false => Body::Json(fields),
    }
}

/// Adds `settings`, which says how the email address and phone number among the fields of `ask` are confirmed,
/// and `email`.
fn push_contacts<O: Clone>(
    fields: &mut Fields<O>,
    config: &Config,
    values: &Values<O>,
    link: Option<&str>,
    mode: Mode,
) {
    let mut settings = Fields::new();
    for (name, is_there) in [
        ("email", values.email.is_some()),
        ("phone_number", values.phone),
    ] {
        if is_there {
            let mut entry = Fields::new();
            push_link(&mut entry, config, link);
            settings.object(name, entry);
        }
    }
    fields.object("settings", settings);
    match (mode, &values.email) {
        (Mode::Oauth, Some(email)) => fields.push("email", Leaf::Opaque(email.clone())),
        (Mode::Oauth, None) => {}
        (Mode::Jwt, _) => fields.text("email", ""),
    }
}

/// Builds the form for the token endpoint.
fn form<O: Clone>(config: &Config, call: &Call, values: &Values<O>, grant: &str) -> Fields<O> {
    let mut form = Fields::new();
    form.text("grant_type", grant);
    for given in &values.given {
        if let (
            Arg {
                to: To::Form(name), ..
            },
            Value::Opaque(value),
        ) = given
        {
            form.push(name, Leaf::Opaque(value.clone()));
        }
    }
    for option in call.body_options {
        if let Some(text) = config.sent(*option) {
            form.push(option.name(), Leaf::Text(text));
        }
    }
    form
}

fn push_option<O>(fields: &mut Fields<O>, config: &Config, option: TextOption) {
    let leaf = match (option, config.client_number()) {
        (TextOption::ClientId, Some(number)) => Some(Leaf::Number(number)),
        _ => config.sent(option).map(Leaf::Text),
    };
    if let Some(leaf) = leaf {
        fields.push(option.name(), leaf);
    }
}

fn push_link<O>(fields: &mut Fields<O>, config: &Config, link: Option<&str>) {
    if let Some(link) = link {
        fields.text("link_url", link);
    }
    if let Some(send_link) = config.send_link(link.is_some()) {
        fields.push("send_link", Leaf::Flag(send_link));
    }
}
