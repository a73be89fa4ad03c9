//! The bodies of the sandbox's own control requests. An error names the field that
//! is wrong.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::store::failure::Failure;
use crate::web::error::{ApiError, Result};

/// The JSON body of a control request.
pub(crate) struct Switch<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Switch<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Failure::unreadable("The body cannot be read."))?;
        Ok(Self(parse(&body).map_err(Failure::invalid)?))
    }
}

/// Reads JSON. An error says what is wrong without quoting a value, which may be a
/// password.
pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> std::result::Result<T, String> {
    let mut json = serde_json::Deserializer::from_slice(json);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let why = error.inner().to_string();
        let named = ["unknown field", "unknown variant", "missing field"];
        let is_named = named.iter().any(|start| why.starts_with(start));
        // Leaves out the line and column that serde_json adds.
        let why = why.split(" at line ").next().unwrap_or_default();
        match (is_named, error.inner().classify()) {
            (true, _) => format!("{}: {why}.", error.path()),
            (false, serde_json::error::Category::Data) => {
                format!("{}: of the wrong type, or out of range.", error.path())
            }
            (false, _) => "The body is not JSON.".to_owned(),
        }
    })
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
        age: Option<u8>,
    }

    fn why(json: &str) -> String {
        parse::<Account>(json.as_bytes()).expect_err("refused")
    }

    #[test]
    fn an_error_names_the_field_but_not_its_value() {
        assert!(why(r#"{"pasword":"secret"}"#).starts_with("pasword: unknown field `pasword`"));
        assert_eq!(why("{}"), ".: missing field `password`.");
        let number = why(r#"{"password":12345678}"#);
        assert_eq!(number, "password: of the wrong type, or out of range.");
        let range = why(r#"{"password":"secret","age":1000}"#);
        assert_eq!(range, "age: of the wrong type, or out of range.");
        assert_eq!(why(r#"{"password":"secret"#), "The body is not JSON.");
    }
}
