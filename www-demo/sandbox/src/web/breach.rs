//! Responses that no HTTP server would send: raw bytes, written to the connection
//! instead of a response.

use axum::body::{self, Bytes};
use axum::http::response::Parts;
use axum::response::Response;

const GARBAGE: &[u8] = b"\x16\x03\x01\x02\x00\xff\xfe 220 ready\r\n\x00\x00\r\n\r\n\x80\x81";

/// Marks a response that is replaced by one that breaks HTTP.
#[derive(Clone, Copy)]
pub(crate) enum Breach {
    /// Nothing is sent, and the connection is closed.
    Cut,
    /// The connection is reset in the middle of the headers.
    ResetHeaders,
    /// Bytes that are not HTTP.
    Garbage,
    /// `Content-Length` is half the length of the body.
    WrongLength,
}

/// What to write to the connection instead of a response.
#[derive(Debug)]
pub struct Raw {
    /// All bytes to send, including the status line and headers, if there are any.
    pub bytes: Vec<u8>,
    /// Whether the connection is reset afterwards, rather than closed.
    pub reset: bool,
}

impl Breach {
    /// Returns whether the caller gets a response with a status.
    pub(crate) fn is_answer(self) -> bool {
        matches!(self, Self::WrongLength)
    }
}

impl Raw {
    /// Returns the bytes for a response that is marked with a [`Breach`]. Fails
    /// with the response itself if it is not.
    pub(crate) async fn of(response: Response) -> Result<Self, Response> {
        let Some(breach) = response.extensions().get::<Breach>().copied() else {
            return Err(response);
        };
        let (parts, body) = response.into_parts();
        let body = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        Ok(Self {
            bytes: bytes(breach, &parts, &body),
            reset: matches!(breach, Breach::ResetHeaders),
        })
    }
}

fn bytes(breach: Breach, parts: &Parts, body: &Bytes) -> Vec<u8> {
    match breach {
        Breach::Cut => Vec::new(),
        Breach::ResetHeaders => {
            let mut head = head(parts, body.len());
            // Leaves out the empty line that ends the headers.
            head.truncate(head.len() - b"\r\n\r\n".len());
            head
        }
        Breach::Garbage => GARBAGE.to_vec(),
        Breach::WrongLength => [&head(parts, body.len() / 2), body.as_ref()].concat(),
    }
}

fn head(parts: &Parts, length: usize) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {}\r\n", parts.status).into_bytes();
    for (name, value) in &parts.headers {
        if name != "content-length" {
            head.extend_from_slice(name.as_str().as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value.as_bytes());
            head.extend_from_slice(b"\r\n");
        }
    }
    head.extend_from_slice(format!("content-length: {length}\r\n\r\n").as_bytes());
    head
}
