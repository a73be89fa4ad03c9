use std::time::Duration;

use serde_json::json;
use url::Url;

use crate::support::{APP, Answer, World, account, claims, mail, param, parse, text, with_query};

async fn page_of(world: &World, url: Url) -> Url {
    let answer = world.get(url).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    parse(&answer.json["url"])
}

async fn decide(world: &World, page: &Url, fields: &[(&str, &str)]) -> Answer {
    let request = param(page, "request").expect("a request");
    let request = [("request", request.as_str())];
    world
        .form(world.page("/social"), &[&request, fields].concat())
        .await
}

async fn come_as(world: &World, name: &str) -> Url {
    let page = page_of(world, world.jwt("/social/google/login_url")).await;
    let fields = [("decision", "allow"), ("name", name)];
    decide(world, &page, &fields).await.see_other()
}

#[tokio::test]
async fn a_link_leads_to_a_page_and_back_with_a_token() {
    let world = World::open().await;
    let page = page_of(&world, world.jwt("/social/google/login_url")).await;
    let shown = world.get(page.clone()).await;
    assert!(shown.text.contains("Sign in with google"), "{}", shown.text);

    let fields = [("decision", "allow"), ("name", "Grace"), ("email", "")];
    let answer = decide(&world, &page, &fields).await;
    assert!(answer.header("set-cookie").is_some());
    let back = answer.see_other();
    assert!(back.as_str().starts_with(APP));
    let claims = claims(&param(&back, "token").expect("a token"));
    assert_eq!(claims["provider"], "google");
    assert_eq!(claims["name"], "Grace");
    assert_eq!(world.get(world.jwt("/jwt/sso")).await.status, 200);
}

#[tokio::test]
async fn the_oauth_link_leads_back_with_code_and_state() {
    let world = World::open().await;
    let page = page_of(&world, world.oauth("/oauth2/social/steam/login_url")).await;
    let fields = [("decision", "allow"), ("name", "Grace")];
    let back = decide(&world, &page, &fields).await.see_other();
    assert!(param(&back, "code").is_some());
    assert_eq!(param(&back, "state").as_deref(), Some("abcdefgh"));
}

#[tokio::test]
async fn the_same_person_is_the_same_user_and_another_network_is_another() {
    let world = World::open().await;
    let user = |url: Url| claims(&param(&url, "token").expect("a token"))["sub"].clone();
    let first = user(come_as(&world, "Grace").await);
    assert_eq!(user(come_as(&world, " grace ").await), first);
    assert_ne!(user(come_as(&world, "Ada").await), first);
    let page = page_of(&world, world.jwt("/social/apple/login_url")).await;
    let fields = [("decision", "allow"), ("name", "Grace")];
    let other = decide(&world, &page, &fields).await.see_other();
    assert_ne!(user(other), first);
}

#[tokio::test]
async fn a_link_works_once_and_for_ten_minutes() {
    let world = World::open().await;
    let page = page_of(&world, world.jwt("/social/google/login_url")).await;
    let fields = [("decision", "allow"), ("name", "Grace")];
    decide(&world, &page, &fields).await.see_other();
    assert_eq!(world.get(page.clone()).await.status, 404);
    assert_eq!(decide(&world, &page, &fields).await.status, 404);

    let page = page_of(&world, world.jwt("/social/google/login_url")).await;
    world.advance(Duration::from_secs(10 * 60)).await;
    assert_eq!(world.get(page).await.status, 404);
}

#[tokio::test]
async fn cancelling_leads_back_with_an_error_and_the_state() {
    let world = World::open().await;
    let page = page_of(&world, world.oauth("/oauth2/social/google/login_url")).await;
    let back = decide(&world, &page, &[("decision", "deny")])
        .await
        .see_other();
    assert_eq!(param(&back, "error_code").as_deref(), Some("010-015"));
    assert!(param(&back, "error_description").is_some());
    assert_eq!(param(&back, "state").as_deref(), Some("abcdefgh"));
    assert_eq!(param(&back, "code"), None);
}

#[tokio::test]
async fn an_email_address_of_another_user_leads_back_with_an_error() {
    let world = World::open().await;
    world.sign_up("john").await;
    let page = page_of(&world, world.jwt("/social/google/login_url")).await;
    let mail = mail("john");
    let fields = [("decision", "allow"), ("name", "J"), ("email", &mail)];
    let back = decide(&world, &page, &fields).await.see_other();
    assert_eq!(param(&back, "error_code").as_deref(), Some("010-016"));
}

#[tokio::test]
async fn invalid_input_is_reported_on_the_page() {
    let world = World::open().await;
    let page = page_of(&world, world.jwt("/social/google/login_url")).await;
    let long = "n".repeat(101);
    for (name, email) in [("", ""), (long.as_str(), ""), ("Grace", "nowhere")] {
        let fields = [("decision", "allow"), ("name", name), ("email", email)];
        let answer = decide(&world, &page, &fields).await;
        assert_eq!(answer.status, 422, "{name} {email}");
        assert!(answer.text.contains("role=\"alert\""), "{}", answer.text);
    }
    assert_eq!(world.get(page).await.status, 200);
}

#[tokio::test]
async fn fields_that_the_network_does_not_provide_are_named_in_the_callback() {
    let world = World::open().await;
    world
        .settings(json!({ "askFields": ["email", "nickname"] }))
        .await;
    let back = come_as(&world, "Grace").await;
    assert_eq!(param(&back, "fields").as_deref(), Some("email,nickname"));
    let token = param(&back, "token").expect("a token");
    let asked = world.bearer("/users/me/ask", &token).await;
    assert_eq!(asked.json[0]["name"], "email");
    world.get(world.jwt("/jwt/sso")).await.is(401, "003-040");
}

#[tokio::test]
async fn a_redirect_leads_to_the_same_page() {
    let world = World::open().await;
    let page = world
        .get(world.jwt("/social/google/login_redirect"))
        .await
        .location();
    assert_eq!(world.get(page).await.status, 200);
    let page = world
        .get(world.oauth("/oauth2/social/google/login_redirect"))
        .await
        .location();
    assert_eq!(world.get(page).await.status, 200);
}

#[tokio::test]
async fn a_network_that_is_not_connected_is_refused() {
    let world = World::open().await;
    for path in [
        "/social/nowhere/login_url",
        "/social/nowhere/login_redirect",
        "/social/my%20provider%2Fx/login_url",
    ] {
        world.get(world.jwt(path)).await.is(404, "003-061");
    }
    let body = json!({ "access_token": "grace" });
    let url = world.jwt("/social/nowhere/one_tap/complete");
    world.post(url, body).await.is(404, "003-061");
}

#[tokio::test]
async fn links_check_project_callback_and_state() {
    let world = World::open().await;
    world
        .get(world.api("/social/google/login_url"))
        .await
        .is(404, "003-019");
    let evil = [("login_url", "https://evil.example/")];
    let url = with_query(world.jwt("/social/google/login_url"), &evil);
    world.get(url).await.is(422, "010-012");
    let query = [
        ("client_id", "4242"),
        ("response_type", "code"),
        ("state", "short"),
    ];
    let url = with_query(world.api("/oauth2/social/google/login_url"), &query);
    world.get(url).await.is(400, "010-022");
}

#[tokio::test]
async fn one_tap_signs_in_by_the_token_of_the_network() {
    let world = World::open().await;
    let body = json!({ "access_token": "Grace" });
    let url = world.jwt("/social/google/one_tap/complete");
    let answer = world.post(url.clone(), body.clone()).await;
    assert!(answer.header("set-cookie").is_some());
    let claims = claims(&answer.param("token"));
    assert_eq!(claims["provider"], "google");

    let oauth = world.oauth("/oauth2/social/google/one_tap/complete");
    let answer = world.post(oauth, body).await;
    assert_eq!(answer.param("state"), "abcdefgh");
    world.post(url, json!({})).await.is(422, "0");
}

#[tokio::test]
async fn if_consent_is_required_a_new_person_accepts_once() {
    let world = World::open().await;
    world.settings(json!({ "socialConsent": true })).await;
    let back = come_as(&world, "Grace").await;
    assert_eq!(param(&back, "token"), None);
    let body = json!({
        "token": param(&back, "consent_token"),
        "projectId": sandbox::PROJECT_ID,
        "accept_consent": true,
        "consent_id": param(&back, "consent_id"),
    });
    let url = world.api("/social/consent");
    let answer = world.put(url.clone(), body.clone()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.header("set-cookie").is_some());
    assert!(param(&parse(&answer.json["url"]), "token").is_some());
    world.put(url, body).await.is(401, "002-016");

    assert!(param(&come_as(&world, "Grace").await, "token").is_some());
}

#[tokio::test]
async fn a_person_who_refuses_is_led_back_and_deleted() {
    let world = World::open().await;
    world.settings(json!({ "socialConsent": true })).await;
    let page = page_of(&world, world.oauth("/oauth2/social/google/login_url")).await;
    let fields = [
        ("decision", "allow"),
        ("name", "Grace"),
        ("email", "grace@game.example"),
    ];
    let back = decide(&world, &page, &fields).await.see_other();
    let body = json!({
        "token": param(&back, "consent_token"),
        "projectId": sandbox::PROJECT_ID,
        "accept_consent": false,
    });
    let answer = world.put(world.api("/social/consent"), body).await;
    let refused = parse(&answer.json["url"]);
    assert_eq!(param(&refused, "error_code").as_deref(), Some("010-015"));
    assert_eq!(param(&refused, "state").as_deref(), Some("abcdefgh"));
    assert_eq!(param(&refused, "code"), None);
    // The email address is free again.
    let account = account("grace");
    assert_eq!(world.post(world.jwt("/user"), account).await.status, 200);
}

#[tokio::test]
async fn a_person_who_does_not_decide_continues_and_is_asked_again() {
    let world = World::open().await;
    world.settings(json!({ "socialConsent": true })).await;
    let back = come_as(&world, "Grace").await;
    let body = json!({
        "token": param(&back, "consent_token"),
        "projectId": sandbox::PROJECT_ID,
        "accept_consent": null,
    });
    let answer = world.put(world.api("/social/consent"), body).await;
    assert!(text(&answer.json["url"]).contains("token="));
    assert_eq!(param(&come_as(&world, "Grace").await, "token"), None);
}

#[tokio::test]
async fn an_agreement_names_its_project_and_its_sign_in() {
    let world = World::open().await;
    world.settings(json!({ "socialConsent": true })).await;
    let back = come_as(&world, "Grace").await;
    let url = world.api("/social/consent");
    let token = param(&back, "consent_token");
    let project = sandbox::PROJECT_ID;
    let body = json!({ "token": token, "projectId": "", "accept_consent": true });
    world.put(url.clone(), body).await.is(404, "003-019");
    let body = json!({ "token": "x", "projectId": project, "accept_consent": true });
    world.put(url.clone(), body).await.is(401, "002-016");
    let body = json!({
        "token": token,
        "projectId": project,
        "accept_consent": true,
        "consent_id": "another",
    });
    world.put(url, body).await.is(422, "0");
}
