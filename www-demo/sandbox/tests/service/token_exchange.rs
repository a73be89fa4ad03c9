use std::time::Duration;

use serde_json::json;

use crate::support::{PASSWORD, World, account, claims, text, with_query};
use crate::token_endpoint::{self, authorized, by_code, exchange, refresh};

/// The example in RFC 7636.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn a_code_becomes_an_access_token_for_an_hour() {
    let world = World::open().await;
    let code = authorized(&world, &[]).await;
    let answer = by_code(&world, &code, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.json["expires_in"], 3600);
    assert_eq!(answer.json["token_type"], "bearer");
    assert_eq!(answer.json.get("refresh_token"), None);
    let token = text(&answer.json["access_token"]);
    let claims = claims(&token);
    let lifetime = claims["exp"].as_u64().zip(claims["iat"].as_u64());
    assert_eq!(lifetime.map(|(exp, iat)| exp - iat), Some(3600));
    assert_eq!(
        world.bearer("/users/me", &token).await.json["username"],
        "john"
    );
    world.advance(Duration::from_secs(3600)).await;
    world.bearer("/users/me", &token).await.is(401, "002-016");
}

#[tokio::test]
async fn the_code_of_every_oauth_sign_in_can_be_exchanged() {
    let world = World::open().await;
    let up = world
        .post(world.oauth("/oauth2/user"), account("john"))
        .await;
    assert_eq!(by_code(&world, &up.param("code"), &[]).await.status, 200);
    let credentials = json!({ "username": "john", "password": PASSWORD });
    let login = world.post(world.oauth("/oauth2/login"), credentials).await;
    assert_eq!(by_code(&world, &login.param("code"), &[]).await.status, 200);
    let sso = world.get(world.oauth("/oauth2/sso")).await;
    assert_eq!(by_code(&world, &sso.param("code"), &[]).await.status, 200);
    let jwt = world.get(world.jwt("/jwt/sso")).await;
    let code = text(&jwt.json["code"]);
    assert_eq!(by_code(&world, &code, &[]).await.status, 200);
}

#[tokio::test]
async fn a_code_works_once_and_for_ten_minutes() {
    let world = World::open().await;
    let code = authorized(&world, &[]).await;
    assert_eq!(by_code(&world, &code, &[]).await.status, 200);
    by_code(&world, &code, &[]).await.is(400, "010-023");
    by_code(&world, "nonsense", &[]).await.is(400, "010-023");

    let code = token_endpoint::code(&world, world.oauth("/oauth2/auth")).await;
    world.advance(Duration::from_secs(10 * 60)).await;
    by_code(&world, &code, &[]).await.is(400, "010-023");
}

#[tokio::test]
async fn a_code_with_a_challenge_needs_the_verifier() {
    let world = World::open().await;
    let challenge = [
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let start = with_query(world.oauth("/oauth2/auth"), &challenge);
    let code = authorized(&world, &challenge).await;
    by_code(&world, &code, &[]).await.is(400, "010-023");

    let code = token_endpoint::code(&world, start.clone()).await;
    let wrong = [("code_verifier", CHALLENGE)];
    by_code(&world, &code, &wrong).await.is(400, "010-023");
    let right = [("code_verifier", VERIFIER)];
    // The wrong attempt has used the code up.
    by_code(&world, &code, &right).await.is(400, "010-023");

    let code = token_endpoint::code(&world, start).await;
    assert_eq!(by_code(&world, &code, &right).await.status, 200);
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_refused() {
    let world = World::open().await;
    let code = authorized(&world, &[]).await;
    let more = [("code_verifier", VERIFIER)];
    by_code(&world, &code, &more).await.is(400, "010-023");
}

#[tokio::test]
async fn the_redirect_uri_must_match_the_one_of_the_start() {
    let world = World::open().await;
    world.sign_up("john").await;
    for fields in [
        vec![],
        vec![("redirect_uri", "http://localhost:8080/other")],
    ] {
        let code = token_endpoint::code(&world, world.oauth("/oauth2/auth")).await;
        let known = [("grant_type", "authorization_code"), ("code", &code)];
        let answer = exchange(&world, &[&known, fields.as_slice()].concat()).await;
        answer.is(400, "010-023");
    }
}

#[tokio::test]
async fn a_refresh_token_comes_with_the_scope_offline_and_rotates() {
    let world = World::open().await;
    let code = authorized(&world, &[("scope", "email offline")]).await;
    let first = by_code(&world, &code, &[]).await.json;
    let second = refresh(&world, &first["refresh_token"]).await;
    assert_eq!(second.status, 200, "{}", second.text);
    assert_ne!(second.json["refresh_token"], first["refresh_token"]);
    let token = text(&second.json["access_token"]);
    assert_eq!(world.bearer("/users/me", &token).await.status, 200);

    refresh(&world, &first["refresh_token"])
        .await
        .is(400, "010-023");
    let third = refresh(&world, &second.json["refresh_token"]).await;
    assert_eq!(third.status, 200);
}

#[tokio::test]
async fn a_scope_that_only_looks_like_offline_gives_no_refresh_token() {
    let world = World::open().await;
    let code = authorized(&world, &[("scope", "offline_access")]).await;
    let answer = by_code(&world, &code, &[]).await;
    assert_eq!(answer.json.get("refresh_token"), None);
}

#[tokio::test]
async fn logging_out_of_all_ends_the_refresh_token_too() {
    let world = World::open().await;
    let code = authorized(&world, &[("scope", "offline")]).await;
    let tokens = by_code(&world, &code, &[]).await.json;
    let url = with_query(world.api("/oauth2/logout"), &[("sessions", "all")]);
    let token = text(&tokens["access_token"]);
    let request = world.browser.get(url).bearer_auth(token);
    assert_eq!(crate::support::answer(request).await.status, 204);
    refresh(&world, &tokens["refresh_token"])
        .await
        .is(400, "010-023");
}

#[tokio::test]
async fn the_client_the_kind_of_grant_and_the_form_are_checked() {
    let world = World::open().await;
    let url = world.api("/oauth2/token");
    let grant = ("grant_type", "authorization_code");
    world
        .form(url.clone(), &[("client_id", "1"), grant])
        .await
        .is(400, "010-019");
    world.form(url.clone(), &[grant]).await.is(400, "010-019");
    exchange(&world, &[("grant_type", "password")])
        .await
        .is(400, "0");
    exchange(&world, &[grant]).await.is(400, "010-023");
    world
        .post(url, json!({ "client_id": 4242 }))
        .await
        .is(400, "0");
}
