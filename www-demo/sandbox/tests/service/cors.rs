use reqwest::Method;
use sandbox::Options;
use serde_json::json;
use url::Url;

use crate::support::{Answer, World, account, answer, with_query};

const ORIGIN: &str = "http://localhost:8080";
const OTHER: &str = "https://evil.example";

async fn from(world: &World, origin: &str, method: Method, url: Url) -> Answer {
    let request = world.browser.request(method, url);
    answer(request.header("origin", origin).json(&json!({}))).await
}

async fn preflight(world: &World, origin: &str, url: Url) -> Answer {
    let request = world.browser.request(Method::OPTIONS, url);
    let request = request
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,x-lot-number",
        );
    answer(request).await
}

fn list(answer: &Answer, name: &str) -> Vec<String> {
    let value = answer.header(name).unwrap_or_default().to_lowercase();
    let mut items: Vec<String> = value.split(',').map(|item| item.trim().into()).collect();
    items.sort();
    items
}

fn cors_headers(answer: &Answer) -> usize {
    let names = answer.headers.keys();
    names
        .filter(|name| name.as_str().starts_with("access-control-"))
        .count()
}

#[tokio::test]
async fn a_registered_origin_is_echoed_with_credentials() {
    let world = World::with(Options {
        origins: vec!["https://game.example".into()],
        ..World::options()
    })
    .await;
    for origin in [ORIGIN, "https://game.example"] {
        let answer = from(&world, origin, Method::POST, world.jwt("/login")).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(
            answer.header("access-control-allow-credentials"),
            Some("true")
        );
        assert_eq!(
            list(&answer, "access-control-expose-headers"),
            ["retry-after", "x-captcha-enabled", "x-request-id"]
        );
        assert!(
            answer
                .header("vary")
                .expect("vary")
                .to_lowercase()
                .contains("origin")
        );
    }
}

#[tokio::test]
async fn another_origin_gets_no_cors_header_at_all() {
    let world = World::open().await;
    for origin in [OTHER, "null", "http://localhost:8081"] {
        let answer = from(&world, origin, Method::POST, world.jwt("/login")).await;
        assert_eq!(cors_headers(&answer), 0, "{answer:?}");
        let answer = preflight(&world, origin, world.jwt("/login")).await;
        assert_eq!(cors_headers(&answer), 0, "{answer:?}");
    }
}

#[tokio::test]
async fn a_preflight_allows_the_methods_and_headers_that_calls_use() {
    let world = World::open().await;
    let answer = preflight(&world, ORIGIN, world.jwt("/login")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        Some("true")
    );
    assert_eq!(
        list(&answer, "access-control-allow-methods"),
        ["get", "post", "put"]
    );
    assert_eq!(
        list(&answer, "access-control-allow-headers"),
        [
            "authorization",
            "content-type",
            "x-captcha-output",
            "x-gen-time",
            "x-lot-number",
            "x-pass-token",
        ]
    );
}

#[tokio::test]
async fn redirects_and_errors_carry_the_cors_headers_too() {
    let world = World::open().await;
    world.post(world.jwt("/user"), account("john")).await;
    for (url, status) in [
        (world.jwt("/jwt/sso/redirect"), 302),
        (
            with_query(world.jwt("/jwt/sso/redirect"), &[("login_url", OTHER)]),
            422,
        ),
        (world.api("/nowhere"), 404),
        (world.jwt("/login"), 405),
    ] {
        let answer = from(&world, ORIGIN, Method::GET, url).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
    }
}

#[tokio::test]
async fn the_switches_are_open_to_any_origin_without_credentials() {
    let world = World::open().await;
    let url = Url::parse(&format!("{}/sandbox/options", world.sandbox.url)).expect("an address");
    for answer in [
        from(&world, OTHER, Method::POST, url.clone()).await,
        preflight(&world, OTHER, url).await,
    ] {
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
}
