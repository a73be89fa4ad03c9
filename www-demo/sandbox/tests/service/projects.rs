use sandbox::Options;
use serde_json::json;

use crate::support::{APP, World, account, param, with_query};

#[tokio::test]
async fn an_unknown_project_is_refused() {
    let world = World::open().await;
    for query in [
        vec![],
        vec![("projectId", "00000000-0000-0000-0000-000000000000")],
    ] {
        for path in [
            "/user",
            "/login",
            "/password/reset/request",
            "/token/update",
        ] {
            let url = with_query(world.api(path), &query);
            world.post(url, json!({})).await.is(404, "003-019");
        }
        for path in ["/jwt/sso", "/jwt/sso/redirect", "/otc/code"] {
            let url = with_query(world.api(path), &query);
            world.get(url).await.is(404, "003-019");
        }
    }
}

#[tokio::test]
async fn the_login_url_must_be_registered() {
    let world = World::open().await;
    for other in [
        "http://localhost:8081/",
        "http://localhost:8080/other",
        "nowhere",
    ] {
        let url = with_query(world.jwt("/user"), &[("login_url", other)]);
        world.post(url, account("john")).await.is(422, "010-012");
    }
}

#[tokio::test]
async fn with_several_callbacks_one_must_be_named() {
    let world = World::with(Options {
        confirm_mail: false,
        callbacks: vec!["https://game.example/callback".into()],
        ..World::options()
    })
    .await;
    world
        .post(world.jwt("/user"), account("john"))
        .await
        .is(422, "010-011");
    for callback in [APP, "https://game.example/callback?lobby=1"] {
        let url = with_query(world.jwt("/user"), &[("login_url", callback)]);
        let answer = world
            .post(url, account(&format!("john{}", callback.len())))
            .await;
        assert!(answer.login_url().as_str().starts_with(callback));
        assert!(param(&answer.login_url(), "token").is_some());
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_in_json() {
    let world = World::open().await;
    world.get(world.api("/nowhere")).await.is(404, "404");
    world.get(world.jwt("/login")).await.is(405, "405");
}
