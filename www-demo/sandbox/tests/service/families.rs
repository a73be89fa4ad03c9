//! Codes and refresh tokens that are sent again, and which tokens end because of
//! it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{PASSWORD, World, text, with_query};
use crate::token_endpoint::{by_code, code, refresh, signed_in, user_status};

async fn strict() -> World {
    let world = World::open().await;
    world.settings(json!({ "reuseDetection": true })).await;
    world.sign_up("john").await;
    world
}

/// Refreshes and returns the next tokens.
async fn next(world: &World, tokens: &Value) -> Value {
    let answer = refresh(world, &tokens["refresh_token"]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json
}

#[tokio::test]
async fn a_refresh_token_sent_again_ends_all_tokens_of_its_sign_in() {
    let world = strict().await;
    let first = signed_in(&world).await;
    let second = next(&world, &first).await;
    let third = next(&world, &second).await;
    refresh(&world, &first["refresh_token"])
        .await
        .is(400, "010-023");
    for tokens in [&first, &second, &third] {
        let token = text(&tokens["access_token"]);
        world.bearer("/users/me", &token).await.is(401, "002-016");
    }
    refresh(&world, &third["refresh_token"])
        .await
        .is(400, "010-023");
}

#[tokio::test]
async fn another_sign_in_of_the_user_is_another_family() {
    let world = strict().await;
    let first = signed_in(&world).await;
    let other = signed_in(&world).await;
    next(&world, &first).await;
    refresh(&world, &first["refresh_token"])
        .await
        .is(400, "010-023");
    assert_eq!(user_status(&world, &other).await, 200);
    next(&world, &other).await;
    assert_eq!(world.get(world.jwt("/jwt/sso")).await.status, 200);
}

#[tokio::test]
async fn an_unknown_refresh_token_ends_nothing() {
    let world = strict().await;
    let tokens = signed_in(&world).await;
    refresh(&world, &json!("nonsense")).await.is(400, "010-023");
    assert_eq!(user_status(&world, &tokens).await, 200);
    next(&world, &tokens).await;
}

#[tokio::test]
async fn a_refresh_token_sent_again_after_a_lost_answer_ends_its_family() {
    let world = strict().await;
    let tokens = signed_in(&world).await;
    world
        .fault(json!({ "kind": "lostAnswer", "path": "/oauth2/token" }))
        .await;
    let token = text(&tokens["refresh_token"]);
    let form = [
        ("client_id", "4242"),
        ("grant_type", "refresh_token"),
        ("refresh_token", &token),
    ];
    let request = world.browser.post(world.api("/oauth2/token")).form(&form);
    assert!(request.send().await.is_err());
    assert_eq!(user_status(&world, &tokens).await, 200);
    refresh(&world, &tokens["refresh_token"])
        .await
        .is(400, "010-023");
    assert_eq!(user_status(&world, &tokens).await, 401);
}

#[tokio::test]
async fn a_code_sent_again_ends_the_tokens_it_was_exchanged_for() {
    let world = strict().await;
    let url = with_query(world.oauth("/oauth2/auth"), &[("scope", "offline")]);
    let code = code(&world, url).await;
    let first = by_code(&world, &code, &[]).await.json;
    let second = next(&world, &first).await;
    by_code(&world, &code, &[]).await.is(400, "010-023");
    assert_eq!(user_status(&world, &second).await, 401);
    refresh(&world, &second["refresh_token"])
        .await
        .is(400, "010-023");
}

#[tokio::test]
async fn without_the_option_a_reused_token_is_only_refused() {
    let world = World::open().await;
    world.sign_up("john").await;
    let first = signed_in(&world).await;
    let second = next(&world, &first).await;
    refresh(&world, &first["refresh_token"])
        .await
        .is(400, "010-023");
    for tokens in [&first, &second] {
        assert_eq!(user_status(&world, tokens).await, 200);
    }
    world.settings(json!({ "reuseDetection": true })).await;
    refresh(&world, &first["refresh_token"])
        .await
        .is(400, "010-023");
    assert_eq!(user_status(&world, &second).await, 401);
}

#[tokio::test]
async fn a_sign_out_ends_every_family_of_this_user_only() {
    let world = World::open().await;
    world.sign_up("jane").await;
    let jane = signed_in(&world).await;
    world.sign_up("john").await;
    let first = signed_in(&world).await;
    let second = next(&world, &first).await;
    let other = signed_in(&world).await;
    log_out(&world, &other, "all").await;
    for tokens in [&first, &second, &other] {
        assert_eq!(user_status(&world, tokens).await, 401);
        refresh(&world, &tokens["refresh_token"])
            .await
            .is(400, "010-023");
    }
    assert_eq!(user_status(&world, &jane).await, 200);
    next(&world, &jane).await;
}

#[tokio::test]
async fn a_sign_out_of_sso_only_keeps_the_tokens() {
    let world = strict().await;
    let tokens = signed_in(&world).await;
    log_out(&world, &tokens, "sso").await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    assert_eq!(user_status(&world, &tokens).await, 200);
    next(&world, &tokens).await;
}

#[tokio::test]
async fn a_sign_in_with_logout_ends_the_families_before_it() {
    let world = strict().await;
    let tokens = signed_in(&world).await;
    let url = with_query(world.oauth("/oauth2/login"), &[("with_logout", "1")]);
    let credentials = json!({ "username": "john", "password": PASSWORD });
    assert_eq!(world.post(url, credentials).await.status, 200);
    assert_eq!(user_status(&world, &tokens).await, 401);
    refresh(&world, &tokens["refresh_token"])
        .await
        .is(400, "010-023");
}

async fn log_out(world: &World, tokens: &Value, sessions: &str) {
    let url = with_query(world.api("/oauth2/logout"), &[("sessions", sessions)]);
    let token = text(&tokens["access_token"]);
    let request = world.browser.request(Method::GET, url).bearer_auth(token);
    assert_eq!(crate::support::answer(request).await.status, 204);
}
