//! What only the Rust crate has: https, a clock that the caller provides, and errors at the start. These tests do not
//! run against the npm package; see [`crate::running::Running`].

use std::io::ErrorKind;
use std::time::Duration;

use sandbox::{Clock, Options, Sandbox};
use serde_json::json;
use tokio::net::TcpStream;

use crate::support::World;
use crate::token_endpoint::{signed_in, user_status};

mod https;

fn port(url: &str) -> u16 {
    let port = url.rsplit(':').next();
    port.and_then(|port| port.parse().ok()).expect("a port")
}

#[tokio::test]
async fn dropping_the_sandbox_stops_it() {
    let world = World::open().await;
    let port = port(&world.sandbox.url);
    drop(world);
    while TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_taken_port_and_a_bad_address_are_errors() {
    let world = World::open().await;
    let taken = Sandbox::start(Options {
        port: port(&world.sandbox.url),
        ..World::options()
    });
    assert_eq!(taken.await.expect_err("taken").kind(), ErrorKind::AddrInUse);
    for app in ["nowhere", "file:///index.html"] {
        let bad = Sandbox::start(Options {
            app: app.into(),
            ..World::options()
        });
        assert_eq!(bad.await.expect_err("bad").kind(), ErrorKind::InvalidInput);
    }
}

#[tokio::test]
async fn an_origin_with_a_path_is_refused() {
    for origin in [
        "http://localhost:5173/game",
        "http://localhost:5173/?a=b",
        "http://localhost:5173/#a",
        "http://user@localhost:5173",
    ] {
        let with_path = Sandbox::start(Options {
            origins: vec![origin.into()],
            ..World::options()
        });
        let error = with_path.await.expect_err(origin);
        assert!(error.to_string().starts_with("origins: each must be"));
    }
    let slash = Sandbox::start(Options {
        origins: vec!["HTTP://Localhost:80/".into()],
        ..World::options()
    });
    slash.await.expect("an origin").stop().await;
}

#[tokio::test]
async fn a_lifetime_below_a_second_is_refused() {
    let short = Sandbox::start(Options {
        access_lifetime: Duration::from_millis(999),
        ..World::options()
    });
    assert_eq!(
        short.await.expect_err("short").kind(),
        ErrorKind::InvalidInput
    );
}

#[tokio::test]
async fn the_caller_controls_the_clock_that_it_passed() {
    let clock = Clock::default();
    let world = World::with(Options {
        confirm_mail: false,
        clock: clock.clone(),
        ..World::options()
    })
    .await;
    let token = world.token_of("john").await;
    clock.advance(Duration::from_secs(24 * 60 * 60));
    world.bearer("/users/me", &token).await.is(401, "002-016");
}

#[tokio::test]
async fn a_lifetime_may_be_infinite() {
    let world = World::with(Options {
        confirm_mail: false,
        access_lifetime: Duration::MAX,
        ..World::options()
    })
    .await;
    world.sign_up("john").await;
    for _ in 0..2 {
        let tokens = signed_in(&world).await;
        assert_eq!(user_status(&world, &tokens).await, 200);
        let change = json!({ "accessLifetimeMs": u64::MAX });
        world.settings(change).await;
    }
}
