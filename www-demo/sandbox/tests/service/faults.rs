use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Answer, World, answer};

async fn hit(world: &World) -> Answer {
    world.get(world.jwt("/jwt/sso")).await
}

async fn raw(world: &World) -> reqwest::Result<Response> {
    let request = world.browser.get(world.jwt("/jwt/sso"));
    request
        .header("origin", "http://localhost:8080")
        .send()
        .await
}

#[tokio::test]
async fn a_fault_hits_the_next_request_only() {
    let world = World::open().await;
    world.fault(json!({ "kind": "status" })).await;
    hit(&world).await.is(500, "500");
    hit(&world).await.is(401, "003-040");
}

#[tokio::test]
async fn a_fault_hits_as_many_requests_of_its_path_as_it_is_told() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "status", "path": "/jwt", "times": 2, "status": 503 }))
        .await;
    assert_eq!(world.sign_up("john").await.status, 200);
    assert_eq!(hit(&world).await.status, 503);
    assert_eq!(hit(&world).await.status, 503);
    assert_eq!(hit(&world).await.status, 200);
}

#[tokio::test]
async fn faults_wait_in_line_and_can_be_cleared() {
    let world = World::open().await;
    for status in [502, 503, 504] {
        world
            .fault(json!({ "kind": "status", "status": status }))
            .await;
    }
    assert_eq!(hit(&world).await.status, 502);
    assert_eq!(hit(&world).await.status, 503);
    world.control(Method::DELETE, "/faults", Value::Null).await;
    assert_eq!(hit(&world).await.status, 401);
}

#[tokio::test]
async fn a_preflight_does_not_use_a_fault_up() {
    let world = World::open().await;
    world.fault(json!({ "kind": "cut" })).await;
    let request = world
        .browser
        .request(Method::OPTIONS, world.jwt("/jwt/sso"));
    let request = request
        .header("origin", "http://localhost:8080")
        .header("access-control-request-method", "GET");
    assert_eq!(answer(request).await.status, 200);
    assert!(raw(&world).await.is_err());
}

#[tokio::test]
async fn a_status_carries_retry_after_and_the_cors_headers() {
    let world = World::open().await;
    world
        .fault(json!({ "kind": "status", "status": 429, "retryAfter": "7" }))
        .await;
    let response = raw(&world).await.expect("an answer");
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(
        response.headers()["access-control-allow-origin"],
        "http://localhost:8080"
    );
}

#[tokio::test]
async fn a_cut_connection_has_no_answer_and_no_effect() {
    let world = World::open().await;
    world.fault(json!({ "kind": "cut", "path": "/user" })).await;
    let body = crate::support::account("john");
    let sent = world
        .browser
        .post(world.jwt("/user"))
        .json(&body)
        .send()
        .await;
    assert!(sent.is_err());

    assert_eq!(world.requests().await[0]["status"], Value::Null);
    assert_eq!(world.sign_up("john").await.status, 200);
}

#[tokio::test]
async fn a_cut_body_starts_and_does_not_end() {
    let world = World::open().await;
    world.fault(json!({ "kind": "cutBody" })).await;
    let mut response = raw(&world).await.expect("the head of an answer");
    assert_eq!(response.status(), 200);
    assert_eq!(response.content_length(), Some(1000));
    let first = response.chunk().await.expect("a piece");
    assert!(first.expect("a piece").starts_with(b"{"));
    assert!(response.chunk().await.is_err());
}

#[tokio::test]
async fn a_hanging_request_ends_with_the_sandbox() {
    let world = World::open().await;
    world.fault(json!({ "kind": "hang" })).await;
    let request = world.browser.get(world.jwt("/jwt/sso")).send();
    let request = tokio::spawn(request);
    world.arrived("/api/jwt/sso").await;
    assert!(!request.is_finished());
    world.sandbox.stop().await;
    assert!(request.await.expect("no panic").is_err());
}

#[tokio::test]
async fn a_delay_comes_before_the_right_answer() {
    let world = World::open().await;
    world.fault(json!({ "kind": "delay", "ms": 80 })).await;
    let start = Instant::now();
    hit(&world).await.is(401, "003-040");
    assert!(start.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_slow_body_is_the_right_one_in_the_end() {
    let world = World::open().await;
    let right = hit(&world).await;
    world.fault(json!({ "kind": "slowBody", "ms": 80 })).await;
    let start = Instant::now();
    let slow = hit(&world).await;
    assert!(start.elapsed() >= Duration::from_millis(70));
    assert_eq!((slow.status, slow.text), (right.status, right.text));
}

#[tokio::test]
async fn html_stands_where_json_is_expected() {
    let world = World::open().await;
    world.fault(json!({ "kind": "html", "status": 502 })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.status, 502);
    assert!(answer.text.starts_with("<!doctype html>"));
}

#[tokio::test]
async fn truncated_json_comes_in_a_complete_answer() {
    let world = World::open().await;
    world.fault(json!({ "kind": "truncated" })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(answer.text.starts_with('{') && answer.json.is_null());
}

#[tokio::test]
async fn a_huge_body_has_ten_megabytes() {
    let world = World::open().await;
    world.fault(json!({ "kind": "huge" })).await;
    let answer = hit(&world).await;
    assert!(answer.text.len() > 10 * 1024 * 1024);
    assert!(answer.json["login_url"].is_string());
}

#[tokio::test]
async fn the_wrong_type_comes_with_the_right_body() {
    let world = World::open().await;
    world.fault(json!({ "kind": "wrongType" })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    answer.is(401, "003-040");
}

#[tokio::test]
async fn a_code_may_be_a_number() {
    let world = World::open().await;
    world.fault(json!({ "kind": "numericCode" })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json["error"]["code"], 0);
}

#[tokio::test]
async fn faults_that_make_no_sense_are_refused() {
    let world = World::open().await;
    for fault in [
        json!({}),
        json!({ "kind": "flood" }),
        json!({ "kind": "status", "status": 42 }),
        json!({ "kind": "status", "retryAfter": "a\nb" }),
        json!({ "kind": "cut", "count": 1 }),
    ] {
        world
            .control(Method::POST, "/faults", fault)
            .await
            .is(422, "0");
    }
}
