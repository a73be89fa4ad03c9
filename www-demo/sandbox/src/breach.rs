//! Answers that no HTTP server gives: written to the connection by hand, in the
//! place of what the server would send.

use std::io;

use axum::body::{self, Bytes};
use axum::http::response::Parts;
use axum::response::Response;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

const GARBAGE: &[u8] = b"\x16\x03\x01\x02\x00\xff\xfe 220 ready\r\n\x00\x00\r\n\r\n\x80\x81";

/// A connection of http or https.
pub(crate) type Stream = Either<TcpStream, TlsStream<TcpStream>>;

/// Marks a response that is to break HTTP.
#[derive(Clone, Copy)]
pub(crate) enum Breach {
    /// The connection is closed, and nothing is sent.
    Cut,
    /// The connection is reset in the middle of the headers.
    ResetHeaders,
    /// Bytes that are not HTTP.
    Garbage,
    /// `Content-Length` is half of what comes.
    WrongLength,
}

/// A marked response, with what is needed to write it.
pub(crate) struct Broken {
    breach: Breach,
    parts: Parts,
    body: Bytes,
}

impl Breach {
    /// Whether a caller can see a status.
    pub(crate) fn is_answer(self) -> bool {
        matches!(self, Self::WrongLength)
    }
}

impl Broken {
    /// What the response was marked with; the response itself if with nothing.
    pub(crate) async fn of(response: Response) -> Result<Self, Response> {
        let Some(breach) = response.extensions().get::<Breach>().copied() else {
            return Err(response);
        };
        let (parts, body) = response.into_parts();
        let body = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        Ok(Self {
            breach,
            parts,
            body,
        })
    }

    /// Writes it and closes the connection.
    pub(crate) async fn write(self, mut stream: Stream) -> io::Result<()> {
        match self.breach {
            Breach::Cut => {}
            Breach::ResetHeaders => {
                let mut head = self.head(self.body.len());
                // Without the empty line that ends them.
                head.truncate(head.len() - b"\r\n\r\n".len());
                stream.write_all(&head).await?;
                // Closing now sends a reset.
                return match &stream {
                    Either::Left(stream) => stream,
                    Either::Right(stream) => stream.get_ref().0,
                }
                .set_zero_linger();
            }
            Breach::Garbage => stream.write_all(GARBAGE).await?,
            Breach::WrongLength => {
                stream.write_all(&self.head(self.body.len() / 2)).await?;
                stream.write_all(&self.body).await?;
            }
        }
        stream.shutdown().await
    }

    fn head(&self, length: usize) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {}\r\n", self.parts.status).into_bytes();
        for (name, value) in &self.parts.headers {
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
}
