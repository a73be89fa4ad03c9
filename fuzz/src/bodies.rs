//! Request bodies.

use serde_json::{Value as Json, json, to_value};
use url::form_urlencoded;
use xsolla_login::{
    body::{Body, Field, Fields, Leaf},
    calls::{
        Call, Method, To,
        values::{Value, Values},
    },
};

use super::{
    Pairs,
    model::{Model, Shown},
};

/// Checks that the body is the one that the documents describe, with each field once.
pub fn body(model: &Model, (name, call): (&str, &Call), values: &Values<Json>, sent: &Body<Json>) {
    let (grant, own): (_, &[&str]) = match name {
        "exchangeCode" => ("authorization_code", &["client_id", "redirect_uri"]),
        "refresh" => ("refresh_token", &["client_id"]),
        _ => ("", &[]),
    };
    assert_eq!(call.grant.unwrap_or(""), grant, "{name}");
    let content_type = match grant {
        "" => "application/json",
        _ => "application/x-www-form-urlencoded",
    };
    assert_eq!(call.content_type(), content_type, "{name}");
    match sent {
        Body::Form(fields) => assert_eq!(texts(fields), form(model, values, grant, own), "{name}"),
        _ if !grant.is_empty() => panic!("{name} has no form: {sent:?}"),
        Body::Opaque(value) => {
            assert_eq!(Some(value), whole(values), "{name}");
        }
        Body::Json(fields) => {
            assert!(whole(values).is_none(), "{name}");
            unique(fields);
            assert_eq!(to_value(fields).unwrap(), json_body(model, name, values));
            assert!(call.method != Method::Get, "{name}");
        }
        Body::Empty => {
            assert!(whole(values).is_none(), "{name}");
            let nothing = call.method == Method::Get
                || json_body(model, name, values) == json!({}) && own_fields(name).is_empty();
            assert!(nothing, "{name} has no body");
        }
    }
}

/// Returns the argument that is the whole body, if the call has one.
fn whole(values: &Values<Json>) -> Option<&Json> {
    values.given.iter().find_map(|given| match given {
        (arg, Value::Opaque(value)) if arg.to == To::Body => Some(value),
        _ => None,
    })
}

fn unique(fields: &Fields<Json>) {
    for (index, (name, field)) in fields.0.iter().enumerate() {
        assert!(fields.0[..index].iter().all(|(other, _)| other != name));
        if let Field::Object(fields) = field {
            unique(fields);
        }
    }
}

/// Returns the fields of a form as pairs of strings.
fn texts(fields: &Fields<Json>) -> Pairs {
    let text = |field: &Field<Json>| match field {
        Field::Leaf(Leaf::Text(text) | Leaf::Opaque(Json::String(text))) => text.clone(),
        other => panic!("{other:?} is no text"),
    };
    let fields = fields.0.iter();
    fields
        .map(|(name, field)| ((*name).to_owned(), text(field)))
        .collect()
}

fn form(model: &Model, values: &Values<Json>, grant: &str, own: &[&str]) -> Pairs {
    let mut fields: Pairs = vec![("grant_type".into(), grant.into())];
    for (arg, value) in &values.given {
        if let (To::Form(name), Value::Opaque(Json::String(text))) = (arg.to, value) {
            fields.push((name.into(), text.clone()));
        }
    }
    fields.extend(model.query(own));
    fields
}

/// Returns the names of the options that are fields of the call's body.
fn own_fields(name: &str) -> &'static [&'static str] {
    match name {
        "agreement" => &["projectId"],
        "otpResendCode" => &["locale"],
        "oauth2ConsentValidate" => &["client_id", "scope"],
        "oauth2PostConsent" => &[
            "projectId",
            "client_id",
            "scope",
            "state",
            "redirect_uri",
            "response_type",
        ],
        _ => &[],
    }
}

/// Builds the JSON body as the documents describe it.
fn json_body(model: &Model, name: &str, values: &Values<Json>) -> Json {
    let mut body = json!({});
    let mut links = json!({});
    for (arg, value) in &values.given {
        match (arg.to, value) {
            (To::Field(name), Value::Opaque(value)) => body[name] = value.clone(),
            (To::Contacts, Value::Opaque(value)) => body["updatedFields"] = value.clone(),
            (To::Link, Value::Text(text)) => links["link_url"] = link(model, text).into(),
            _ => {}
        }
    }
    let has_link = usize::from(links.get("link_url").is_some());
    if let Some(send) = Shown::from(model).send_link[has_link] {
        links["send_link"] = send.into();
    }
    match name {
        "ask" => {
            let (email, phone) = (&values.email, values.phone);
            body["settings"] = json!({});
            if email.is_some() {
                body["settings"]["email"] = links.clone();
            }
            if phone {
                body["settings"]["phone_number"] = links;
            }
            match email {
                Some(email) if model.is_oauth() => body["email"] = email.clone(),
                None if model.is_oauth() => {}
                _ => body["email"] = "".into(),
            }
        }
        "phoneGetCode" | "emailGetCode" => {
            for (name, value) in links.as_object().unwrap() {
                body[name] = value.clone();
            }
        }
        _ => {}
    }
    for name in own_fields(name) {
        match (model.sent(name), model.client_number()) {
            (Some(_), Some(number)) if *name == "client_id" => body[name] = json!(number),
            (Some(text), _) => body[name] = text.into(),
            _ => {}
        }
    }
    body
}

/// Adds `customStyle` and `customLabels` to the query of a link, before its fragment.
fn link(model: &Model, link: &str) -> String {
    let mut added = form_urlencoded::Serializer::new(String::new());
    for name in ["customStyle", "customLabels"] {
        if let Some(text) = model.text(name) {
            added.append_pair(name, &text);
        }
    }
    let added = added.finish();
    let (link, fragment) = link.split_at(link.find('#').unwrap_or(link.len()));
    let glue = match link.split_once('?') {
        _ if added.is_empty() => "",
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    [link, glue, &form_to_escapes(&added), fragment].concat()
}

/// Converts form encoding to percent-encoding: `+` becomes `%20`, `*` is escaped, and `~` is not.
fn form_to_escapes(form: &str) -> String {
    form.replace('+', "%20")
        .replace('*', "%2A")
        .replace("%7E", "~")
}
