use sandbox::Options;
use serde_json::json;

use crate::support::{APP, Answer, World, account, param, text, with_query};

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

#[tokio::test]
async fn a_missing_parameter_is_named() {
    let world = World::open().await;
    let described = |answer: Answer| text(&answer.json["error"]["description"]);
    for (url, body, name) in [
        (world.jwt("/login"), json!({}), "username"),
        (
            world.jwt("/login"),
            json!({ "username": "john" }),
            "password",
        ),
        (
            world.jwt("/login/email/confirm"),
            json!({ "email": "john@game.example", "code": "123456" }),
            "operation_id",
        ),
        (world.jwt("/password/reset/request"), json!({}), "username"),
        (
            world.jwt("/user/resend_confirmation_link"),
            json!({}),
            "username",
        ),
    ] {
        let answer = world.post(url, body).await;
        answer.is(422, "002-028");
        assert_eq!(described(answer), format!("{name}: missing."));
    }
    for (path, name, status, code) in [
        ("/login", "projectId", 404, "003-019"),
        ("/oauth2/login", "client_id", 400, "010-019"),
    ] {
        let answer = world.post(world.api(path), json!({})).await;
        answer.is(status, code);
        assert_eq!(described(answer), format!("{name}: missing."));
    }
    let fields = [("grant_type", "refresh_token"), ("client_id", "4242")];
    let answer = world.form(world.api("/oauth2/token"), &fields).await;
    assert_eq!(described(answer), "refresh_token: missing.");
    let answer = world.form(world.api("/oauth2/token"), &fields[..1]).await;
    assert_eq!(described(answer), "client_id: missing.");
}
