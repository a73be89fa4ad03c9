//! The errors of the token endpoint in the form of RFC 6749.

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, World};
use crate::token_endpoint::{by_code, code, exchange, refresh, signed_in, user_status};

impl Answer {
    #[track_caller]
    fn is_oauth(&self, status: u16, error: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.json["error"], error);
        assert!(self.json["error_description"].is_string());
        assert_eq!(self.header("cache-control"), Some("no-store"));
    }
}

async fn open(errors: &str) -> World {
    let world = World::open().await;
    world.settings(json!({ "tokenErrors": errors })).await;
    world
}

#[tokio::test]
async fn every_refusal_has_its_name_from_the_rfc() {
    let world = open("rfc6749").await;
    let url = world.api("/oauth2/token");
    let grant = ("grant_type", "authorization_code");
    by_code(&world, "nonsense", &[])
        .await
        .is_oauth(400, "invalid_grant");
    refresh(&world, &json!("nonsense"))
        .await
        .is_oauth(400, "invalid_grant");
    world
        .form(url.clone(), &[("client_id", "1"), grant])
        .await
        .is_oauth(401, "invalid_client");
    exchange(&world, &[("grant_type", "password")])
        .await
        .is_oauth(400, "unsupported_grant_type");
    for fields in [
        vec![],
        vec![grant],
        vec![grant, ("code", "")],
        vec![("grant_type", "refresh_token")],
    ] {
        exchange(&world, &fields)
            .await
            .is_oauth(400, "invalid_request");
    }
    world
        .post(url, json!({ "client_id": 4242 }))
        .await
        .is_oauth(400, "invalid_request");
}

#[tokio::test]
async fn other_calls_keep_the_shape_of_the_service() {
    let world = open("rfc6749").await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    world.bearer("/users/me", "a.b.c").await.is(401, "002-016");
}

#[tokio::test]
async fn reuse_is_an_invalid_grant() {
    let world = open("rfc6749").await;
    world.settings(json!({ "reuseDetection": true })).await;
    world.sign_up("john").await;
    let tokens = signed_in(&world).await;
    refresh(&world, &tokens["refresh_token"]).await;
    let again = refresh(&world, &tokens["refresh_token"]).await;
    again.is_oauth(400, "invalid_grant");
    assert_eq!(user_status(&world, &tokens).await, 401);
}

#[tokio::test]
async fn a_fault_sets_the_shape_for_single_requests() {
    let world = open("service").await;
    world.fault(json!({ "kind": "rfcShape", "times": 2 })).await;
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
    for _ in 0..2 {
        by_code(&world, "nonsense", &[])
            .await
            .is_oauth(400, "invalid_grant");
    }
    by_code(&world, "nonsense", &[]).await.is(400, "010-023");
}

#[tokio::test]
async fn a_success_has_its_usual_shape() {
    let world = open("service").await;
    world.sign_up("john").await;
    world.fault(json!({ "kind": "rfcShape" })).await;
    let tokens = signed_in(&world).await;
    assert_eq!(user_status(&world, &tokens).await, 200);
}

#[tokio::test]
async fn an_oauth_error_on_demand_has_no_effect() {
    let world = open("service").await;
    world.sign_up("john").await;
    let code = code(&world, world.oauth("/oauth2/auth")).await;
    for (fault, status, error) in [
        (json!({}), 400, "invalid_grant"),
        (json!({ "error": "invalid_client" }), 401, "invalid_client"),
        (
            json!({ "error": "temporarily_unavailable", "retryAfter": "7" }),
            503,
            "temporarily_unavailable",
        ),
        (
            json!({ "error": "slow_down", "status": 429 }),
            429,
            "slow_down",
        ),
    ] {
        let mut fault = fault;
        fault["kind"] = "oauthError".into();
        fault["path"] = "/oauth2/token".into();
        world.fault(fault).await;
        let answer = by_code(&world, &code, &[]).await;
        answer.is_oauth(status, error);
        let retry_after = (status == 503).then_some("7");
        assert_eq!(answer.header("retry-after"), retry_after);
    }
    assert_eq!(by_code(&world, &code, &[]).await.status, 200);
}

#[tokio::test]
async fn a_shape_that_is_unknown_is_refused() {
    let world = World::open().await;
    let change = json!({ "tokenErrors": "xml" });
    world
        .control(Method::POST, "/options", change)
        .await
        .is(422, "0");
}
