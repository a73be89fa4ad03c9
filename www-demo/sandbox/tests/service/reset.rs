use std::time::Duration;

use serde_json::json;

use crate::support::{APP, Answer, PASSWORD, World, mail, param, parse, with_query};

const NEW: &str = "new password";

async fn ask_for_reset(world: &World, name: &str) -> (String, String) {
    let body = json!({ "username": name });
    let answer = world.post(world.jwt("/password/reset/request"), body).await;
    assert_eq!(answer.status, 204);
    let link = parse(&world.message(&mail("john")).await["link"]);
    let get = |name| param(&link, name).expect("a parameter");
    (get("reset_code"), get("user_id"))
}

async fn set(world: &World, code: &str, user: &str, password: &str) -> Answer {
    let body = json!({ "new_password": password, "reset_code": code, "user_id": user });
    world.post(world.jwt("/password/reset/confirm"), body).await
}

#[tokio::test]
async fn the_code_in_the_email_sets_a_new_password_once() {
    let world = World::open().await;
    world.sign_up("john").await;
    let (code, user) = ask_for_reset(&world, "john").await;
    assert_eq!(world.message(&mail("john")).await["kind"], "reset");

    set(&world, "wrong", &user, NEW).await.is(422, "0");
    set(&world, &code, "wrong", NEW).await.is(422, "0");
    set(&world, &code, &user, "short").await.is(422, "0");
    assert_eq!(set(&world, &code, &user, NEW).await.status, 204);
    set(&world, &code, &user, NEW).await.is(422, "0");

    world.log_in("john", PASSWORD).await.is(401, "003-001");
    assert_eq!(world.log_in("john", NEW).await.status, 200);
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    let (code, user) = ask_for_reset(&world, "john").await;
    set(&world, &code, &user, NEW).await;
    world.bearer("/users/me", &token).await.is(401, "002-016");
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn a_reset_code_expires_after_an_hour() {
    let world = World::open().await;
    world.sign_up("john").await;
    let (code, user) = ask_for_reset(&world, &mail("john")).await;
    world.advance(Duration::from_secs(60 * 60)).await;
    set(&world, &code, &user, NEW).await.is(422, "0");
}

#[tokio::test]
async fn the_link_leads_to_the_login_url_or_else_to_the_app() {
    let world = World::open().await;
    world.sign_up("john").await;
    for (query, start) in [
        (vec![], APP),
        (
            vec![("login_url", "http://localhost:8080/?page=reset")],
            "http://localhost:8080/?page=reset&",
        ),
    ] {
        let url = with_query(world.jwt("/password/reset/request"), &query);
        world.post(url, json!({ "username": "john" })).await;
        let link = parse(&world.message(&mail("john")).await["link"]);
        assert!(link.as_str().starts_with(start), "{link}");
    }
    let url = with_query(
        world.jwt("/password/reset/request"),
        &[("login_url", "https://evil.example")],
    );
    world
        .post(url, json!({ "username": "john" }))
        .await
        .is(422, "010-012");
}

#[tokio::test]
async fn the_response_does_not_show_whether_a_name_is_known() {
    let world = World::open().await;
    let body = json!({ "username": "nobody" });
    let answer = world.post(world.jwt("/password/reset/request"), body).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
}
