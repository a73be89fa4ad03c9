//! A sandbox, and a browser to call it with.

use std::time::Duration;

use reqwest::{Client, Method};
use sandbox::{CLIENT_ID, Options, PROJECT_ID};
use serde_json::{Value, json};
use url::Url;

pub use crate::answer::{Answer, answer, browser, param, parse, text};
use crate::running::{Running, milliseconds};

pub const APP: &str = "http://localhost:8080/";
pub const PASSWORD: &str = "password123";

/// A sandbox and a browser that keeps cookies.
pub struct World {
    pub sandbox: Running,
    pub browser: Client,
}

impl World {
    /// Starts a sandbox whose accounts need no confirmation, with a short long
    /// poll.
    pub async fn open() -> Self {
        Self::with(Options {
            confirm_mail: false,
            ..Self::options()
        })
        .await
    }

    pub fn options() -> Options {
        Options {
            app: APP.into(),
            long_poll: Duration::from_millis(50),
            ..Options::default()
        }
    }

    pub async fn with(options: Options) -> Self {
        Self {
            sandbox: Running::start(options).await,
            browser: browser(),
        }
    }

    pub fn api(&self, path: &str) -> Url {
        Url::parse(&format!("{}/api{path}", self.sandbox.url)).expect("an address")
    }

    /// Returns the URL of a JWT call: the path with `projectId`.
    pub fn jwt(&self, path: &str) -> Url {
        with_query(self.api(path), &[("projectId", PROJECT_ID)])
    }

    /// Returns the URL of an OAuth call: the path with everything that such a call
    /// needs.
    pub fn oauth(&self, path: &str) -> Url {
        let query = [
            ("projectId", PROJECT_ID),
            ("client_id", &CLIENT_ID.to_string()),
            ("response_type", "code"),
            ("state", "abcdefgh"),
            ("redirect_uri", APP),
        ];
        with_query(self.api(path), &query)
    }

    pub async fn get(&self, url: Url) -> Answer {
        answer(self.browser.get(url)).await
    }

    pub async fn post(&self, url: Url, body: Value) -> Answer {
        answer(self.browser.post(url).json(&body)).await
    }

    pub async fn put(&self, url: Url, body: Value) -> Answer {
        answer(self.browser.put(url).json(&body)).await
    }

    /// Sends a form, as a page or a caller of the token endpoint does.
    pub async fn form(&self, url: Url, fields: &[(&str, &str)]) -> Answer {
        answer(self.browser.post(url).form(fields)).await
    }

    /// Returns the URL of a path outside the service.
    pub fn page(&self, path: &str) -> Url {
        Url::parse(&format!("{}{path}", self.sandbox.url)).expect("an address")
    }

    pub async fn bearer(&self, path: &str, token: &str) -> Answer {
        answer(self.browser.get(self.jwt(path)).bearer_auth(token)).await
    }

    /// Opens a link as a browser does, but does not follow a redirect.
    pub async fn follow(&self, link: &str) -> Answer {
        self.get(Url::parse(link).expect("a link")).await
    }

    pub async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        let url = format!("{}/sandbox{path}", self.sandbox.url);
        answer(self.browser.request(method, url).json(&body)).await
    }

    /// Returns the newest message to this email address or phone number.
    pub async fn message(&self, to: &str) -> Value {
        let messages = self.messages(to).await;
        messages.first().cloned().unwrap_or_default()
    }

    pub async fn messages(&self, to: &str) -> Vec<Value> {
        let url = format!("{}/sandbox/outbox.json", self.sandbox.url);
        let url = Url::parse_with_params(&url, [("to", to)]).expect("an address");
        let answer = self.get(url).await;
        answer.json.as_array().cloned().expect("a list")
    }

    pub async fn requests(&self) -> Vec<Value> {
        let url = format!("{}/sandbox/requests.json", self.sandbox.url);
        let answer = self.follow(&url).await;
        answer.json.as_array().cloned().expect("a list")
    }

    /// Returns once a request to the path has arrived.
    pub async fn arrived(&self, path: &str) {
        let is_this = |request: &Value| request["path"] == path;
        while !self.requests().await.iter().any(is_this) {
            tokio::task::yield_now().await;
        }
    }

    pub async fn fault(&self, fault: Value) {
        let answer = self.control(Method::POST, "/faults", fault).await;
        assert_eq!(answer.status, 204, "{answer:?}");
    }

    pub async fn settings(&self, change: Value) {
        let answer = self.control(Method::POST, "/options", change).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// Advances the clock that decides when things expire.
    pub async fn advance(&self, by: Duration) {
        let by = json!({ "advanceMs": milliseconds(by) });
        let answer = self.control(Method::POST, "/clock", by).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    pub async fn sign_up(&self, name: &str) -> Answer {
        self.post(self.jwt("/user"), account(name)).await
    }

    pub async fn log_in(&self, name: &str, password: &str) -> Answer {
        let credentials = json!({ "username": name, "password": password });
        self.post(self.jwt("/login"), credentials).await
    }

    /// Signs up and returns the token.
    pub async fn token_of(&self, name: &str) -> String {
        self.sign_up(name).await.param("token")
    }

    /// Requests a code and returns the id of the operation and the code.
    pub async fn code_for(&self, phone: &str) -> (String, String) {
        let body = json!({ "phone_number": phone });
        let answer = self.post(self.jwt("/login/phone/request"), body).await;
        let id = answer.json["operation_id"].as_str().expect("an id");
        (id.into(), text(&self.message(phone).await["code"]))
    }

    pub async fn confirm_phone(&self, phone: &str, id: &str, code: &str) -> Answer {
        let body = json!({ "phone_number": phone, "operation_id": id, "code": code });
        self.post(self.jwt("/login/phone/confirm"), body).await
    }
}

pub fn account(name: &str) -> Value {
    json!({ "username": name, "email": mail(name), "password": PASSWORD })
}

pub fn mail(name: &str) -> String {
    format!("{name}@game.example")
}

pub fn with_query(mut url: Url, query: &[(&str, &str)]) -> Url {
    url.query_pairs_mut().extend_pairs(query);
    url
}

/// Returns the claims of a token, without verifying it.
pub fn claims(token: &str) -> Value {
    let token = jsonwebtoken::dangerous::insecure_decode::<Value>(token);
    token.expect("a token").claims
}
