use std::time::Duration;

use serde_json::json;

use crate::support::{Answer, PASSWORD, World, mail, param, parse, text, with_query};

/// Returns a sandbox with a user who was asked for the second factor, and the id of
/// the challenge.
async fn challenged() -> (World, String) {
    let world = World::open().await;
    world.sign_up("john").await;
    world.get(world.jwt("/oauth2/clear_sso")).await;
    world.settings(json!({ "secondFactor": true })).await;
    let answer = world.log_in("john", PASSWORD).await;
    let id = text(&answer.json["challenge_id"]);
    (world, id)
}

async fn code(world: &World) -> String {
    text(&world.message(&mail("john")).await["code"])
}

async fn validate(world: &World, id: &str, code: &str, remember_me: &str) -> Answer {
    let query = [
        ("challenge_id", id),
        ("code", code),
        ("remember_me", remember_me),
    ];
    world
        .get(with_query(world.api("/otp/validate"), &query))
        .await
}

async fn resend(world: &World, id: &str) -> Answer {
    let url = with_query(world.api("/otp/resend"), &[("challenge_id", id)]);
    world.put(url, json!({})).await
}

#[tokio::test]
async fn a_right_password_is_answered_with_a_challenge() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.get(world.jwt("/oauth2/clear_sso")).await;
    world.settings(json!({ "secondFactor": true })).await;
    let answer = world.log_in("john", PASSWORD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("set-cookie"), None);
    assert_eq!(
        answer.param("challenge_id"),
        text(&answer.json["challenge_id"])
    );
    assert_eq!(param(&answer.login_url(), "token"), None);
    assert_eq!(answer.json.get("token"), None);
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    world.log_in("john", "wrong").await.is(401, "003-001");
    assert_eq!(world.messages(&mail("john")).await.len(), 1);
}

#[tokio::test]
async fn the_code_finishes_the_sign_in_once() {
    let (world, id) = challenged().await;
    let code = code(&world).await;
    let answer = validate(&world, &id, &code, "true").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let token = param(&parse(&answer.json["url"]), "token").expect("a token");
    assert_eq!(world.bearer("/users/me", &token).await.status, 200);
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("Max-Age"), "{cookie}");
    validate(&world, &id, &code, "true")
        .await
        .is(404, "003-061");
}

#[tokio::test]
async fn a_session_that_is_not_to_be_remembered_ends_with_the_browser() {
    let (world, id) = challenged().await;
    let answer = validate(&world, &id, &code(&world).await, "false").await;
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(!cookie.contains("Max-Age"), "{cookie}");
}

#[tokio::test]
async fn an_oauth_sign_in_ends_with_code_and_state() {
    let (world, _) = challenged().await;
    let credentials = json!({ "username": "john", "password": PASSWORD });
    let answer = world.post(world.oauth("/oauth2/login"), credentials).await;
    assert_eq!(answer.param("state"), "abcdefgh");
    let id = answer.param("challenge_id");
    let answer = validate(&world, &id, &code(&world).await, "true").await;
    let url = parse(&answer.json["url"]);
    assert!(param(&url, "code").is_some());
    assert_eq!(param(&url, "state").as_deref(), Some("abcdefgh"));
}

#[tokio::test]
async fn after_five_wrong_codes_another_one_must_be_sent() {
    let (world, id) = challenged().await;
    for _ in 0..4 {
        validate(&world, &id, "0", "true").await.is(422, "003-039");
    }
    validate(&world, &id, "0", "true").await.is(422, "003-049");
    let right = code(&world).await;
    validate(&world, &id, &right, "true")
        .await
        .is(422, "003-049");

    assert_eq!(resend(&world, &id).await.status, 204);
    validate(&world, &id, &right, "true")
        .await
        .is(422, "003-039");
    let answer = validate(&world, &id, &code(&world).await, "true").await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_code_is_valid_for_three_minutes_and_the_challenge_for_ten() {
    let (world, id) = challenged().await;
    world.advance(Duration::from_secs(3 * 60)).await;
    let late = code(&world).await;
    validate(&world, &id, &late, "true")
        .await
        .is(422, "003-039");
    assert_eq!(resend(&world, &id).await.status, 204);
    assert_eq!(world.messages(&mail("john")).await.len(), 2);

    world.advance(Duration::from_secs(7 * 60)).await;
    let late = code(&world).await;
    validate(&world, &id, &late, "true")
        .await
        .is(404, "003-061");
    resend(&world, &id).await.is(404, "003-061");
}

#[tokio::test]
async fn fields_are_still_asked_for_after_the_code() {
    let (world, id) = challenged().await;
    world.settings(json!({ "askFields": ["nickname"] })).await;
    let answer = validate(&world, &id, &code(&world).await, "true").await;
    assert_eq!(answer.json["ask_fields"][0]["name"], "nickname");
    assert!(answer.json["token"].is_string());
    assert_eq!(answer.header("set-cookie"), None);
}
