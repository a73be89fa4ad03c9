//! The bodies of the sandbox's own control requests. An error names the field that
//! is wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::failure::Failure;
use crate::web::error::{ApiError, Result};

/// The JSON body of a control request.
pub(crate) struct ControlBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for ControlBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Failure::unreadable("The body cannot be read."))?;
        Ok(Self(parse(&body).map_err(Failure::invalid)?))
    }
}

/// Reads JSON. An error names the field and says what is expected there, without quoting the
/// value, which may be a password.
pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> std::result::Result<T, String> {
    // In two steps, because serde_json takes a number in the place of a name for a syntax error.
    let json: Value =
        serde_json::from_slice(json).map_err(|_| "The body must be JSON.".to_owned())?;
    let null = null_in(&json);
    let read = serde_path_to_error::deserialize(json)
        .map_err(|error| explain(&error.path().to_string(), &error.inner().to_string()))?;
    match null {
        Some(name) => Err(format!("{name}: must not be null; leave it out instead.")),
        None => Ok(read),
    }
}

/// Returns the name of a field that is `null`, which serde takes for one that is missing. JavaScript's `JSON.stringify`
/// makes `null` of `Infinity` and `NaN`.
fn null_in(json: &Value) -> Option<String> {
    let mut fields = json.as_object()?.iter();
    let (name, _) = fields.find(|(_, value)| value.is_null())?;
    Some(name.clone())
}

/// Says in plain words what serde found at the path. `.` is the path of the whole body.
fn explain(path: &str, why: &str) -> String {
    if let Some(name) = why.strip_prefix("missing field ") {
        return format!("{}: is required.", name.trim_matches('`'));
    }
    // The last one, because a value that serde quotes may contain the same words.
    let Some((_, expected)) = why.rsplit_once(", expected ") else {
        return format!("{path}: is not valid.");
    };
    if why.starts_with("unknown field") {
        return format!(
            "{path}: unknown; the names are {}.",
            without_one_of(expected)
        );
    }
    let what = plain(expected);
    match path {
        "." => format!("The body must be {what}."),
        _ => format!("{path}: must be {what}."),
    }
}

/// Returns serde's list of names without the words before it.
fn without_one_of(names: &str) -> &str {
    names.strip_prefix("one of ").unwrap_or(names)
}

/// Returns what serde expects, in words for who writes JavaScript or JSON.
fn plain(expected: &str) -> &str {
    match expected {
        "a boolean" => "true or false",
        "u16" => "an HTTP status, such as 422",
        "u32" => "an integer from 0 to 4294967295",
        "u64" => "an integer, 0 or more",
        "a sequence" => "an array",
        "a map" => "an object",
        "string or map" => "a string",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its being read matters")]
    struct Account {
        password: String,
        kind: Option<Role>,
        confirmed: Option<bool>,
        visits: Option<u64>,
        names: Option<Vec<String>>,
        times: Option<u32>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Role {
        Guest,
        Player,
    }

    fn why(json: &str) -> String {
        parse::<Account>(json.as_bytes()).expect_err("refused")
    }

    #[test]
    fn an_error_names_the_field_but_not_its_value() {
        for (json, expected) in [
            ("{}", "password: is required."),
            (r#"{"password":12345678}"#, "password: must be a string."),
            (r#"{"visits":-1}"#, "visits: must be an integer, 0 or more."),
            (
                r#"{"visits":1.5}"#,
                "visits: must be an integer, 0 or more.",
            ),
            (
                r#"{"confirmed":"secret, expected secret"}"#,
                "confirmed: must be true or false.",
            ),
            (
                r#"{"times":4294967296}"#,
                "times: must be an integer from 0 to 4294967295.",
            ),
            (r#"{"kind":"secret"}"#, "kind: must be `guest` or `player`."),
            (r#"{"kind":7}"#, "kind: must be a string."),
            (r#"{"names":"secret"}"#, "names: must be an array."),
            (r#"{"names":[7]}"#, "names[0]: must be a string."),
            (
                r#"{"pasword":"secret"}"#,
                "pasword: unknown; the names are `password`, `kind`, `confirmed`, `visits`, `names`, `times`.",
            ),
            (
                r#"{"password":"secret","confirmed":null}"#,
                "confirmed: must not be null; leave it out instead.",
            ),
            (
                r#"{"pasword":null}"#,
                "pasword: unknown; the names are `password`, `kind`, `confirmed`, `visits`, `names`, `times`.",
            ),
            ("null", "The body must be an object."),
            (r#"{"password":"secret"#, "The body must be JSON."),
        ] {
            assert_eq!(why(json), expected);
        }
    }
}
