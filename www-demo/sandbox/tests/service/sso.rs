use std::time::Duration;

use serde_json::json;

use crate::support::{APP, Answer, PASSWORD, World, browser, param, text, with_query};

async fn log_out(world: &World, token: &str, sessions: &str) -> Answer {
    let url = with_query(world.api("/oauth2/logout"), &[("sessions", sessions)]);
    crate::support::answer(world.browser.get(url).bearer_auth(token)).await
}

#[tokio::test]
async fn a_sign_in_sets_a_cookie_that_scripts_cannot_read() {
    let world = World::open().await;
    let answer = world.sign_up("john").await;
    let cookie = answer.header("set-cookie").expect("a cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Max-Age") && !cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn remember_me_lets_the_cookie_outlive_the_browser() {
    let world = World::open().await;
    world.sign_up("john").await;
    let credentials = json!({ "username": "john", "password": PASSWORD, "remember_me": true });
    let answer = world.post(world.jwt("/login"), credentials).await;
    assert!(
        answer
            .header("set-cookie")
            .expect("a cookie")
            .contains("Max-Age")
    );
}

#[tokio::test]
async fn the_cookie_gives_a_code_until_it_is_cleared() {
    let world = World::open().await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    world.sign_up("john").await;
    let answer = world.get(world.jwt("/jwt/sso")).await;
    assert!(!text(&answer.json["code"]).is_empty());

    let answer = world.get(world.jwt("/oauth2/clear_sso")).await;
    assert_eq!(answer.status, 204);
    assert!(
        answer
            .header("set-cookie")
            .expect("a cookie")
            .contains("Max-Age=0")
    );
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn clearing_ends_the_session_and_not_only_the_cookie() {
    let world = World::open().await;
    let cookie = text(&world.sign_up("john").await.header("set-cookie").into());
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    world.get(world.jwt("/oauth2/clear_sso")).await;
    let request = browser()
        .get(world.jwt("/jwt/sso"))
        .header("cookie", cookie);
    crate::support::answer(request).await.is(401, "003-040");
}

#[tokio::test]
async fn an_invented_cookie_signs_nobody_in() {
    let world = World::open().await;
    let request = browser()
        .get(world.jwt("/jwt/sso"))
        .header("cookie", "login_sso=1");
    crate::support::answer(request).await.is(401, "003-040");
}

#[tokio::test]
async fn a_session_expires() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.advance(Duration::from_secs(31 * 24 * 60 * 60)).await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn the_redirect_goes_to_the_login_url_with_a_token() {
    let world = World::open().await;
    world
        .get(world.jwt("/jwt/sso/redirect"))
        .await
        .is(401, "003-040");
    world.sign_up("john").await;
    let query = [("login_url", "http://localhost:8080/?lobby=1")];
    let url = with_query(world.jwt("/jwt/sso/redirect"), &query);
    let page = world.get(url).await.location();
    assert!(
        page.as_str()
            .starts_with("http://localhost:8080/?lobby=1&token=")
    );
    let token = param(&page, "token").expect("a token");
    assert_eq!(
        world.bearer("/users/me", &token).await.json["username"],
        "john"
    );
}

#[tokio::test]
async fn the_redirect_goes_only_to_registered_urls() {
    let world = World::open().await;
    world.sign_up("john").await;
    for evil in [
        "https://evil.example/",
        "javascript:alert(1)",
        "//evil.example",
        "nowhere",
    ] {
        let url = with_query(world.jwt("/jwt/sso/redirect"), &[("login_url", evil)]);
        world.get(url).await.is(422, "010-012");
    }
    assert!(
        world
            .get(world.jwt("/jwt/sso/redirect"))
            .await
            .location()
            .as_str()
            .starts_with(APP)
    );
}

#[tokio::test]
async fn the_oauth_check_answers_with_code_and_state() {
    let world = World::open().await;
    world
        .get(world.oauth("/oauth2/sso"))
        .await
        .is(401, "003-040");
    world.sign_up("john").await;
    let answer = world.get(world.oauth("/oauth2/sso")).await;
    assert!(!answer.param("code").is_empty());
    assert_eq!(answer.param("state"), "abcdefgh");
}

#[tokio::test]
async fn logging_out_of_sso_keeps_the_token_valid() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    let answer = log_out(&world, &token, "sso").await;
    assert_eq!(answer.status, 204);
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    assert_eq!(world.bearer("/users/me", &token).await.status, 200);
}

#[tokio::test]
async fn logging_out_of_all_revokes_every_token_of_this_user() {
    let world = World::open().await;
    let jane = world.token_of("jane").await;
    let first = world.token_of("john").await;
    let second = world.log_in("john", PASSWORD).await.param("token");
    assert_eq!(log_out(&world, &second, "all").await.status, 204);
    for token in [&first, &second] {
        world.bearer("/users/me", token).await.is(401, "002-016");
    }
    log_out(&world, &second, "all").await.is(401, "002-016");
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    assert_eq!(world.bearer("/users/me", &jane).await.status, 200);
}

#[tokio::test]
async fn logging_out_needs_a_token_and_a_known_kind_of_session() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    log_out(&world, &token, "some").await.is(422, "0");
    let url = with_query(world.api("/oauth2/logout"), &[("sessions", "all")]);
    world.get(url).await.is(401, "003-040");
}

#[tokio::test]
async fn a_token_expires_after_a_day_and_must_be_issued_by_the_sandbox() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    let (rest, signature) = token.rsplit_once('.').expect("three parts");
    let forged = format!("{rest}.{}", signature.chars().rev().collect::<String>());
    world.bearer("/users/me", &forged).await.is(401, "002-016");
    world.advance(Duration::from_secs(24 * 60 * 60)).await;
    world.bearer("/users/me", &token).await.is(401, "002-016");
}
