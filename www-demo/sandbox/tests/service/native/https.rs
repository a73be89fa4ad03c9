use sandbox::{Https, Options, PROJECT_ID, Sandbox};
use serde_json::json;

use crate::support::{PASSWORD, World, answer, browser};

async fn open() -> Sandbox {
    let https = Https {
        host: "login.studio.localhost".into(),
        pages: vec!["play.other.localhost".into()],
    };
    let options = Options {
        confirm_mail: false,
        https: Some(https),
        ..World::options()
    };
    Sandbox::start(options).await.expect("a free port")
}

/// Returns the URL of a path of the service, under a host name that every system
/// resolves.
fn api(sandbox: &Sandbox, path: &str) -> String {
    let url = sandbox.url.replace("login.studio.localhost", "localhost");
    format!("{url}/api{path}")
}

fn page(sandbox: &Sandbox) -> String {
    sandbox
        .url
        .replace("login.studio.localhost", "play.other.localhost")
}

#[tokio::test]
async fn pages_of_the_named_hosts_sign_in_with_a_cookie_for_other_sites() {
    let sandbox = open().await;
    let (browser, origin) = (browser(), page(&sandbox));
    let query = [
        ("projectId", PROJECT_ID.to_owned()),
        ("login_url", format!("{origin}/game")),
    ];
    let user = json!({ "username": "john", "email": "john@example.com", "password": PASSWORD });
    let request = browser
        .post(api(&sandbox, "/user"))
        .query(&query)
        .header("origin", &origin)
        .json(&user);
    let signed_in = answer(request).await;
    assert_eq!(
        signed_in.header("access-control-allow-origin"),
        Some(origin.as_str())
    );
    let cookie = signed_in.header("set-cookie").expect("a cookie");
    for part in ["SameSite=None", "Secure", "HttpOnly"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let sso = browser.get(api(&sandbox, "/jwt/sso")).query(&query);
    assert_eq!(answer(sso).await.status, 200);
    sandbox.stop().await;
}

#[tokio::test]
async fn other_hosts_may_not_call() {
    let sandbox = open().await;
    let request = browser()
        .get(api(&sandbox, "/client/details"))
        .header("origin", "https://play.elsewhere.localhost");
    let details = answer(request).await;
    assert_eq!(details.header("access-control-allow-origin"), None);
}
