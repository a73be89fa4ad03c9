use sandbox::PROJECT_ID;
use serde_json::json;
use std::time::Duration;

use crate::support::{APP, PASSWORD, World, account, claims, mail, param, parse, text, with_query};

#[tokio::test]
async fn an_account_works_after_the_link_in_the_email_was_opened() {
    let world = World::with(World::options()).await;

    let answer = world.sign_up("john").await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    world.log_in("john", PASSWORD).await.is(401, "003-007");

    let message = world.message(&mail("john")).await;
    assert_eq!(message["kind"], "confirm");
    assert_eq!(message["channel"], "mail");
    let link = text(&message["link"]);
    assert!(link.starts_with(&format!("{}/api/user/confirm?", world.sandbox.url)));

    let page = world.follow(&link).await.location();
    assert!(page.as_str().starts_with(APP));
    let token = param(&page, "token").expect("a token");
    assert_eq!(
        world.bearer("/users/me", &token).await.json["username"],
        "john"
    );

    let answer = world.log_in("john", PASSWORD).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn the_link_confirms_but_leaves_no_sso_session() {
    let world = World::with(World::options()).await;
    world.sign_up("john").await;
    let link = text(&world.message(&mail("john")).await["link"]);
    assert_eq!(world.follow(&link).await.header("set-cookie"), None);
}

#[tokio::test]
async fn a_confirmation_link_works_once() {
    let world = World::with(World::options()).await;
    world.sign_up("john").await;
    let link = text(&world.message(&mail("john")).await["link"]);
    world.follow(&link).await.location();
    assert_eq!(world.follow(&link).await.status, 404);
}

#[tokio::test]
async fn a_confirmation_link_expires_after_a_day() {
    let world = World::with(World::options()).await;
    world.sign_up("john").await;
    let link = text(&world.message(&mail("john")).await["link"]);
    world.advance(Duration::from_secs(24 * 60 * 60)).await;
    assert_eq!(world.follow(&link).await.status, 404);
    world.log_in("john", PASSWORD).await.is(401, "003-007");
}

#[tokio::test]
async fn without_confirmation_the_user_is_signed_in_at_once() {
    let world = World::open().await;
    let url = with_query(
        world.jwt("/user"),
        &[
            ("login_url", "http://localhost:8080/?lobby=1"),
            ("payload", "level 3"),
        ],
    );
    let answer = world.post(url, account("john")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(param(&answer.login_url(), "lobby").as_deref(), Some("1"));

    let claims = claims(&answer.param("token"));
    assert_eq!(claims["username"], "john");
    assert_eq!(claims["email"], mail("john"));
    assert_eq!(claims["payload"], "level 3");
    assert_eq!(claims["iss"], world.sandbox.url);
    assert_eq!(claims["xsolla_login_project_id"], PROJECT_ID);
    let (exp, iat) = (claims["exp"].as_u64(), claims["iat"].as_u64());
    assert_eq!(exp.unwrap() - iat.unwrap(), 24 * 60 * 60);
}

#[tokio::test]
async fn a_taken_name_and_a_taken_email_address_cause_different_errors() {
    let world = World::open().await;
    world.sign_up("john").await;
    let with = |username: &str, email: &str| json!({ "username": username, "email": email, "password": PASSWORD });
    let answer = world
        .post(world.jwt("/user"), with("JOHN", "other@game.example"))
        .await;
    answer.is(422, "003-003");
    let answer = world
        .post(world.jwt("/user"), with("jane", "John@Game.example"))
        .await;
    answer.is(422, "003-004");
}

#[tokio::test]
async fn limits_are_checked() {
    let world = World::open().await;
    for (field, value) in [
        ("username", "jo".to_owned()),
        ("username", "j".repeat(256)),
        ("password", "12345".into()),
        ("password", "p".repeat(101)),
        ("email", String::new()),
        ("email", "john".into()),
        ("email", format!("{}@x", "e".repeat(254))),
    ] {
        let mut body = account("john");
        body[field] = value.into();
        let answer = world.post(world.jwt("/user"), body).await;
        answer.is(422, "0");
        assert!(answer.text.contains(field), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_refused_without_being_quoted() {
    let world = World::open().await;
    let mut body = account("john");
    body["username"] = json!({ "secret": PASSWORD });
    let answer = world.post(world.jwt("/user"), body).await;
    answer.is(422, "0");
    assert!(!answer.text.contains(PASSWORD));

    let request = world.browser.post(world.jwt("/user"));
    let request = request.header("content-type", "application/json").body("{");
    crate::support::answer(request).await.is(400, "0");
}

#[tokio::test]
async fn the_nickname_is_kept_inside_fields_and_next_to_them() {
    let world = World::open().await;
    let mut inside = account("john");
    inside["fields"] = json!({ "nickname": "Johnny" });
    let mut beside = account("jane");
    beside["nickname"] = "Janie".into();
    for (body, nickname) in [(inside, "Johnny"), (beside, "Janie")] {
        let token = world.post(world.jwt("/user"), body).await.param("token");
        let user = world.bearer("/users/me", &token).await.json;
        assert_eq!(user["nickname"], nickname);
    }
}

#[tokio::test]
async fn another_confirmation_email_is_sent_only_to_unconfirmed_users() {
    let world = World::with(World::options()).await;
    world.sign_up("john").await;
    let resend = |name: String| {
        let url = world.jwt("/user/resend_confirmation_link");
        world.post(url, json!({ "username": name }))
    };
    let first = parse(&world.message(&mail("john")).await["link"]);

    assert_eq!(resend(mail("john")).await.status, 204);
    let second = parse(&world.message(&mail("john")).await["link"]);
    assert_ne!(first, second);
    assert_eq!(world.messages(&mail("john")).await.len(), 2);

    world.follow(second.as_str()).await.location();
    assert_eq!(world.follow(first.as_str()).await.status, 404);

    assert_eq!(resend("john".into()).await.status, 204);
    assert_eq!(resend("nobody".into()).await.status, 204);
    assert_eq!(world.messages(&mail("john")).await.len(), 2);
    assert_eq!(world.messages("nobody").await.len(), 0);
}
