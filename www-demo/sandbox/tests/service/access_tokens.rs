//! How long access tokens last, how the response says so, and what they look like.

use std::time::Duration;

use reqwest::Method;
use sandbox::{AccessTokenForm, ExpiresIn, Options};
use serde_json::{Value, json};

use crate::support::{World, claims, text};
use crate::token_endpoint::{refresh, signed_in, user_status};

async fn open() -> World {
    let world = World::open().await;
    world.sign_up("john").await;
    world
}

/// Returns the claims of a new access token in this form.
async fn claims_as(world: &World, form: &str) -> Value {
    world.settings(json!({ "accessToken": form })).await;
    let tokens = signed_in(world).await;
    assert_eq!(user_status(world, &tokens).await, 200, "{form}");
    claims(&text(&tokens["access_token"]))
}

#[tokio::test]
async fn an_access_token_lasts_as_long_as_the_option_says() {
    let world = open().await;
    for seconds in [1, 5, 60] {
        world
            .settings(json!({ "accessLifetimeMs": seconds * 1000 }))
            .await;
        let tokens = signed_in(&world).await;
        assert_eq!(tokens["expires_in"], seconds);
        let claims = claims(&text(&tokens["access_token"]));
        let life = claims["exp"].as_u64().zip(claims["iat"].as_u64());
        assert_eq!(life.map(|(exp, iat)| exp - iat), Some(seconds));
        assert_eq!(user_status(&world, &tokens).await, 200);
        world.advance(Duration::from_secs(seconds)).await;
        assert_eq!(user_status(&world, &tokens).await, 401);
        let next = refresh(&world, &tokens["refresh_token"]).await;
        assert_eq!(user_status(&world, &next.json).await, 200);
    }
}

#[tokio::test]
async fn a_new_lifetime_applies_only_to_later_tokens() {
    let world = open().await;
    let tokens = signed_in(&world).await;
    world.settings(json!({ "accessLifetimeMs": 1000 })).await;
    world.advance(Duration::from_secs(60)).await;
    assert_eq!(user_status(&world, &tokens).await, 200);
}

#[tokio::test]
async fn expires_in_has_the_form_that_the_option_names() {
    let world = open().await;
    world.settings(json!({ "accessLifetimeMs": 20_000 })).await;
    for (way, told) in [
        ("text", Some(json!("20"))),
        ("missing", None),
        ("null", Some(Value::Null)),
        ("zero", Some(json!(0))),
        ("number", Some(json!(20))),
    ] {
        world.settings(json!({ "expiresIn": way })).await;
        let tokens = signed_in(&world).await;
        assert_eq!(tokens.get("expires_in"), told.as_ref(), "{way}");
        let next = refresh(&world, &tokens["refresh_token"]).await.json;
        assert_eq!(next.get("expires_in"), told.as_ref(), "{way}");
        assert_eq!(user_status(&world, &next).await, 200);
    }
}

#[tokio::test]
async fn a_jwt_may_lack_its_times() {
    let world = open().await;
    for (form, iat, exp) in [
        ("jwtWithoutIat", false, true),
        ("jwtWithoutExp", true, false),
        ("jwtWithoutTimes", false, false),
        ("jwt", true, true),
    ] {
        let claims = claims_as(&world, form).await;
        assert_eq!(claims["iat"].is_u64(), iat, "{form}");
        assert_eq!(claims["exp"].is_u64(), exp, "{form}");
        assert!(claims["sub"].is_string());
    }
}

#[tokio::test]
async fn a_jwt_may_have_odd_times() {
    let world = open().await;
    let claims = claims_as(&world, "jwtTextTimes").await;
    for name in ["iat", "exp"] {
        assert!(text(&claims[name]).parse::<u64>().is_ok(), "{claims}");
    }
    let claims = claims_as(&world, "jwtFarExp").await;
    assert_eq!(claims["exp"], (1_u64 << 53) - 1);
}

#[tokio::test]
async fn an_access_token_may_be_opaque() {
    let world = open().await;
    world.settings(json!({ "accessToken": "opaque" })).await;
    let tokens = signed_in(&world).await;
    assert!(!text(&tokens["access_token"]).contains('.'));
    assert_eq!(user_status(&world, &tokens).await, 200);
}

#[tokio::test]
async fn tokens_of_every_form_expire_on_time() {
    let world = open().await;
    world.settings(json!({ "accessLifetimeMs": 5000 })).await;
    for form in ["jwtWithoutTimes", "jwtTextTimes", "jwtFarExp", "opaque"] {
        world.settings(json!({ "accessToken": form })).await;
        let tokens = signed_in(&world).await;
        world.advance(Duration::from_secs(5)).await;
        assert_eq!(user_status(&world, &tokens).await, 401, "{form}");
    }
}

#[tokio::test]
async fn tokens_of_jwt_calls_are_not_affected() {
    let world = open().await;
    world
        .settings(json!({ "accessToken": "opaque", "accessLifetimeMs": 1000 }))
        .await;
    let claims = claims(&world.token_of("jane").await);
    let life = claims["exp"].as_u64().zip(claims["iat"].as_u64());
    assert_eq!(life.map(|(exp, iat)| exp - iat), Some(24 * 60 * 60));
}

#[tokio::test]
async fn options_given_at_the_start_apply() {
    let world = World::with(Options {
        confirm_mail: false,
        access_lifetime: Duration::from_secs(20),
        access_token: AccessTokenForm::Opaque,
        expires_in: ExpiresIn::Text,
        reuse_detection: true,
        ..World::options()
    })
    .await;
    world.sign_up("john").await;
    let first = signed_in(&world).await;
    assert_eq!(first["expires_in"], "20");
    assert!(!text(&first["access_token"]).contains('.'));
    let second = refresh(&world, &first["refresh_token"]).await.json;
    refresh(&world, &first["refresh_token"]).await;
    assert_eq!(user_status(&world, &second).await, 401);
}

#[tokio::test]
async fn lifetimes_below_a_second_and_unknown_forms_are_refused() {
    let world = open().await;
    for change in [
        json!({ "accessLifetimeMs": 999 }),
        json!({ "accessToken": "paper" }),
        json!({ "expiresIn": "soon" }),
    ] {
        world
            .control(Method::POST, "/options", change)
            .await
            .is(422, "0");
    }
}
