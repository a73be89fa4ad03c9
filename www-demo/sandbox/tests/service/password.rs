use serde_json::json;

use crate::support::{Answer, PASSWORD, World, account, answer, mail, with_query};

const CAPTCHA: [&str; 4] = [
    "X-LOT-NUMBER",
    "X-CAPTCHA-OUTPUT",
    "X-PASS-TOKEN",
    "X-GEN-TIME",
];

async fn log_in_with(world: &World, headers: &[&'static str], password: &str) -> Answer {
    let credentials = json!({ "username": "john", "password": password });
    let mut request = world.browser.post(world.jwt("/login")).json(&credentials);
    for name in headers {
        request = request.header(*name, "solved");
    }
    answer(request).await
}

#[tokio::test]
async fn a_user_signs_in_with_a_name_or_an_email_address() {
    let world = World::open().await;
    world.sign_up("john").await;
    for login in ["john", "John", &mail("john")] {
        let answer = world.log_in(login, PASSWORD).await;
        assert_eq!(answer.status, 200, "{login}");
        assert!(!answer.param("token").is_empty());
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same() {
    let world = World::open().await;
    world.sign_up("john").await;
    let wrong = world.log_in("john", "wrong password").await;
    let unknown = world.log_in("jane", PASSWORD).await;
    wrong.is(401, "003-001");
    assert_eq!(wrong.text, unknown.text);
}

#[tokio::test]
async fn after_five_wrong_passwords_a_captcha_is_required() {
    let world = World::open().await;
    world.sign_up("john").await;
    for _ in 0..5 {
        let answer = world.log_in("john", "wrong password").await;
        answer.is(401, "003-001");
        assert_eq!(answer.header("x-captcha-enabled"), None);
    }

    let answer = world.log_in("john", PASSWORD).await;
    answer.is(422, "003-038");
    assert_eq!(answer.header("x-captcha-enabled"), Some("1"));

    let answer = log_in_with(&world, &CAPTCHA[..3], PASSWORD).await;
    answer.is(422, "003-038");
    let answer = log_in_with(&world, &CAPTCHA, "wrong password").await;
    answer.is(401, "003-001");
    assert_eq!(log_in_with(&world, &CAPTCHA, PASSWORD).await.status, 200);
    assert_eq!(world.log_in("john", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_right_password_resets_the_count() {
    let world = World::open().await;
    world.sign_up("john").await;
    for _ in 0..2 {
        for _ in 0..4 {
            world.log_in("john", "wrong").await.is(401, "003-001");
        }
        assert_eq!(world.log_in("john", PASSWORD).await.status, 200);
    }
}

#[tokio::test]
async fn with_logout_ends_the_earlier_tokens() {
    let world = World::open().await;
    let earlier = world.token_of("john").await;
    let credentials = json!({ "username": "john", "password": PASSWORD });

    let keep = with_query(world.jwt("/login"), &[("with_logout", "0")]);
    world.post(keep, credentials.clone()).await;
    assert_eq!(world.bearer("/users/me", &earlier).await.status, 200);

    let end = with_query(world.jwt("/login"), &[("with_logout", "1")]);
    let later = world.post(end, credentials).await.param("token");
    world.bearer("/users/me", &earlier).await.is(401, "002-016");
    assert_eq!(world.bearer("/users/me", &later).await.status, 200);
}

#[tokio::test]
async fn if_a_captcha_is_required_nothing_is_done_without_one() {
    let world = World::open().await;
    world.sign_up("john").await;
    world.settings(json!({ "captcha": true })).await;
    let calls = [
        (world.jwt("/user"), account("jane")),
        (
            world.jwt("/login"),
            json!({ "username": "john", "password": PASSWORD }),
        ),
        (
            world.jwt("/password/reset/request"),
            json!({ "username": "john" }),
        ),
    ];
    for (url, body) in calls {
        let refused = world.post(url.clone(), body.clone()).await;
        refused.is(422, "003-038");
        assert_eq!(refused.header("x-captcha-enabled"), Some("1"));
        let mut request = world.browser.post(url).json(&body);
        for name in CAPTCHA {
            request = request.header(name, "solved");
        }
        assert!(matches!(answer(request).await.status, 200 | 204));
    }
}
