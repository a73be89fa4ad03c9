//! The listeners and their connections.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

use crate::service::{Answer, Service};
use crate::store::options::Options;
use crate::store::settings::Change;
use crate::store::state::App;
use crate::tls;
use crate::web::breach::Raw;

/// How many free ports are tried, if `port` is 0, until one is free on both
/// 127.0.0.1 and ::1.
const PORT_TRIES: usize = 8;

/// An http or https connection.
type Stream = Either<TcpStream, TlsStream<TcpStream>>;

/// A running sandbox. [`stop`](Self::stop), or dropping it, stops it and ends every
/// open request.
#[derive(Debug)]
pub struct Sandbox {
    /// Its base URL: `http://localhost:PORT`, or `https://HOST:PORT` if it serves
    /// over https. The service is at `{url}/api`.
    pub url: String,
    closing: watch::Sender<()>,
    listeners: JoinSet<()>,
}

impl Sandbox {
    /// Starts a sandbox on 127.0.0.1 and, if the system has it, on ::1.
    ///
    /// # Errors
    ///
    /// Fails if the port is taken, if a URL or a lifetime in the options is invalid
    /// (`InvalidInput`), or if no certificate can be created for the host names of
    /// `https`.
    pub async fn start(options: Options) -> io::Result<Self> {
        let (v4, v6) = bind(options.port).await?;
        let port = v4.local_addr()?.port();
        let acceptor = options.https.as_ref().map(tls::acceptor).transpose()?;
        let url = match &options.https {
            Some(https) => format!("https://{}:{port}", https.host),
            None => format!("http://localhost:{port}"),
        };
        let app = App::new(url.clone(), port, options, Change::default())?;
        let service = Service::of(app);
        let closing = watch::Sender::new(());
        let mut listeners = JoinSet::new();
        for listener in [Some(v4), v6].into_iter().flatten() {
            listeners.spawn(listen(
                listener,
                acceptor.clone(),
                service.clone(),
                closing.subscribe(),
            ));
        }
        Ok(Self {
            url,
            closing,
            listeners,
        })
    }

    /// Closes every connection, and returns when everything has stopped.
    pub async fn stop(mut self) {
        self.closing.send_replace(());
        while self.listeners.join_next().await.is_some() {}
    }
}

/// Binds the port on 127.0.0.1, and on ::1 if the system has it.
async fn bind(port: u16) -> io::Result<(TcpListener, Option<TcpListener>)> {
    let tries = if port == 0 { PORT_TRIES } else { 1 };
    for _ in 0..tries {
        let v4 = TcpListener::bind((IpAddr::from(Ipv4Addr::LOCALHOST), port)).await?;
        let taken = v4.local_addr()?.port();
        match TcpListener::bind((IpAddr::from(Ipv6Addr::LOCALHOST), taken)).await {
            Ok(v6) => return Ok((v4, Some(v6))),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(_) => return Ok((v4, None)),
        }
    }
    // Fails rather than use 127.0.0.1 alone: browsers that try ::1 first would
    // reach another program.
    Err(ErrorKind::AddrInUse.into())
}

async fn listen(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    service: Service,
    mut closing: watch::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, acceptor.clone(), service.clone()));
                }
                // Most likely out of file descriptors; some will be free soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
            _ = closing.changed() => break,
        }
    }
    connections.shutdown().await;
}

async fn serve(stream: TcpStream, acceptor: Option<TlsAcceptor>, service: Service) {
    // Sends small responses at once. If this fails, they are only slower.
    let _ = stream.set_nodelay(true);
    let stream: Stream = match acceptor {
        None => Either::Left(stream),
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(stream) => Either::Right(stream),
            // A browser that does not trust the certificate disconnects.
            Err(_) => return,
        },
    };
    let broken = Arc::new(Mutex::new(None));
    let connected = service_fn(|request: hyper::Request<Incoming>| {
        answer(service.clone(), request.map(Body::new), Arc::clone(&broken))
    });
    let mut connection = http1::Builder::new()
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), connected);
    // An error means that the client disconnected, or that a fault broke the
    // response on purpose.
    let _ = (&mut connection).await;
    let stream = connection.into_parts().io.into_inner();
    let broken = broken.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(broken) = broken {
        // A write error means that the client has disconnected: nobody is left to
        // receive the bytes.
        let _ = write(broken, stream).await;
    }
}

/// Returns the service's response. Bytes that break HTTP are put into `broken`
/// instead, and the error makes hyper stop without a response.
async fn answer(
    service: Service,
    request: Request,
    broken: Arc<Mutex<Option<Raw>>>,
) -> Result<Response, NoAnswer> {
    match service.answer(request).await {
        Answer::Http(response) => Ok(response),
        Answer::Raw(found) => {
            *broken.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            Err(NoAnswer)
        }
    }
}

/// Writes the bytes, then closes or resets the connection.
async fn write(raw: Raw, mut stream: Stream) -> io::Result<()> {
    stream.write_all(&raw.bytes).await?;
    if !raw.reset {
        return stream.shutdown().await;
    }
    // With zero linger, closing the connection sends a reset.
    match &stream {
        Either::Left(stream) => stream,
        Either::Right(stream) => stream.get_ref().0,
    }
    .set_zero_linger()
}

/// The error that makes hyper stop without writing a response.
#[derive(Debug)]
struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("broken on demand")
    }
}

impl std::error::Error for NoAnswer {}
