//! Calls to the token endpoint, and the steps that lead to it.

use serde_json::Value;
use url::Url;

use crate::support::{APP, Answer, World, param, text, with_query};

pub async fn exchange(world: &World, fields: &[(&str, &str)]) -> Answer {
    let known = [("client_id", "4242")];
    world
        .form(world.api("/oauth2/token"), &[&known, fields].concat())
        .await
}

pub async fn by_code(world: &World, code: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", APP),
    ];
    exchange(world, &[&fields, more].concat()).await
}

pub async fn refresh(world: &World, token: &Value) -> Answer {
    let token = text(token);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.as_str()),
    ];
    exchange(world, &fields).await
}

/// Signs a user up and returns the code from the authorization endpoint.
pub async fn authorized(world: &World, more: &[(&str, &str)]) -> String {
    world.sign_up("john").await;
    code(world, with_query(world.oauth("/oauth2/auth"), more)).await
}

pub async fn code(world: &World, url: Url) -> String {
    let page = world.get(url).await.location();
    param(&page, "code").expect("a code")
}

/// Returns the tokens of a new sign-in, including a refresh token.
pub async fn signed_in(world: &World) -> Value {
    let url = with_query(world.oauth("/oauth2/auth"), &[("scope", "offline")]);
    let code = code(world, url).await;
    let answer = by_code(world, &code, &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json
}

/// Returns the status of `/users/me` with the access token.
pub async fn user_status(world: &World, tokens: &Value) -> u16 {
    let token = text(&tokens["access_token"]);
    world.bearer("/users/me", &token).await.status
}
