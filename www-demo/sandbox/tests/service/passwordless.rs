use std::time::Duration;

use sandbox::Options;
use serde_json::{Value, json};

use crate::support::{APP, Answer, World, text, with_query};

const PHONE: &str = "+15551234567";
const MAIL: &str = "john@game.example";

async fn ask_for_link(world: &World, link_url: &str) -> String {
    let body = json!({ "email": MAIL, "send_link": true, "link_url": link_url });
    let answer = world.post(world.jwt("/login/email/request"), body).await;
    text(&answer.json["operation_id"])
}

async fn poll(world: &World, login: &str, id: &str) -> Answer {
    let query = [("login", login), ("operation_id", id)];
    world.get(with_query(world.jwt("/otc/code"), &query)).await
}

#[tokio::test]
async fn a_code_by_text_message_signs_up_and_then_in() {
    let world = World::open().await;
    let mut users = Vec::new();
    for _ in 0..2 {
        let (id, code) = world.code_for(PHONE).await;
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
        let answer = world.confirm_phone(PHONE, &id, &code).await;
        let user = world.bearer("/users/me", &answer.param("token")).await.json;
        assert_eq!(user["phone"], PHONE);
        users.push(text(&user["id"]));
    }
    assert_eq!(users[0], users[1]);
}

#[tokio::test]
async fn a_code_by_email_signs_in_whatever_the_case_of_the_address() {
    let world = World::open().await;
    let body = json!({ "email": "John@Game.Example" });
    let answer = world.post(world.jwt("/login/email/request"), body).await;
    let message = world.message(MAIL).await;
    assert_eq!(
        (&message["kind"], &message["channel"]),
        (&"code".into(), &"mail".into())
    );
    assert_eq!(message["link"], Value::Null);

    let body = json!({
        "email": "JOHN@game.example",
        "operation_id": answer.json["operation_id"],
        "code": message["code"],
    });
    let answer = world.post(world.jwt("/login/email/confirm"), body).await;
    let user = world.bearer("/users/me", &answer.param("token")).await.json;
    assert_eq!(user["email"], MAIL);
}

#[tokio::test]
async fn a_code_may_come_as_a_number() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    let code: u64 = code.parse().expect("digits");
    let body = json!({ "phone_number": PHONE, "operation_id": id, "code": code });
    let answer = world.post(world.jwt("/login/phone/confirm"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_code_works_once() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    assert_eq!(world.confirm_phone(PHONE, &id, &code).await.status, 200);
    world
        .confirm_phone(PHONE, &id, &code)
        .await
        .is(422, "003-039");
}

#[tokio::test]
async fn a_code_expires_after_three_minutes() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    world.advance(Duration::from_secs(3 * 60)).await;
    world
        .confirm_phone(PHONE, &id, &code)
        .await
        .is(422, "003-039");
    poll(&world, PHONE, &id).await.is(404, "003-061");
}

#[tokio::test]
async fn a_code_is_valid_only_for_its_own_number_and_operation() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    world
        .confirm_phone("+15550000000", &id, &code)
        .await
        .is(422, "003-039");
    world
        .confirm_phone(PHONE, "unknown", &code)
        .await
        .is(422, "003-039");
}

#[tokio::test]
async fn the_fifth_wrong_code_ends_the_operation() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    for _ in 0..4 {
        world
            .confirm_phone(PHONE, &id, "000000")
            .await
            .is(422, "003-039");
    }
    world
        .confirm_phone(PHONE, &id, "000000")
        .await
        .is(422, "003-049");
    world
        .confirm_phone(PHONE, &id, &code)
        .await
        .is(422, "003-049");
}

#[tokio::test]
async fn numbers_and_addresses_are_checked() {
    let world = World::open().await;
    for phone in ["15551234567", "+1234", "", "+1555x234567"] {
        let body = json!({ "phone_number": phone });
        let answer = world.post(world.jwt("/login/phone/request"), body).await;
        answer.is(422, "0");
    }
    for body in [
        json!({ "email": "john" }),
        json!({}),
        json!({ "email": MAIL, "link_url": "nowhere" }),
    ] {
        let answer = world.post(world.jwt("/login/email/request"), body).await;
        answer.is(422, "0");
    }
}

#[tokio::test]
async fn opening_the_link_releases_the_waiting_poll() {
    let world = World::with(Options {
        long_poll: Duration::from_secs(60),
        ..World::options()
    })
    .await;
    let id = ask_for_link(&world, &format!("{APP}confirm?style=dark")).await;
    let message = world.message(MAIL).await;
    let link = text(&message["link"]);

    let open = async {
        world.arrived("/api/otc/code").await;
        world.follow(&link).await
    };
    let (waited, opened) = tokio::join!(poll(&world, MAIL, &id), open);
    assert_eq!(waited.json, json!({ "code": message["code"] }));
    assert_eq!(
        opened.location().as_str(),
        "http://localhost:8080/confirm?style=dark"
    );
}

#[tokio::test]
async fn a_link_opened_before_the_poll_answers_it_at_once_and_the_code_signs_in() {
    let world = World::open().await;
    let id = ask_for_link(&world, APP).await;
    world
        .follow(&text(&world.message(MAIL).await["link"]))
        .await
        .location();
    let waited = poll(&world, "John@Game.Example", &id).await;

    let body = json!({ "email": MAIL, "operation_id": id, "code": waited.json["code"] });
    let answer = world.post(world.jwt("/login/email/confirm"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_poll_ends_with_408_when_nobody_opens_the_link() {
    let world = World::open().await;
    let id = ask_for_link(&world, APP).await;
    poll(&world, MAIL, &id).await.is(408, "010-050");
}

#[tokio::test]
async fn a_poll_for_another_login_or_operation_is_refused() {
    let world = World::open().await;
    let id = ask_for_link(&world, APP).await;
    poll(&world, "jane@game.example", &id)
        .await
        .is(404, "003-061");
    poll(&world, MAIL, "unknown").await.is(404, "003-061");
}

#[tokio::test]
async fn a_link_never_leads_to_an_unregistered_origin() {
    let world = World::open().await;
    let id = ask_for_link(&world, "https://evil.example/").await;
    let page = world
        .follow(&text(&world.message(MAIL).await["link"]))
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("close this page"));
    assert_eq!(poll(&world, MAIL, &id).await.status, 200);
}

#[tokio::test]
async fn a_link_expires_with_its_code() {
    let world = World::open().await;
    ask_for_link(&world, APP).await;
    let link = text(&world.message(MAIL).await["link"]);
    world.advance(Duration::from_secs(3 * 60)).await;
    assert_eq!(world.follow(&link).await.status, 404);
}

#[tokio::test]
async fn a_code_by_email_confirms_an_unconfirmed_account() {
    let world = World::with(World::options()).await;
    world.sign_up("john").await;
    let id = ask_for_link(&world, APP).await;
    let code = &world.message(MAIL).await["code"];
    let body = json!({ "email": MAIL, "operation_id": id, "code": code });
    world.post(world.jwt("/login/email/confirm"), body).await;
    assert_eq!(
        world.log_in("john", crate::support::PASSWORD).await.status,
        200
    );
}

async fn push(world: &World, state: &str, action: &str) -> crate::support::Answer {
    let query = [
        ("state", state),
        ("action", action),
        ("link_url", "http://localhost:8080/#confirmed"),
    ];
    let url = crate::support::with_query(world.jwt("/otc/push"), &query);
    world.get(url).await
}

/// Sends a code with a link, and returns the id of the operation and the key of the
/// link.
async fn with_link(world: &World) -> (String, String) {
    let body = json!({ "email": "john@game.example", "send_link": true });
    let answer = world.post(world.jwt("/login/email/request"), body).await;
    let link = text(&world.message("john@game.example").await["link"]);
    let key = crate::support::param(&link.parse().expect("an address"), "key");
    (text(&answer.json["operation_id"]), key.expect("a key"))
}

#[tokio::test]
async fn a_push_does_what_opening_the_link_does() {
    let world = World::open().await;
    let (id, key) = with_link(&world).await;
    assert_eq!(push(&world, &key, "login").await.status, 204);
    let query = [("login", "john@game.example"), ("operation_id", &id)];
    let url = crate::support::with_query(world.jwt("/otc/code"), &query);
    assert_eq!(world.get(url).await.status, 200);
}

#[tokio::test]
async fn a_push_that_declines_ends_the_operation() {
    let world = World::open().await;
    let (id, key) = with_link(&world).await;
    assert_eq!(push(&world, &key, "decline").await.status, 204);
    let query = [("login", "john@game.example"), ("operation_id", &id)];
    let url = crate::support::with_query(world.jwt("/otc/code"), &query);
    world.get(url).await.is(404, "003-061");
    push(&world, &key, "login").await.is(404, "003-061");
}
