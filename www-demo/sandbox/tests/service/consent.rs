use serde_json::{Value, json};

use crate::support::{Answer, World, answer};

async fn post(world: &World, path: &str, token: &str, body: Value) -> Answer {
    let request = world.browser.post(world.api(path)).bearer_auth(token);
    answer(request.json(&body)).await
}

async fn refused(world: &World, token: &str, scope: &str) -> Value {
    let body = json!({ "client_id": 4242, "scope": scope });
    post(world, "/oauth2/consent/validate", token, body)
        .await
        .json
}

#[tokio::test]
async fn scopes_are_refused_until_the_user_agrees() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    assert_eq!(
        refused(&world, &token, "email offline").await,
        json!({ "approval": false, "refused_scopes": ["email", "offline"] })
    );
    let body = json!({
        "projectId": sandbox::PROJECT_ID,
        "client_id": "4242",
        "scope": "email",
        "state": "abcdefgh",
        "redirect_uri": "http://localhost:8080/",
        "response_type": "code",
        "approval": true,
    });
    let answer = post(&world, "/oauth2/consent", &token, body).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(
        refused(&world, &token, "email offline").await,
        json!({ "approval": false, "refused_scopes": ["offline"] })
    );
    assert_eq!(
        refused(&world, &token, "email").await,
        json!({ "approval": true, "refused_scopes": [] })
    );
    let jane = world.token_of("jane").await;
    assert_eq!(refused(&world, &jane, "email").await["approval"], false);
}

#[tokio::test]
async fn an_agreement_can_be_withdrawn() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    for approval in [true, false] {
        let body = json!({ "client_id": 4242, "scope": "email", "approval": approval });
        post(&world, "/oauth2/consent", &token, body).await;
        let answer = refused(&world, &token, "email").await;
        assert_eq!(answer["approval"], approval);
    }
}

#[tokio::test]
async fn both_calls_need_a_token_and_a_known_client() {
    let world = World::open().await;
    let token = world.token_of("john").await;
    for path in ["/oauth2/consent", "/oauth2/consent/validate"] {
        let body = json!({ "client_id": 4242, "scope": "email", "approval": true });
        world
            .post(world.api(path), body.clone())
            .await
            .is(401, "003-040");
        post(&world, path, "x", body).await.is(401, "002-016");
        let body = json!({ "client_id": 1, "scope": "email", "approval": true });
        post(&world, path, &token, body).await.is(400, "010-019");
    }
    let body = json!({ "client_id": 4242, "scope": "email" });
    post(&world, "/oauth2/consent", &token, body)
        .await
        .is(422, "0");
    let body = json!({
        "projectId": "other", "client_id": 4242, "scope": "email", "approval": true,
    });
    post(&world, "/oauth2/consent", &token, body)
        .await
        .is(404, "003-019");
}
