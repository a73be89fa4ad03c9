//! Faults that occur after the work was done.

use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::support::{APP, PASSWORD, World, account, answer, text, with_query};
use crate::token_endpoint::{by_code, code, refresh, signed_in, user_status};

const WAIT: Duration = Duration::from_millis(300);

/// Sends a form to the token endpoint. There may be no response.
async fn send(world: &World, fields: &[(&str, &str)]) -> reqwest::Result<Response> {
    let form = [&[("client_id", "4242")], fields].concat();
    let request = world.browser.post(world.api("/oauth2/token")).form(&form);
    request.send().await
}

#[tokio::test]
async fn a_lost_answer_has_rotated_the_refresh_token() {
    let world = World::open().await;
    world.sign_up("john").await;
    let tokens = signed_in(&world).await;
    world
        .fault(json!({ "kind": "lostAnswer", "path": "/oauth2/token" }))
        .await;
    let token = text(&tokens["refresh_token"]);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.as_str()),
    ];
    assert!(send(&world, &fields).await.is_err());
    let requests = world.requests().await;
    let last = requests.last().expect("a request");
    assert_eq!(last["path"], "/api/oauth2/token");
    assert_eq!(last["status"], Value::Null);
    refresh(&world, &tokens["refresh_token"])
        .await
        .is(400, "010-023");
}

#[tokio::test]
async fn a_lost_answer_has_used_the_code_up() {
    let world = World::open().await;
    world.sign_up("john").await;
    let code = code(&world, world.oauth("/oauth2/auth")).await;
    world.fault(json!({ "kind": "lostAnswer" })).await;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", APP),
    ];
    assert!(send(&world, &fields).await.is_err());
    by_code(&world, &code, &[]).await.is(400, "010-023");
}

#[tokio::test]
async fn a_lost_answer_has_ended_the_session() {
    let world = World::open().await;
    world.sign_up("john").await;
    let tokens = signed_in(&world).await;
    world
        .fault(json!({ "kind": "lostAnswer", "path": "/oauth2/logout" }))
        .await;
    let url = with_query(world.api("/oauth2/logout"), &[("sessions", "all")]);
    let token = text(&tokens["access_token"]);
    let sent = world.browser.get(url).bearer_auth(token).send().await;
    assert!(sent.is_err());
    assert_eq!(user_status(&world, &tokens).await, 401);
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn responses_are_lost_as_often_as_requested_and_only_on_their_path() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "lostAnswer", "path": "/user", "times": 2 }))
        .await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    for name in ["john", "jane"] {
        let request = world.browser.post(world.jwt("/user")).json(&account(name));
        assert!(request.send().await.is_err());
    }
    for name in ["john", "jane"] {
        world.sign_up(name).await.is(422, "003-003");
    }
    assert_eq!(world.sign_up("jim").await.status, 200);
}

#[tokio::test]
async fn a_lost_answer_closes_the_connection_after_the_given_time() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "lostAnswer", "ms": WAIT.as_millis() as u64 }))
        .await;
    let start = Instant::now();
    assert!(registration(&world).send().await.is_err());
    assert!(start.elapsed() >= WAIT);
}

#[tokio::test]
async fn a_late_response_follows_work_that_was_done_at_once() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "lateAnswer", "path": "/user", "ms": 60_000 }))
        .await;
    let sent = tokio::spawn(registration(&world).send());
    world.arrived("/api/user").await;
    tokio::time::sleep(WAIT).await;
    assert_eq!(log_in_elsewhere(&world).await, 200);
    assert!(!sent.is_finished());
    sent.abort();
}

#[tokio::test]
async fn a_late_response_is_the_right_one() {
    let world = World::open().await;
    world.sign_up("john").await;
    let tokens = signed_in(&world).await;
    let ms = WAIT.as_millis() as u64;
    world.fault(json!({ "kind": "lateAnswer", "ms": ms })).await;
    let start = Instant::now();
    let next = refresh(&world, &tokens["refresh_token"]).await;
    assert!(start.elapsed() >= WAIT);
    assert_eq!(next.status, 200, "{}", next.text);
    assert_eq!(user_status(&world, &next.json).await, 200);
}

#[tokio::test]
async fn a_delay_comes_before_the_work() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "delay", "path": "/user", "ms": 60_000 }))
        .await;
    let sent = tokio::spawn(registration(&world).send());
    world.arrived("/api/user").await;
    tokio::time::sleep(WAIT).await;
    assert_eq!(log_in_elsewhere(&world).await, 401);
    sent.abort();
}

/// Returns the request that creates the account, not sent yet.
fn registration(world: &World) -> RequestBuilder {
    world
        .browser
        .post(world.jwt("/user"))
        .json(&account("john"))
}

/// Logs in from another browser: a client may queue requests to the same host.
async fn log_in_elsewhere(world: &World) -> u16 {
    let credentials = json!({ "username": "john", "password": PASSWORD });
    let request = Client::new().post(world.jwt("/login")).json(&credentials);
    answer(request).await.status
}
