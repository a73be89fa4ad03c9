//! How often each refresh token was sent, as the sandbox reports it.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, text};
use crate::token_endpoint::{exchange, refresh, signed_in};

async fn open() -> (World, Value) {
    let world = World::open().await;
    world.sign_up("john").await;
    let tokens = signed_in(&world).await;
    (world, tokens)
}

async fn log(world: &World) -> Vec<Value> {
    let url = format!("{}/sandbox/refresh-tokens.json", world.sandbox.url);
    let answer = world.follow(&url).await;
    answer.json.as_array().cloned().expect("a list")
}

/// Returns how often each token was sent and answered, in the order in which they
/// were first sent.
async fn counts(world: &World) -> Vec<(u64, u64)> {
    let count = |entry: &Value, name: &str| entry[name].as_u64().expect("a count");
    let entries = log(world).await;
    let both = entries
        .iter()
        .map(|entry| (count(entry, "sent"), count(entry, "answered")));
    both.collect()
}

/// Sends a refresh token in a request that gets no response.
async fn send_in_vain(world: &World, tokens: &Value) {
    let form = [
        ("client_id", "4242"),
        ("grant_type", "refresh_token"),
        ("refresh_token", &text(&tokens["refresh_token"])),
    ];
    let request = world.browser.post(world.api("/oauth2/token")).form(&form);
    let sent = request.timeout(Duration::from_millis(200)).send().await;
    assert!(sent.is_err());
}

#[tokio::test]
async fn each_refresh_token_is_counted_separately() {
    let (world, first) = open().await;
    assert_eq!(counts(&world).await, []);
    let second = refresh(&world, &first["refresh_token"]).await.json;
    refresh(&world, &second["refresh_token"]).await;
    assert_eq!(counts(&world).await, [(1, 1), (1, 1)]);
    refresh(&world, &first["refresh_token"]).await;
    assert_eq!(counts(&world).await, [(2, 2), (1, 1)]);
}

#[tokio::test]
async fn a_request_without_an_answer_counts_as_sent() {
    let (world, tokens) = open().await;
    for (kind, sent) in [
        ("cut", 1),
        ("hang", 2),
        ("lateAnswer", 3),
        ("lostAnswer", 4),
    ] {
        let fault = json!({ "kind": kind, "path": "/oauth2/token" });
        world.fault(fault).await;
        send_in_vain(&world, &tokens).await;
        assert_eq!(counts(&world).await, [(sent, 0)], "{kind}");
    }
    refresh(&world, &tokens["refresh_token"]).await;
    assert_eq!(counts(&world).await, [(5, 1)]);
}

#[tokio::test]
async fn an_unknown_refresh_token_is_counted_too() {
    let (world, _) = open().await;
    refresh(&world, &json!("nonsense")).await;
    assert_eq!(counts(&world).await, [(1, 1)]);
}

#[tokio::test]
async fn requests_other_than_refreshes_are_not_counted() {
    let (world, tokens) = open().await;
    exchange(&world, &[("grant_type", "refresh_token")]).await;
    let token = text(&tokens["refresh_token"]);
    let fields = [("refresh_token", token.as_str())];
    world.form(world.api("/oauth2/logout"), &fields).await;
    assert_eq!(counts(&world).await, []);
}

#[tokio::test]
async fn only_digests_are_shown_and_requests_name_theirs() {
    let (world, first) = open().await;
    let second = refresh(&world, &first["refresh_token"]).await.json;
    refresh(&world, &second["refresh_token"]).await;
    let (log, requests) = (log(&world).await, world.requests().await);
    let shown = json!([log, requests]).to_string();
    for tokens in [&first, &second] {
        assert!(!shown.contains(&text(&tokens["refresh_token"])));
    }
    let named: Vec<&Value> = requests
        .iter()
        .filter_map(|request| request.get("refreshToken"))
        .collect();
    assert_eq!(named, [&log[0]["token"], &log[1]["token"]]);
    assert_ne!(named[0], named[1]);
    assert_eq!(text(named[0]).len(), 16);
}

#[tokio::test]
async fn requests_that_are_no_longer_kept_are_still_counted() {
    let (world, first) = open().await;
    let second = refresh(&world, &first["refresh_token"]).await.json;
    for _ in 0..500 {
        world.get(world.api("/nowhere")).await;
    }
    refresh(&world, &second["refresh_token"]).await;
    refresh(&world, &first["refresh_token"]).await;
    assert_eq!(counts(&world).await, [(2, 2), (1, 1)]);
}

#[tokio::test]
async fn a_response_after_a_reset_is_not_recorded() {
    let (world, tokens) = open().await;
    let before = world.requests().await.len();
    let fault = json!({ "kind": "lateAnswer", "path": "/oauth2/token", "ms": 300 });
    world.fault(fault).await;
    let form = [
        ("client_id", "4242"),
        ("grant_type", "refresh_token"),
        ("refresh_token", &text(&tokens["refresh_token"])),
    ];
    let request = world.browser.post(world.api("/oauth2/token")).form(&form);
    let late = tokio::spawn(request.send());
    while world.requests().await.len() == before {
        tokio::task::yield_now().await;
    }
    world.control(Method::POST, "/reset", json!({})).await;
    let fault = json!({ "kind": "cut", "times": 99 });
    world.fault(fault).await;
    for _ in 0..=before {
        let sent = world.browser.get(world.jwt("/jwt/sso")).send().await;
        assert!(sent.is_err());
    }
    let answer = late.await.expect("no panic").expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(counts(&world).await, []);
    for request in world.requests().await {
        assert_eq!(request["status"], Value::Null, "{request}");
    }
}
