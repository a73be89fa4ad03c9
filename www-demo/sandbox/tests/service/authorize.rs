use std::time::Duration;

use serde_json::json;
use url::Url;

use crate::support::{APP, Answer, PASSWORD, World, mail, param, with_query};

async fn sign_in(world: &World, page: &Url, name: &str, password: &str) -> Answer {
    let request = param(page, "request").expect("a request");
    let fields = [
        ("request", request.as_str()),
        ("username", name),
        ("password", password),
    ];
    world.form(world.page("/sign-in"), &fields).await
}

#[tokio::test]
async fn a_user_with_a_session_is_redirected_at_once() {
    let world = World::open().await;
    world.sign_up("john").await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    assert!(page.as_str().starts_with(APP));
    assert_eq!(param(&page, "state").as_deref(), Some("abcdefgh"));
    assert!(param(&page, "code").is_some());
}

#[tokio::test]
async fn a_user_without_a_session_signs_in_on_a_page_of_the_sandbox() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.get(world.jwt("/oauth2/clear_sso")).await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    assert!(page.as_str().starts_with(world.page("/sign-in").as_str()));
    let shown = world.get(page.clone()).await;
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains("<form"), "{}", shown.text);

    let wrong = sign_in(&world, &page, "<john>", "wrong").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("Wrong username"), "{}", wrong.text);
    assert!(wrong.text.contains("&lt;john&gt;"), "{}", wrong.text);

    let answer = sign_in(&world, &page, "john", PASSWORD).await;
    assert!(answer.header("set-cookie").is_some());
    let back = answer.see_other();
    assert_eq!(param(&back, "state").as_deref(), Some("abcdefgh"));
    assert!(param(&back, "code").is_some());

    let again = world.get(world.oauth("/oauth2/auth")).await.location();
    assert!(again.as_str().starts_with(APP));
}

#[tokio::test]
async fn the_sign_in_page_works_once_and_for_ten_minutes() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.get(world.jwt("/oauth2/clear_sso")).await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    sign_in(&world, &page, "john", PASSWORD).await.see_other();
    assert_eq!(world.get(page.clone()).await.status, 404);
    assert_eq!(sign_in(&world, &page, "john", PASSWORD).await.status, 404);

    world.get(world.jwt("/oauth2/clear_sso")).await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    world.advance(Duration::from_secs(10 * 60)).await;
    assert_eq!(world.get(page).await.status, 404);
}

#[tokio::test]
async fn cancelling_on_the_sign_in_page_leads_back_with_an_error() {
    let world = World::open().await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    let request = param(&page, "request").expect("a request");
    let fields = [("request", request.as_str()), ("decision", "deny")];
    let back = world
        .form(world.page("/sign-in"), &fields)
        .await
        .see_other();
    assert!(back.as_str().starts_with(APP));
    assert_eq!(param(&back, "error_code").as_deref(), Some("010-015"));
    assert_eq!(param(&back, "state").as_deref(), Some("abcdefgh"));
    assert_eq!(param(&back, "code"), None);
    let again = world.form(world.page("/sign-in"), &fields).await;
    assert_eq!(again.status, 404);
}

#[tokio::test]
async fn the_sign_in_page_leads_to_the_second_factor() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.get(world.jwt("/oauth2/clear_sso")).await;
    world.settings(json!({ "secondFactor": true })).await;
    let page = world.get(world.oauth("/oauth2/auth")).await.location();
    let back = sign_in(&world, &page, "john", PASSWORD).await.see_other();
    assert!(param(&back, "challenge_id").is_some());
    assert_eq!(param(&back, "state").as_deref(), Some("abcdefgh"));
    assert_eq!(param(&back, "code"), None);
    assert_eq!(world.messages(&mail("john")).await.len(), 1);
}

#[tokio::test]
async fn an_unregistered_url_is_never_redirected_to() {
    let world = World::open().await;
    world.sign_up("john").await;
    let url = with_query(
        world.api("/oauth2/auth"),
        &[
            ("client_id", "4242"),
            ("response_type", "code"),
            ("state", "abcdefgh"),
            ("redirect_uri", "https://evil.example/"),
        ],
    );
    world.get(url).await.is(422, "010-012");
}

#[tokio::test]
async fn a_challenge_must_be_an_s256_hash() {
    let world = World::open().await;
    let hash = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (challenge, method) in [
        (hash, "plain"),
        (hash, ""),
        (&hash[1..], "S256"),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "S256"),
    ] {
        let query = [
            ("code_challenge", challenge),
            ("code_challenge_method", method),
        ];
        let url = with_query(world.oauth("/oauth2/auth"), &query);
        world.get(url).await.is(400, "0");
    }
    let url = with_query(world.oauth("/oauth2/auth"), &[("code_challenge", hash)]);
    world.get(url).await.is(400, "0");
}
