//! The service without a socket: takes a request, returns a response.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use tower::ServiceExt;

use crate::routes;
use crate::store::options::Options;
use crate::store::settings::Change;
use crate::store::state::App;
use crate::web::breach::Raw;
use crate::web::control_body;

/// The service, for callers that handle the connections themselves. Clones share their state.
///
/// Ignores `port` and `https` of the options, since the URL says both.
#[derive(Clone, Debug)]
pub struct Service {
    router: Router,
}

/// The response to a request.
#[derive(Debug)]
pub enum Answer {
    /// A regular HTTP response. Its body may arrive slowly, or break off.
    Http(Response),
    /// Bytes that a fault sends instead of a response.
    Raw(Raw),
}

impl Service {
    /// Creates a service whose base URL is `url`, without a trailing slash. `settings` is JSON, as
    /// POST `/sandbox/options` takes it, and applies from the start.
    ///
    /// # Errors
    ///
    /// Fails with `InvalidInput` if a URL or a lifetime in the options, or a setting, is invalid.
    pub fn new(url: &str, mut options: Options, settings: &str) -> io::Result<Self> {
        let change: Change = control_body::parse(settings.as_bytes()).map_err(invalid)?;
        change.check().map_err(|error| invalid(error.description))?;
        options.https = None;
        let app = App::new(url.to_owned(), 0, options, change)?;
        Ok(Self::of(app))
    }

    pub(crate) fn of(app: App) -> Self {
        Self {
            router: routes::router(&Arc::new(app)),
        }
    }

    /// Returns the response to a request. Dropping the future has the same effect as a client that
    /// disconnects.
    pub async fn answer(&self, request: Request) -> Answer {
        let answered: Result<Response, Infallible> = self.router.clone().oneshot(request).await;
        let Ok(response) = answered;
        match Raw::of(response).await {
            Ok(raw) => Answer::Raw(raw),
            Err(response) => Answer::Http(response),
        }
    }
}

fn invalid(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
