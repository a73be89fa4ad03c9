use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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
async fn a_fault_hits_the_given_number_of_requests_to_its_path() {
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
async fn faults_are_queued_and_can_be_cleared() {
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
async fn a_cut_connection_has_no_response_and_no_effect() {
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
async fn a_delay_is_followed_by_the_right_response() {
    let world = World::open().await;
    world.fault(json!({ "kind": "delay", "ms": 80 })).await;
    let start = Instant::now();
    hit(&world).await.is(401, "003-040");
    assert!(start.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_slow_body_is_complete_in_the_end() {
    let world = World::open().await;
    let right = hit(&world).await;
    world.fault(json!({ "kind": "slowBody", "ms": 80 })).await;
    let start = Instant::now();
    let slow = hit(&world).await;
    assert!(start.elapsed() >= Duration::from_millis(70));
    assert_eq!((slow.status, slow.text), (right.status, right.text));
}

#[tokio::test]
async fn html_is_sent_where_json_is_expected() {
    let world = World::open().await;
    world.fault(json!({ "kind": "html", "status": 502 })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.status, 502);
    assert!(answer.text.starts_with("<!doctype html>"));
}

#[tokio::test]
async fn truncated_json_is_sent_in_a_complete_response() {
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
async fn a_wrong_content_type_is_sent_with_the_right_body() {
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
async fn a_reset_during_the_headers_leaves_no_response() {
    let world = World::open().await;
    world.fault(json!({ "kind": "resetHeaders" })).await;
    let bytes = over_a_socket(&world).await;
    let text = String::from_utf8_lossy(&bytes);
    // A reset may arrive before the bytes that were sent before it.
    assert!(
        text.is_empty() || text.starts_with("HTTP/1.1 200"),
        "{text}"
    );
    assert!(!text.contains("\r\n\r\n"), "{text}");
    assert_eq!(world.requests().await[0]["status"], Value::Null);
    hit(&world).await.is(401, "003-040");
}

#[tokio::test]
async fn garbage_is_not_http() {
    let world = World::open().await;
    world.fault(json!({ "kind": "garbage" })).await;
    let bytes = over_a_socket(&world).await;
    assert!(!bytes.is_empty() && !bytes.starts_with(b"HTTP"));
    world.fault(json!({ "kind": "garbage" })).await;
    assert!(raw(&world).await.is_err());
}

#[tokio::test]
async fn a_wrong_length_cuts_the_body_in_half() {
    let world = World::open().await;
    world.fault(json!({ "kind": "wrongLength" })).await;
    let response = raw(&world).await.expect("an answer");
    let headers = response.headers();
    assert!(headers.contains_key("access-control-allow-origin"));
    let length = response.content_length().expect("a length");
    let body = response.text().await.expect("a body");
    assert_eq!(body.len() as u64, length);
    assert!(serde_json::from_str::<Value>(&body).is_err(), "{body}");

    world.fault(json!({ "kind": "wrongLength" })).await;
    let bytes = over_a_socket(&world).await;
    assert!(bytes.ends_with(b"}"));
}

#[tokio::test]
async fn huge_headers_are_half_a_megabyte() {
    let world = World::open().await;
    world.fault(json!({ "kind": "hugeHeaders" })).await;
    assert!(over_a_socket(&world).await.len() > 512 * 1024);
}

#[tokio::test]
async fn an_unknown_status_is_799_or_the_one_that_is_requested() {
    let world = World::open().await;
    world.fault(json!({ "kind": "unknownStatus" })).await;
    assert_eq!(hit(&world).await.status, 799);
    world
        .fault(json!({ "kind": "unknownStatus", "status": 999 }))
        .await;
    assert_eq!(hit(&world).await.status, 999);
}

#[tokio::test]
async fn unexpected_bodies_are_sent_as_json_with_status_200() {
    let world = World::open().await;
    for (kind, is_right) in [
        ("jsonString", Value::is_string as fn(&Value) -> bool),
        ("jsonNull", Value::is_null),
        ("jsonArray", Value::is_array),
        ("protoJson", |json| json["__proto__"]["polluted"] == 1),
    ] {
        world.fault(json!({ "kind": kind })).await;
        let response = raw(&world).await.expect("an answer");
        assert_eq!(response.status(), 200, "{kind}");
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(
            response
                .headers()
                .contains_key("access-control-allow-origin")
        );
        let text = response.text().await.expect("a body");
        let json = serde_json::from_str(&text).expect("JSON");
        assert!(is_right(&json), "{kind}: {text}");
    }
    world
        .fault(json!({ "kind": "jsonArray", "status": 422 }))
        .await;
    assert_eq!(hit(&world).await.status, 422);
}

#[tokio::test]
async fn an_empty_ok_has_no_body() {
    let world = World::open().await;
    world.fault(json!({ "kind": "emptyOk" })).await;
    let answer = hit(&world).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
}

#[tokio::test]
async fn deep_json_is_nested_a_hundred_thousand_times() {
    let world = World::open().await;
    world.fault(json!({ "kind": "deepJson" })).await;
    let answer = hit(&world).await;
    assert_eq!(answer.text.len(), 200_000);
    assert!(answer.text.contains("[]"));
}

#[tokio::test]
async fn the_body_contains_bytes_that_are_invalid_in_json() {
    let world = World::open().await;
    let body = async |kind: &str| {
        world.fault(json!({ "kind": kind })).await;
        let response = raw(&world).await.expect("an answer");
        assert_eq!(response.status().is_success(), kind != "bom");
        response.bytes().await.expect("a body")
    };
    assert!(body("nulBytes").await.contains(&0));
    let latin1 = body("latin1").await;
    assert!(std::str::from_utf8(&latin1).is_err());
    let bom = body("bom").await;
    let rest = bom.strip_prefix(b"\xef\xbb\xbf").expect("a mark");
    let json: Value = serde_json::from_slice(rest).expect("JSON");
    assert_eq!(json["error"]["code"], "003-040");
}

/// Returns everything that is received over a raw connection.
async fn over_a_socket(world: &World) -> Vec<u8> {
    let url = world.jwt("/jwt/sso");
    let address = (Ipv4Addr::LOCALHOST, url.port().expect("a port"));
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let request = format!(
        "GET {}?{} HTTP/1.1\r\nhost: localhost\r\n\r\n",
        url.path(),
        url.query().unwrap_or_default()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut bytes = Vec::new();
    // Ends with an error when the connection is reset.
    let _ = stream.read_to_end(&mut bytes).await;
    bytes
}

#[tokio::test]
async fn invalid_faults_are_refused() {
    let world = World::open().await;
    for fault in [
        json!({}),
        json!({ "kind": "flood" }),
        json!({ "kind": "status", "status": 42 }),
        json!({ "kind": "status", "status": 600 }),
        json!({ "kind": "unknownStatus", "status": 1000 }),
        json!({ "kind": "status", "retryAfter": "a\nb" }),
        json!({ "kind": "cut", "count": 1 }),
        json!({ "kind": "cut", "times": null }),
    ] {
        world
            .control(Method::POST, "/faults", fault)
            .await
            .is(422, "0");
    }
}

#[tokio::test]
async fn a_path_may_begin_with_api_as_in_the_list_of_requests() {
    let world = World::open().await;
    for path in ["/api/jwt", "api/jwt/sso", "/api", "/api/"] {
        world
            .fault(json!({ "kind": "status", "path": path, "status": 503 }))
            .await;
        let answer = world.get(world.jwt("/jwt/sso")).await;
        assert_eq!(answer.status, 503, "{path}");
    }
    world
        .fault(json!({ "kind": "status", "path": "/apis" }))
        .await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn a_path_that_no_request_can_have_is_refused() {
    let world = World::open().await;
    for path in [
        "/login?projectId=x",
        "/login#top",
        "/login/*",
        "https://login.xsolla.com/api/login",
        "/log in",
    ] {
        let fault = json!({ "kind": "cut", "path": path });
        let answer = world.control(Method::POST, "/faults", fault).await;
        answer.is(422, "0");
        assert!(
            answer.text.contains("path: must be a path"),
            "{}",
            answer.text
        );
    }
}
