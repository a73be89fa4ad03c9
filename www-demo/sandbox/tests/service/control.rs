use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{PASSWORD, World, mail};

#[tokio::test]
async fn options_can_be_changed_while_running_and_the_current_ones_are_returned() {
    let world = World::open().await;
    let change = json!({
        "confirmMail": true,
        "longPollMs": 10,
        "askStatus": 200,
        "askFields": ["email"],
        "secondFactor": true,
        "socialConsent": true,
        "customNetwork": true,
        "captcha": true,
        "country": "DE",
        "reuseDetection": true,
        "accessLifetimeMs": 20_000,
        "accessToken": "opaque",
        "expiresIn": "text",
        "tokenErrors": "rfc6749",
    });
    let answer = world
        .control(Method::POST, "/options", change.clone())
        .await;
    assert_eq!(answer.json, change);
    let answer = world.control(Method::POST, "/options", json!({})).await;
    assert_eq!(answer.json, change);
    world.sign_up("john").await.is(422, "003-038");
    world.settings(json!({ "captcha": false })).await;
    assert_eq!(world.sign_up("john").await.status, 204);
}

#[tokio::test]
async fn invalid_options_are_refused() {
    let world = World::open().await;
    for change in [
        json!({ "askStatus": 500 }),
        json!({ "confirm": true }),
        json!({ "longPollMs": -1 }),
    ] {
        world
            .control(Method::POST, "/options", change)
            .await
            .is(422, "0");
    }
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    world.code_for("+15550000001").await;
    world.settings(json!({ "confirmMail": true })).await;
    world.fault(json!({ "kind": "status", "times": 9 })).await;
    assert_eq!(
        world
            .control(Method::POST, "/reset", json!({}))
            .await
            .status,
        204
    );

    world.bearer("/users/me", &token).await.is(401, "002-016");
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    assert_eq!(world.messages("+15550000001").await.len(), 0);
    assert_eq!(world.sign_up("john").await.status, 200);
    assert_eq!(world.messages(&mail("john")).await.len(), 0);
}

#[tokio::test]
async fn requests_are_recorded_without_query_and_body() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.log_in("john", "wrong password").await;
    let mut requests = world.requests().await;
    for request in &mut requests {
        assert!(request["at"].take().is_string());
    }
    assert_eq!(
        json!(requests),
        json!([
            { "method": "POST", "path": "/api/user", "status": 200, "at": Value::Null },
            { "method": "POST", "path": "/api/login", "status": 401, "at": Value::Null },
        ])
    );
}

#[tokio::test]
async fn the_last_500_requests_are_kept() {
    let world = World::open().await;
    for _ in 0..=500 {
        world.get(world.api("/nowhere")).await;
    }
    assert_eq!(world.requests().await.len(), 500);
}

#[tokio::test]
async fn the_clock_is_set_and_advanced() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    let change = json!({ "set": "2040-01-31T12:00:00Z", "advanceMs": 3_600_000 });
    let answer = world.control(Method::POST, "/clock", change).await;
    let now = answer.json["now"].as_str().expect("a time");
    assert!(now.starts_with("2040-01-31T13:0"), "{now}");
    world.bearer("/users/me", &token).await.is(401, "002-016");
    let wrong = json!({ "set": "tomorrow" });
    let answer = world.control(Method::POST, "/clock", wrong).await;
    answer.is(422, "0");
    assert!(answer.text.contains("set: "), "{}", answer.text);
}

#[tokio::test]
async fn the_clock_does_not_leave_the_years_from_1970_to_9999() {
    let world = World::open().await;
    let late = json!({ "set": "9999-12-31T12:00:00Z", "advanceMs": 3_600_000 });
    let answer = world.control(Method::POST, "/clock", late).await;
    let now = answer.json["now"].as_str().expect("a time");
    assert!(now.starts_with("9999-12-31T13:0"), "{now}");
    for (change, name) in [
        (json!({ "set": "9999-12-31T23:30:00-01:00" }), "set: "),
        (json!({ "set": "1969-12-31T23:59:59Z" }), "set: "),
        (json!({ "advanceMs": 11 * 3_600_000 }), "advanceMs: "),
        (json!({ "advanceMs": u64::MAX }), "advanceMs: "),
        (
            json!({ "set": "2030-01-01T00:00:00Z", "advanceMs": u64::MAX }),
            "advanceMs: ",
        ),
    ] {
        let answer = world.control(Method::POST, "/clock", change).await;
        answer.is(422, "0");
        assert!(answer.text.contains(name), "{}", answer.text);
        assert!(answer.text.contains("from 1970 to 9999"), "{}", answer.text);
    }
    let answer = world.control(Method::POST, "/clock", json!({})).await;
    let now = answer.json["now"].as_str().expect("a time");
    assert!(
        now.starts_with("9999-12-31T13:0"),
        "nothing has changed: {now}"
    );
}

#[tokio::test]
async fn users_are_added_and_listed_without_their_passwords() {
    let world = World::open().await;
    let user = json!({ "username": "john", "email": mail("john"), "password": PASSWORD });
    let added = world.control(Method::POST, "/users", user.clone()).await;
    assert_eq!(added.status, 200, "{}", added.text);
    assert_eq!(world.log_in("john", PASSWORD).await.status, 200);
    let url = world.page("/sandbox/users.json");
    let listed = world.get(url).await;
    assert_eq!(listed.json[0]["id"], added.json["id"]);
    assert!(!listed.text.contains(PASSWORD));
    world
        .control(Method::POST, "/users", user)
        .await
        .is(422, "003-003");
    for (user, name) in [
        (
            json!({ "password": PASSWORD }),
            "username, email or phoneNumber",
        ),
        (json!({ "username": "jo" }), "username"),
        (
            json!({ "username": "jane", "phoneNumber": "1" }),
            "phoneNumber",
        ),
        (json!({ "usrname": "jane" }), "usrname"),
    ] {
        let answer = world.control(Method::POST, "/users", user).await;
        answer.is(422, "0");
        let description = answer.json["error"]["description"].as_str();
        assert!(
            description.is_some_and(|text| text.starts_with(name)),
            "{}",
            answer.text
        );
    }
}
