//! A request as text, for JavaScript to send (`js/exchange.js`).

use crate::address::room;
use crate::request::Request;

/// What is sent, in lines: first the path; then the body, or nothing; a line for each header but
/// `Content-Type`, its name and its value with a carriage return between, which neither may have; an empty line, and the address.
///
/// The body is a form, or JSON in which U+0001 and a letter stand for what the caller gave, A for the
/// first place. No text in it has that character or a line break: JSON escapes them (RFC 8259, 7).
pub fn text(request: &Request) -> String {
    let mut text = room();
    text.push_str(&request.path);
    text.push('\n');
    text.push_str(&request.body);
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

/// What stands in a body for the value at a place.
pub fn place(place: usize) -> String {
    let mut text = String::from('\u{1}');
    text.push(char::from(b'A'.saturating_add(place as u8)));
    text
}

/// A JSON object as it is written.
#[derive(Debug, Default)]
pub struct Object {
    fields: String,
}

impl Object {
    /// Adds a field whose value is written already.
    #[inline(never)]
    pub fn raw(&mut self, name: &str, value: &str) {
        let before = match self.fields.is_empty() {
            true => {
                self.fields = room();
                "{\""
            }
            false => ",\"",
        };
        for part in [before, name, "\":", value] {
            self.fields.push_str(part);
        }
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    /// Whether it has no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The whole object.
    pub fn end(mut self) -> String {
        if self.fields.is_empty() {
            self.fields.push('{');
        }
        self.fields.push('}');
        self.fields
    }
}

/// A JSON string (RFC 8259, 7).
fn quoted(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u32| {
        DIGITS
            .get(value as usize & 15)
            .map_or('0', |d| char::from(*d))
    };
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c < ' ' => {
                quoted.push_str("\\u00");
                quoted.push(digit(u32::from(c) >> 4));
                quoted.push(digit(u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: &str) -> Request {
        Request {
            url: "https://a/".into(),
            path: "/a".into(),
            headers: vec![("Authorization", "Bearer a b".into()), ("X", "1".into())],
            body: body.into(),
            probe: None,
        }
    }

    #[test]
    fn a_message_has_the_path_the_body_the_headers_and_the_address() {
        assert_eq!(
            text(&request("true")),
            "/a\ntrue\nAuthorization\rBearer a b\nX\r1\n\nhttps://a/"
        );
        assert!(text(&request("")).starts_with("/a\n\nAuthorization\r"));
    }

    #[test]
    fn what_is_tried_first_goes_out_in_the_place_of_the_address() {
        let mut request = request("");
        request.probe = Some("https://b/".into());
        assert!(text(&request).ends_with("\n\nhttps://b/"));
    }

    #[test]
    fn an_object_has_its_fields_and_places_for_what_was_given() {
        assert_eq!(Object::default().end(), "{}");
        let mut object = Object::default();
        assert!(object.is_empty());
        object.raw("a", &place(0));
        object.raw("b", "5e+300");
        object.raw("c", &Object::default().end());
        object.raw("d", &place(11));
        object.text("e", "f");
        assert!(!object.is_empty());
        assert_eq!(
            object.end(),
            "{\"a\":\u{1}A,\"b\":5e+300,\"c\":{},\"d\":\u{1}L,\"e\":\"f\"}"
        );
    }

    #[test]
    fn any_text_is_written_so_that_json_reads_it_again() {
        let all: String = ('\0'..'\u{100}').chain("日本😀\u{2028}".chars()).collect();
        let written = quoted(&all);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), all);
        assert!(!written.contains('\u{1}'));
    }
}
