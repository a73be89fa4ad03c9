//! Sending a request, and the response to it.

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::Value;
use tokio_rustls::rustls::crypto::ring;
use url::Url;

/// A response, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null if the body is not JSON.
    pub json: Value,
}

impl Answer {
    #[track_caller]
    pub fn is(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.code()),
            (status, Some(code)),
            "{}",
            self.text
        );
    }

    pub fn code(&self) -> Option<&str> {
        self.json["error"]["code"].as_str()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn login_url(&self) -> Url {
        parse(&self.json["login_url"])
    }

    /// Returns a query parameter of the `login_url`.
    pub fn param(&self, name: &str) -> String {
        param(&self.login_url(), name).expect("a parameter")
    }

    pub fn location(&self) -> Url {
        assert_eq!(self.status, 302, "{}", self.text);
        self.to()
    }

    /// Returns where the response to a form redirects to.
    pub fn see_other(&self) -> Url {
        assert_eq!(self.status, 303, "{}", self.text);
        self.to()
    }

    fn to(&self) -> Url {
        Url::parse(self.header("location").expect("a location")).expect("an address")
    }
}

/// Returns a client that keeps cookies, accepts any certificate and does not follow
/// redirects.
pub fn browser() -> Client {
    // Fails if another test has installed it already.
    let _ = ring::default_provider().install_default();
    Client::builder()
        .danger_accept_invalid_certs(true)
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .build()
        .expect("a client")
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = response.text().await.expect("a body");
    let json = serde_json::from_str(&text).unwrap_or_default();
    Answer {
        status,
        headers,
        text,
        json,
    }
}

pub fn param(url: &Url, name: &str) -> Option<String> {
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}

pub fn parse(address: &Value) -> Url {
    Url::parse(&text(address)).expect("an address")
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}
