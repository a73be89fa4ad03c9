//! Serving over https.

use std::io;
use std::sync::Arc;

use rcgen::CertifiedKey;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::store::options::Https;

/// Returns an acceptor for https connections, with a new self-signed certificate
/// for all the names.
pub(crate) fn acceptor(https: &Https) -> io::Result<TlsAcceptor> {
    let names = [&https.host].into_iter().chain(&https.pages).cloned();
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(names.collect::<Vec<_>>()).map_err(io::Error::other)?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(vec![cert.der().clone()], key.into())
        })
        .map_err(io::Error::other)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
