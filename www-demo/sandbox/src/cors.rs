//! Which origins may call what (CORS).
//!
//! The service accepts registered origins only, with credentials; a response to any
//! other origin has no CORS header at all. The CDN and the sandbox's own control
//! paths accept every origin, without credentials.

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use crate::store::state::Shared;
use crate::web::extract::CAPTCHA_HEADERS;

/// Returns the rules of the service.
pub(crate) fn service(app: &Shared) -> CorsLayer {
    let origins: Vec<HeaderValue> = app
        .origins
        .iter()
        .filter_map(|origin| origin.parse().ok())
        .collect();
    let captcha = CAPTCHA_HEADERS.map(HeaderName::from_static);
    let headers = [AUTHORIZATION, CONTENT_TYPE].into_iter().chain(captcha);
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT])
        .allow_headers(headers.collect::<Vec<_>>())
        .expose_headers([
            RETRY_AFTER,
            HeaderName::from_static("x-captcha-enabled"),
            HeaderName::from_static("x-request-id"),
        ])
}

/// Returns the rules of the CDN: everyone may read, without credentials.
pub(crate) fn cdn() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET])
}

/// Returns the rules of the sandbox's own control paths.
pub(crate) fn control() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([CONTENT_TYPE])
}

/// Removes the CORS headers that the layer still sets when it allows no origin.
pub(crate) async fn all_or_nothing(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        return response;
    }
    let left: Vec<HeaderName> = headers
        .keys()
        .filter(|name| name.as_str().starts_with("access-control-"))
        .cloned()
        .collect();
    for name in left {
        headers.remove(name);
    }
    response
}
