use serde_json::json;

use crate::support::{APP, PASSWORD, World, account, mail, param, parse, text, with_query};

#[tokio::test]
async fn a_sign_up_leads_to_the_redirect_uri_with_code_and_state() {
    let world = World::open().await;
    let answer = world
        .post(world.oauth("/oauth2/user"), account("john"))
        .await;
    assert!(answer.login_url().as_str().starts_with(APP));
    assert!(!answer.param("code").is_empty());
    assert_eq!(answer.param("state"), "abcdefgh");
    assert_eq!(param(&answer.login_url(), "token"), None);
}

#[tokio::test]
async fn a_confirmation_link_leads_to_the_redirect_uri_of_the_call_that_sent_it() {
    let world = World::with(World::options()).await;
    let answer = world
        .post(world.oauth("/oauth2/user"), account("john"))
        .await;
    assert_eq!(answer.status, 204);
    let link = text(&world.message(&mail("john")).await["link"]);
    let page = world.follow(&link).await.location();
    assert_eq!(param(&page, "state").as_deref(), Some("abcdefgh"));
    assert!(param(&page, "code").is_some());
}

#[tokio::test]
async fn passwords_and_codes_sign_in_with_code_and_state() {
    let world = World::open().await;
    world.sign_up("john").await;
    let credentials = json!({ "username": "john", "password": PASSWORD });
    let answer = world.post(world.oauth("/oauth2/login"), credentials).await;
    assert_eq!(answer.param("state"), "abcdefgh");

    let request = json!({ "email": mail("john") });
    let answer = world
        .post(world.oauth("/oauth2/login/email/request"), request)
        .await;
    let confirm = json!({
        "email": mail("john"),
        "operation_id": answer.json["operation_id"],
        "code": world.message(&mail("john")).await["code"],
    });
    let answer = world
        .post(world.oauth("/oauth2/login/email/confirm"), confirm)
        .await;
    assert_eq!(answer.param("state"), "abcdefgh");
}

#[tokio::test]
async fn fields_are_asked_for_with_a_token_next_to_code_and_state() {
    let world = World::open().await;
    world.settings(json!({ "askFields": ["nickname"] })).await;
    let answer = world
        .post(world.oauth("/oauth2/user"), account("john"))
        .await;
    let token = text(&answer.json["token"]);
    let body = json!({ "updatedFields": { "nickname": "J" }, "token": token, "settings": {} });
    let answer = world.post(world.oauth("/oauth2/user/ask"), body).await;
    let page = parse(&answer.json["redirect_url"]);
    assert_eq!(param(&page, "state").as_deref(), Some("abcdefgh"));
}

#[tokio::test]
async fn a_call_without_a_long_enough_state_is_refused() {
    let world = World::open().await;
    for state in ["", "1234567"] {
        let url = replace(world.oauth("/oauth2/user"), "state", Some(state));
        world.post(url, account("john")).await.is(400, "010-022");
    }
    let url = replace(world.oauth("/oauth2/user"), "state", None);
    world.post(url, account("john")).await.is(400, "010-022");
}

#[tokio::test]
async fn the_response_type_must_be_code() {
    let world = World::open().await;
    for kind in [Some("token"), None] {
        let url = replace(world.oauth("/oauth2/login"), "response_type", kind);
        world.post(url, json!({})).await.is(400, "0");
    }
}

#[tokio::test]
async fn the_client_must_be_known() {
    let world = World::open().await;
    for client in [Some("1"), None] {
        for path in ["/oauth2/login", "/oauth2/user"] {
            let url = replace(world.oauth(path), "client_id", client);
            world.post(url, json!({})).await.is(400, "010-019");
        }
        for path in ["/oauth2/sso", "/oauth2/auth"] {
            let url = replace(world.oauth(path), "client_id", client);
            world.get(url).await.is(400, "010-019");
        }
    }
    let url = replace(world.oauth("/widget/ng/settings"), "client_id", Some("1"));
    world.get(url).await.is(400, "010-019");
}

#[tokio::test]
async fn a_project_that_is_named_must_be_known() {
    let world = World::open().await;
    for path in ["/oauth2/login", "/oauth2/user", "/oauth2/user/ask"] {
        let url = replace(world.oauth(path), "projectId", Some("other"));
        world.post(url, json!({})).await.is(404, "003-019");
    }
    for path in ["/oauth2/sso", "/oauth2/auth"] {
        let url = replace(world.oauth(path), "projectId", Some("other"));
        world.get(url).await.is(404, "003-019");
    }
}

#[tokio::test]
async fn the_client_id_alone_identifies_the_project() {
    let world = World::open().await;
    let url = replace(world.oauth("/oauth2/login"), "projectId", None);
    let user = json!({ "username": "john", "password": "wrong-1" });
    world.post(url, user).await.is(401, "003-001");
}

#[tokio::test]
async fn the_redirect_uri_must_be_registered() {
    let world = World::open().await;
    let url = replace(
        world.oauth("/oauth2/user"),
        "redirect_uri",
        Some("https://evil.example/"),
    );
    world.post(url, account("john")).await.is(422, "010-012");
}

fn replace(url: url::Url, name: &str, value: Option<&str>) -> url::Url {
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let mut bare = url.clone();
    bare.set_query(None);
    let mut changed: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    changed.extend(value.map(|value| (name, value)));
    with_query(bare, &changed)
}
