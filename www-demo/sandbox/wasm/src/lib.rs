//! The sandbox service for JavaScript: a request goes in, and the answer comes out piece by piece.
//!
//! `www-demo/sandbox/npm` wraps it as an npm package.

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Builder;
use axum::response::Response;
use futures_util::future::{AbortHandle, abortable};
use http_body_util::BodyExt;
use js_sys::{Array, Uint8Array};
use sandbox::{Answer, Options};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// Who gets the answer. First `head` or `raw`; after `head` any number of `data`, then `end` or `cut`.
    pub type Sink;

    /// The status and the headers, as `[name, value]`; a name may come twice.
    #[wasm_bindgen(method)]
    fn head(this: &Sink, status: u16, headers: Array);

    /// A piece of the body.
    #[wasm_bindgen(method)]
    fn data(this: &Sink, piece: Uint8Array);

    /// The answer is complete.
    #[wasm_bindgen(method)]
    fn end(this: &Sink);

    /// The connection is to be closed in the middle of the body.
    #[wasm_bindgen(method)]
    fn cut(this: &Sink);

    /// In the place of an answer, these bytes are to be written to the connection, which is then reset or
    /// closed.
    #[wasm_bindgen(method)]
    fn raw(this: &Sink, bytes: Uint8Array, reset: bool);

    /// The request cannot be one of HTTP.
    #[wasm_bindgen(method)]
    fn refuse(this: &Sink, why: &str);
}

/// One service, with users, messages and faults of its own.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Service {
    service: sandbox::Service,
}

/// A request that is being answered.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Call {
    handle: AbortHandle,
}

#[wasm_bindgen]
impl Call {
    /// The caller has gone away: nothing more comes, and timers end.
    pub fn cancel(&self) {
        self.handle.abort();
    }
}

#[wasm_bindgen]
impl Service {
    /// A service at `url`, for one project and its OAuth client. The first callback is where mails lead to. The
    /// settings are what POST `/sandbox/options` takes, as JSON.
    ///
    /// # Errors
    ///
    /// If an address or a setting makes no sense; the message names it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        url: &str,
        project: String,
        client: f64,
        origins: Vec<String>,
        callbacks: Vec<String>,
        settings: &str,
    ) -> Result<Self, JsError> {
        console_error_panic_hook::set_once();
        let mut callbacks = callbacks.into_iter();
        let defaults = Options::default();
        let options = Options {
            app: callbacks.next().unwrap_or(defaults.app),
            callbacks: callbacks.collect(),
            project_id: project,
            client_id: client as u64,
            origins,
            ..Options::default()
        };
        match sandbox::Service::new(url, options, settings) {
            Ok(service) => Ok(Self { service }),
            Err(error) => Err(JsError::new(&error.to_string())),
        }
    }

    /// Answers a request to `target`, a path with its query. Headers are `[name, value]`.
    pub fn answer(
        &self,
        method: &str,
        target: &str,
        headers: Vec<Array>,
        body: Vec<u8>,
        sink: Sink,
    ) -> Call {
        let request = headers
            .iter()
            .fold(Request::builder().method(method).uri(target), with_header)
            .body(Body::from(body));
        let service = self.service.clone();
        let (work, handle) = abortable(async move {
            match request {
                Ok(request) => send(service.answer(request).await, &sink).await,
                Err(error) => sink.refuse(&error.to_string()),
            }
        });
        spawn_local(async move {
            // Aborted: nobody listens any more.
            let _ = work.await;
        });
        Call { handle }
    }
}

fn with_header(request: Builder, pair: &Array) -> Builder {
    let text = |at| pair.get(at).as_string().unwrap_or_default();
    request.header(text(0), text(1))
}

async fn send(answer: Answer, sink: &Sink) {
    match answer {
        Answer::Http(response) => send_http(response, sink).await,
        Answer::Raw(raw) => sink.raw(Uint8Array::from(raw.bytes.as_slice()), raw.reset),
    }
}

async fn send_http(response: Response, sink: &Sink) {
    let (parts, mut body) = response.into_parts();
    let headers = Array::new();
    for (name, value) in &parts.headers {
        // A byte is a character, as Node and the fetch standard have it.
        let value: String = value.as_bytes().iter().copied().map(char::from).collect();
        headers.push(&Array::of2(&name.as_str().into(), &value.into()));
    }
    sink.head(parts.status.as_u16(), headers);
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return sink.cut();
        };
        if let Some(piece) = frame.data_ref() {
            sink.data(Uint8Array::from(piece.as_ref()));
        }
    }
    sink.end();
}
