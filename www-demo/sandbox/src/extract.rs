//! What handlers read from a request, with the service's own errors.

use std::fmt;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::{Form, Json};
use axum_extra::TypedHeader;
use axum_extra::headers::{Authorization, authorization};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Visitor};

use crate::errors::{ApiError, Result};

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            // The reason is left out: it may quote a password.
            Err(JsonRejection::JsonDataError(_)) => Err(ApiError::invalid(
                "A field of the body is missing or of the wrong type.",
            )),
            Err(_) => Err(ApiError::unreadable("The body is not JSON.")),
        }
    }
}

/// A body as a form sends it.
pub(crate) struct FormBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FormBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        match Form::from_request(request, state).await {
            Ok(Form(body)) => Ok(Self(body)),
            // The reason is left out: it may quote a code or a token.
            Err(_) => Err(ApiError::unreadable("The body is not a form.")),
        }
    }
}

/// The query.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(_) => Err(ApiError::unreadable(
                "A parameter is missing or of the wrong type.",
            )),
        }
    }
}

type BearerHeader = TypedHeader<Authorization<authorization::Bearer>>;

/// The token of `Authorization: Bearer …`, not looked at yet.
pub(crate) struct Bearer(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match BearerHeader::from_request_parts(parts, state).await {
            Ok(TypedHeader(Authorization(bearer))) => Ok(Self(bearer.token().to_owned())),
            Err(_) => Err(ApiError::not_signed_in()),
        }
    }
}

/// Whether a solved captcha came along.
pub(crate) struct Captcha(pub(crate) bool);

/// The headers that carry a solved captcha.
pub(crate) const CAPTCHA_HEADERS: [&str; 4] = [
    "x-lot-number",
    "x-captcha-output",
    "x-pass-token",
    "x-gen-time",
];

impl<S: Send + Sync> FromRequestParts<S> for Captcha {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(
            CAPTCHA_HEADERS
                .iter()
                .all(|name| given(&parts.headers, name)),
        ))
    }
}

fn given(headers: &HeaderMap, name: &str) -> bool {
    headers.get(name).is_some_and(|value| !value.is_empty())
}

/// A string, or a number in its place: callers send codes and ids either way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text(pub(crate) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl Visitor<'_> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string or a number")
            }

            fn visit_str<E>(self, value: &str) -> Result<Text, E> {
                Ok(Text(value.to_owned()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}
