//! What handlers read from a request. Errors have the service's format.

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::{Form, Json};
use axum_extra::TypedHeader;
use axum_extra::headers::{Authorization, authorization};
use serde::de::DeserializeOwned;

use crate::store::failure::Failure;
use crate::web::error::{ApiError, Result};

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            // Leaves out the reason, which may quote a password.
            Err(JsonRejection::JsonDataError(_)) => {
                Err(Failure::invalid("A field of the body is missing or of the wrong type.").into())
            }
            Err(_) => Err(Failure::unreadable("The body is not JSON.").into()),
        }
    }
}

/// A form-encoded body.
pub(crate) struct FormBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for FormBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        match Form::from_request(request, state).await {
            Ok(Form(body)) => Ok(Self(body)),
            // Leaves out the reason, which may quote a code or a token.
            Err(_) => Err(Failure::unreadable("The body is not a form.").into()),
        }
    }
}

/// The query parameters.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(_) => {
                Err(Failure::unreadable("A parameter is missing or of the wrong type.").into())
            }
        }
    }
}

type BearerHeader = TypedHeader<Authorization<authorization::Bearer>>;

/// The token of `Authorization: Bearer …`, not validated yet.
pub(crate) struct Bearer(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match BearerHeader::from_request_parts(parts, state).await {
            Ok(TypedHeader(Authorization(bearer))) => Ok(Self(bearer.token().to_owned())),
            Err(_) => Err(Failure::not_signed_in().into()),
        }
    }
}

/// Whether the request contains a solved captcha: all of [`CAPTCHA_HEADERS`], none
/// of them empty.
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
