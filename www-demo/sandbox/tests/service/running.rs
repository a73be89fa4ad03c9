//! The sandbox of a test: the one of this crate, in the process of the test, or, if `SANDBOX_SERVERS` contains the
//! URL of `tests/sandbox/servers.mjs`, the one of the npm package, which is the same source compiled to WebAssembly.

use std::env;
use std::time::Duration;

use sandbox::{Options, Sandbox};
use serde_json::{Value, json};

use crate::answer::{answer, browser};

/// A sandbox that responds at `url`.
pub struct Running {
    pub url: String,
    /// `None` for a sandbox of the npm package, which ends with its process.
    native: Option<Sandbox>,
}

impl Running {
    pub async fn start(options: Options) -> Self {
        if let Some(servers) = servers() {
            let made = answer(browser().post(servers).json(&settings(&options))).await;
            let url = made.json["url"].as_str();
            let url = url.unwrap_or_else(|| panic!("{made:?}")).to_owned();
            return Self { url, native: None };
        }
        let sandbox = Sandbox::start(options).await.expect("a free port");
        Self {
            url: sandbox.url.clone(),
            native: Some(sandbox),
        }
    }

    pub async fn stop(self) {
        match (self.native, servers()) {
            (Some(sandbox), _) => sandbox.stop().await,
            (None, Some(servers)) => {
                let stopped = answer(browser().delete(servers).body(self.url)).await;
                assert_eq!(stopped.status, 204, "{stopped:?}");
            }
            (None, None) => unreachable!(),
        }
    }
}

fn servers() -> Option<String> {
    env::var("SANDBOX_SERVERS").ok()
}

/// Returns the options as `startServer` of the npm package takes them.
fn settings(options: &Options) -> Value {
    let callbacks = [&options.app].into_iter().chain(&options.callbacks);
    json!({
        "port": options.port,
        "projectId": options.project_id,
        "clientId": options.client_id,
        "origins": options.origins,
        "callbacks": callbacks.collect::<Vec<_>>(),
        "confirmMail": options.confirm_mail,
        "longPollMs": milliseconds(options.long_poll),
        "askStatus": options.ask_status,
        "askFields": options.ask_fields,
        "secondFactor": options.second_factor,
        "socialConsent": options.social_consent,
        "customNetwork": options.custom_network,
        "captcha": options.captcha,
        "country": options.country,
        "reuseDetection": options.reuse_detection,
        "accessLifetimeMs": milliseconds(options.access_lifetime),
        "accessToken": options.access_token,
        "expiresIn": options.expires_in,
        "tokenErrors": options.token_errors,
    })
}

pub fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
