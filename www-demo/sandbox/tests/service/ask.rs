use serde_json::{Value, json};

use crate::support::{APP, Answer, PASSWORD, World, mail, param, parse, text, with_query};

const PHONE: &str = "+15551234567";

async fn ask(world: &World, token: &str, fields: Value) -> Answer {
    let body = json!({ "updatedFields": fields, "token": token, "settings": {}, "email": "" });
    world.post(world.jwt("/token/update"), body).await
}

fn names(fields: &Value) -> Vec<&str> {
    let fields = fields.as_array().expect("a list");
    let names = fields.iter().map(|field| field["name"].as_str());
    names.map(|name| name.expect("a name")).collect()
}

/// Signs up a user who must fill in `fields`, and returns the token to submit them
/// with.
async fn asked(world: &World, fields: &[&str]) -> String {
    world.settings(json!({ "askFields": fields })).await;
    let answer = world.sign_up("john").await;
    assert_eq!(names(&answer.json["ask_fields"]), fields);
    text(&answer.json["token"])
}

#[tokio::test]
async fn a_user_without_a_required_field_is_asked_for_it_at_sign_in() {
    let world = World::open().await;
    world
        .settings(json!({ "askFields": ["email", "phone_number", "nickname"] }))
        .await;
    world.sign_up("john").await;
    let answer = world.log_in("john", PASSWORD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json["ask_fields"],
        json!([
            {
                "name": "phone_number",
                "type": "phone",
                "required": true,
                "step": 0,
                "validation": {},
                "confirmation_type": "code",
            },
            { "name": "nickname", "type": "str", "required": true, "step": 1, "validation": {} },
        ])
    );
    assert_eq!(answer.param("token"), text(&answer.json["token"]));
    assert_eq!(answer.header("set-cookie"), None);
}

#[tokio::test]
async fn the_type_of_a_field_is_one_that_the_service_knows() {
    let world = World::open().await;
    let names = ["nickname", "bday", "phone_number"];
    let token = asked(&world, &names).await;
    let fields = world.bearer("/users/me/ask", &token).await.json;
    let types: Vec<_> = (0..names.len())
        .map(|at| text(&fields[at]["type"]))
        .collect();
    assert_eq!(types, ["str", "date", "phone"]);
}

#[tokio::test]
async fn the_fields_can_be_read_with_the_token() {
    let world = World::open().await;
    let token = asked(&world, &["phone_number"]).await;
    let fields = world.bearer("/users/me/ask", &token).await.json;
    assert_eq!(names(&fields), ["phone_number"]);
    world.settings(json!({ "askFields": [] })).await;
    assert_eq!(world.bearer("/users/me/ask", &token).await.json, json!([]));
    world
        .bearer("/users/me/ask", "no token")
        .await
        .is(401, "002-016");
}

#[tokio::test]
async fn a_phone_number_is_added_once_its_code_is_entered() {
    let world = World::open().await;
    let token = asked(&world, &["phone_number"]).await;
    for status in [422, 200] {
        world.settings(json!({ "askStatus": status })).await;
        let answer = ask(&world, &token, json!({ "phone_number": PHONE })).await;
        answer.is(status, "003-014");
    }
    let answer = ask(&world, &token, json!({ "phone_number": PHONE })).await;
    let id = text(&answer.json["error"]["details"]["operation_id"]);
    let user = world.bearer("/users/me", &token).await.json;
    assert_eq!(user["phone"], Value::Null);

    let code = text(&world.message(PHONE).await["code"]);
    world
        .confirm_phone(PHONE, &id, "000000")
        .await
        .is(422, "003-039");
    let answer = world.confirm_phone(PHONE, &id, &code).await;
    assert_eq!(answer.json["ask_fields"], Value::Null);
    assert!(answer.header("set-cookie").is_some());
    let user = world.bearer("/users/me", &answer.param("token")).await.json;
    assert_eq!(
        (&user["phone"], &user["username"]),
        (&PHONE.into(), &"john".into())
    );
}

#[tokio::test]
async fn an_email_address_is_added_once_its_code_is_entered() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    world
        .settings(json!({ "askFields": ["email"], "askStatus": 200 }))
        .await;
    let answer = world.confirm_phone(PHONE, &id, &code).await;
    let token = text(&answer.json["token"]);
    let answer = ask(&world, &token, json!({ "email": mail("John") })).await;
    answer.is(200, "003-011");

    let body = json!({
        "email": mail("john"),
        "operation_id": answer.json["error"]["details"]["operation_id"],
        "code": world.message(&mail("john")).await["code"],
    });
    let answer = world.post(world.jwt("/login/email/confirm"), body).await;
    let user = world.bearer("/users/me", &answer.param("token")).await.json;
    assert_eq!(
        (&user["phone"], &user["email"]),
        (&PHONE.into(), &mail("john").into())
    );
}

#[tokio::test]
async fn other_fields_need_no_confirmation() {
    let world = World::open().await;
    let token = asked(&world, &["nickname"]).await;
    let answer = ask(&world, &token, json!({ "nickname": "Johnny" })).await;
    let page = parse(&answer.json["redirect_url"]);
    assert!(page.as_str().starts_with(APP));
    assert!(answer.header("set-cookie").is_some());
    let token = param(&page, "token").expect("a token");
    let user = world.bearer("/users/me", &token).await.json;
    assert_eq!(user["nickname"], "Johnny");
}

#[tokio::test]
async fn the_fields_that_are_asked_for_are_required() {
    let world = World::open().await;
    let token = asked(&world, &["nickname"]).await;
    ask(&world, &token, json!({})).await.is(422, "0");
    ask(&world, &token, json!({ "nickname": "" }))
        .await
        .is(422, "0");
    ask(&world, "no token", json!({ "nickname": "J" }))
        .await
        .is(401, "002-016");
}

#[tokio::test]
async fn the_phone_number_or_email_address_of_another_user_is_refused() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    world.confirm_phone(PHONE, &id, &code).await;
    let token = world.token_of("john").await;
    world.sign_up("jane").await;
    ask(&world, &token, json!({ "phone_number": PHONE }))
        .await
        .is(422, "0");
    ask(&world, &token, json!({ "email": mail("JANE") }))
        .await
        .is(422, "003-004");
    let own = ask(&world, &token, json!({ "email": mail("John") })).await;
    assert!(own.json["redirect_url"].is_string());
}

#[tokio::test]
async fn with_two_addresses_the_second_is_asked_for_again() {
    let world = World::open().await;
    let (id, code) = world.code_for(PHONE).await;
    world
        .settings(json!({ "askFields": ["username", "email"] }))
        .await;
    let answer = world.confirm_phone(PHONE, &id, &code).await;
    let token = text(&answer.json["token"]);

    let fields = json!({ "username": "john", "email": mail("john") });
    ask(&world, &token, fields).await.is(422, "003-011");
    let left = world.bearer("/users/me/ask", &token).await.json;
    assert_eq!(names(&left), ["email"]);
}

#[tokio::test]
async fn the_message_has_a_link_when_the_settings_of_the_field_say_so() {
    let world = World::open().await;
    let token = asked(&world, &["phone_number"]).await;
    let body = json!({
        "updatedFields": { "phone_number": PHONE },
        "token": token,
        "settings": { "phone_number": { "send_link": true, "link_url": APP } },
        "email": "",
    });
    let answer = world.post(world.jwt("/token/update"), body).await;
    let id = text(&answer.json["error"]["details"]["operation_id"]);
    let message = world.message(PHONE).await;
    world.follow(&text(&message["link"])).await.location();

    let query = [("login", PHONE), ("operation_id", &id)];
    let poll = world.get(with_query(world.jwt("/otc/code"), &query)).await;
    assert_eq!(poll.json["code"], message["code"]);
}
