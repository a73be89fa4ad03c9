//! A request as text, for JavaScript to send (`js/exchange.js`).

use crate::arguments::Given;
use crate::calls::Call;
use crate::request::{Request, Value};

/// What is sent, in lines: first method, path, credentials, redirect and cache with a space between,
/// none of which has one; then the body, or nothing; a line for each header, its name and its value with
/// a carriage return between, which neither may have; an empty line, and the address.
///
/// The body is a form, or JSON in which U+0001 and a letter stand for what the caller gave, A for the
/// first place. No text in it has that character or a line break: JSON escapes them (RFC 8259, 7).
pub fn text(call: &Call, request: &Request<Given>) -> String {
    let policy = call.policy;
    let mut text = String::from(call.method.name());
    for word in [
        &request.path,
        policy.credentials,
        policy.redirect,
        policy.cache,
    ] {
        text.push(' ');
        text.push_str(word);
    }
    text.push('\n');
    if let Some(body) = &request.body {
        write(body, &mut text);
    }
    text.push_str(request.form.as_deref().unwrap_or_default());
    text.push('\n');
    for (name, value) in &request.headers {
        text.push_str(name);
        text.push('\r');
        text.push_str(value);
        text.push('\n');
    }
    text.push('\n');
    text.push_str(request.probe.as_ref().unwrap_or(&request.url));
    text
}

fn write(value: &Value<Given>, into: &mut String) {
    match value {
        Value::Given(Given(place)) => {
            into.push('\u{1}');
            into.push(char::from(b'A'.saturating_add(*place as u8)));
        }
        Value::Text(text) => quote(text, into),
        Value::Flag(flag) => into.push_str(if *flag { "true" } else { "false" }),
        Value::Number(_, number) => into.push_str(number),
        Value::Fields(fields) => {
            let mut before = '{';
            for (name, value) in fields {
                into.push(before);
                quote(name, into);
                into.push(':');
                write(value, into);
                before = ',';
            }
            if fields.is_empty() {
                into.push(before);
            }
            into.push('}');
        }
    }
}

/// A JSON string (RFC 8259, 7).
fn quote(text: &str, into: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u32| {
        DIGITS
            .get(value as usize & 15)
            .map_or('0', |d| char::from(*d))
    };
    into.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                into.push('\\');
                into.push(c);
            }
            c if c < ' ' => {
                into.push_str("\\u00");
                into.push(digit(u32::from(c) >> 4));
                into.push(digit(u32::from(c)));
            }
            c => into.push(c),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::CALLS;

    fn request(body: Value<Given>) -> Request<Given> {
        Request {
            url: "https://a/".into(),
            path: "/a".into(),
            headers: vec![("Authorization", "Bearer a b".into()), ("X", "1".into())],
            body: Some(body),
            form: None,
            probe: None,
        }
    }

    fn text(request: &Request<Given>) -> String {
        super::text(&CALLS[0], request)
    }

    fn body(value: Value<Given>) -> String {
        let text = text(&request(value));
        text.split('\n').nth(1).unwrap().to_owned()
    }

    #[test]
    fn a_message_has_the_policy_the_body_the_headers_and_the_address() {
        assert_eq!(
            text(&request(Value::Flag(true))),
            "POST /a include error no-store\ntrue\nAuthorization\rBearer a b\nX\r1\n\nhttps://a/"
        );
    }

    #[test]
    fn what_is_tried_first_goes_out_in_the_place_of_the_address() {
        let mut request = request(Value::Flag(true));
        request.probe = Some("https://b/".into());
        assert!(text(&request).ends_with("\n\nhttps://b/"));
    }

    #[test]
    fn a_body_is_json_with_places_for_what_was_given() {
        let given = Value::Fields(vec![
            ("a", Value::Given(Given(0))),
            ("b", Value::Number(5e300, "5e+300".into())),
            ("c", Value::Fields(vec![])),
            ("d", Value::Given(Given(11))),
            ("e", Value::Flag(false)),
        ]);
        assert_eq!(
            body(given),
            "{\"a\":\u{1}A,\"b\":5e+300,\"c\":{},\"d\":\u{1}L,\"e\":false}"
        );
    }

    #[test]
    fn any_text_is_written_so_that_json_reads_it_again() {
        let all: String = ('\0'..'\u{100}').chain("日本😀\u{2028}".chars()).collect();
        let written = body(Value::Text(all.clone()));
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), all);
        assert!(!written.contains('\u{1}'));
    }

    #[test]
    fn a_form_is_a_body_as_it_is() {
        let mut request = request(Value::Flag(true));
        request.body = None;
        request.form = Some("a=b".into());
        assert!(text(&request).contains("\na=b\nAuthorization\r"));
    }
}
