//! The service without a socket: a request in, an answer out.

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
use crate::web::switch;

/// The service, for whoever brings the connections. Clones share what it remembers.
///
/// It does not look at the port and the `https` of the options: the address says both.
#[derive(Clone, Debug)]
pub struct Service {
    router: Router,
}

/// What a request is answered with.
#[derive(Debug)]
pub enum Answer {
    /// An answer as HTTP has them. Its body may come slowly, or break.
    Http(Response),
    /// What a fault wants in its place.
    Raw(Raw),
}

impl Service {
    /// A service that calls itself by this address, which has no slash at the end. The settings are
    /// what POST `/sandbox/options` takes, as JSON, and hold from the start on.
    ///
    /// # Errors
    ///
    /// If an address, a lifetime or a setting makes no sense (`InvalidInput`).
    pub fn new(url: &str, mut options: Options, settings: &str) -> io::Result<Self> {
        let change: Change = switch::parse(settings.as_bytes()).map_err(invalid)?;
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

    /// Answers a request. Dropping the future is the caller's going away.
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
