use serde_json::json;

use crate::support::World;

#[tokio::test]
async fn messages_are_listed_newest_first_and_by_address() {
    let world = World::open().await;
    let (_, first) = world.code_for("+15550000001").await;
    let (_, second) = world.code_for("+15550000001").await;
    world.code_for("+15550000002").await;

    let messages = world.messages("+15550000001").await;
    let codes: Vec<_> = messages.iter().map(|message| &message["code"]).collect();
    assert_eq!(codes, [second.as_str(), first.as_str()]);
    let newest = &messages[0];
    assert_eq!(newest["channel"], "sms");
    for field in [
        "id", "to", "kind", "channel", "subject", "text", "code", "at",
    ] {
        assert!(newest[field].is_string(), "{field}");
    }

    let all = world
        .follow(&format!("{}/sandbox/outbox.json", world.sandbox.url))
        .await;
    assert_eq!(all.json.as_array().expect("a list").len(), 3);
}

#[tokio::test]
async fn the_page_shows_messages_with_working_links_and_nothing_unescaped() {
    let world = World::open().await;
    let evil = "<script>alert(1)</script>@game.example";
    let body = json!({ "email": evil, "send_link": true });
    world.post(world.jwt("/login/email/request"), body).await;
    let message = world.message(evil).await;

    let page = world.follow(&format!("{}/outbox", world.sandbox.url)).await;
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-type")
            .expect("a type")
            .starts_with("text/html")
    );
    assert!(!page.text.contains(evil));
    assert!(
        page.text
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;@game.example")
    );
    let link = message["link"].as_str().expect("a link");
    assert!(page.text.contains(&format!("href=\"{link}\"")));
}
