use std::time::Duration;

use sandbox::Options;
use url::Url;

use crate::support::{World, with_query};

fn port(world: &World) -> u16 {
    let port = world.sandbox.url.rsplit(':').next();
    port.and_then(|port| port.parse().ok()).expect("a port")
}

#[tokio::test]
async fn every_answer_ends_its_connection_and_has_an_id() {
    let world = World::open().await;
    let outbox = Url::parse(&format!("{}/outbox", world.sandbox.url)).expect("an address");
    for url in [world.jwt("/jwt/sso"), world.api("/nowhere"), outbox] {
        let answer = world.get(url).await;
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(answer.header("x-request-id").is_some());
    }
}

#[tokio::test]
async fn it_responds_on_localhost_and_on_ipv4() {
    let world = World::open().await;
    let url = format!("http://127.0.0.1:{}/outbox", port(&world));
    assert_eq!(world.follow(&url).await.status, 200);
    let url = format!("http://localhost:{}/outbox", port(&world));
    assert_eq!(world.follow(&url).await.status, 200);
}

#[tokio::test]
async fn stopping_ends_open_polls_and_frees_the_port() {
    let world = World::with(Options {
        long_poll: Duration::from_secs(600),
        ..World::options()
    })
    .await;
    let (id, _) = world.code_for("+15550000001").await;
    let query = [("login", "+15550000001"), ("operation_id", &id)];
    let url = with_query(world.jwt("/otc/code"), &query);
    let poll = tokio::spawn(world.browser.get(url).send());
    world.arrived("/api/otc/code").await;
    let port = port(&world);
    world.sandbox.stop().await;
    assert!(poll.await.expect("no panic").is_err());

    let again = World::with(Options {
        port,
        ..World::options()
    })
    .await;
    assert_eq!(self::port(&again), port);
}
