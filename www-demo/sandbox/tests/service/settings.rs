use serde_json::{Value, json};

use crate::support::{Answer, World, param, parse, text, with_query};

const ORIGIN: &str = "https://anywhere.example";

async fn file(world: &World, name: &str) -> Answer {
    let path = format!("/cdn/projects/{}/settings/{name}", sandbox::PROJECT_ID);
    let request = world.browser.get(world.page(&path));
    crate::support::answer(request.header("origin", ORIGIN)).await
}

fn names(list: &Value) -> Vec<String> {
    let entries = list.as_array().expect("a list");
    entries.iter().map(|entry| text(&entry["name"])).collect()
}

#[tokio::test]
async fn the_three_files_can_be_read_from_everywhere_without_credentials() {
    let world = World::open().await;
    for name in ["auth", "socials/by_region", "widget"] {
        let answer = file(&world, name).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.json.is_object(), "{name}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
    assert_eq!(world.requests().await.len(), 3);
}

#[tokio::test]
async fn the_files_of_another_project_do_not_exist() {
    let world = World::open().await;
    for name in ["auth", "socials/by_region", "widget"] {
        let url = world.page(&format!("/cdn/projects/other/settings/{name}"));
        world.get(url).await.is(404, "003-019");
    }
}

#[tokio::test]
async fn every_region_has_all_networks_in_its_own_order() {
    let world = World::open().await;
    let socials = file(&world, "socials/by_region").await.json;
    let regions = socials.as_object().expect("an object");
    let numbers: Vec<&String> = regions.keys().collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6"]);
    let mut all: Vec<Vec<String>> = Vec::new();
    for region in regions.values() {
        assert_eq!(region.get("custom"), None);
        let mut both = names(&region["primary"]);
        both.extend(names(&region["secondary"]));
        both.sort();
        all.push(both);
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(
        names(&socials["3"]["primary"]),
        ["naver", "kakao", "google"]
    );
}

#[tokio::test]
async fn the_links_of_a_network_work_with_the_query_of_a_sign_in() {
    let world = World::open().await;
    let socials = file(&world, "socials/by_region").await.json;
    let google = &socials["6"]["primary"][0];
    let jwt = with_query(parse(&google["jwt"]), &[("projectId", sandbox::PROJECT_ID)]);
    world.get(jwt).await.location();
    let query: Vec<(String, String)> = world.oauth("/x").query_pairs().into_owned().collect();
    let mut oauth = parse(&google["oauth2"]);
    oauth.query_pairs_mut().extend_pairs(query);
    world.get(oauth).await.location();
}

#[tokio::test]
async fn the_projects_own_network_is_listed_if_the_option_is_on() {
    let world = World::open().await;
    world.settings(json!({ "customNetwork": true })).await;
    let socials = file(&world, "socials/by_region").await.json;
    let custom = &socials["6"]["custom"];
    assert_eq!(custom["name"], "harbour-pass");
    let jwt = with_query(parse(&custom["jwt"]), &[("projectId", sandbox::PROJECT_ID)]);
    world.get(jwt).await.location();
}

#[tokio::test]
async fn the_country_is_an_option_and_may_be_missing() {
    let world = World::open().await;
    let details = async || world.get(world.api("/client/details")).await.json;
    assert_eq!(details().await, json!({ "geo_ip_country": "US" }));
    world.settings(json!({ "country": "jp" })).await;
    assert_eq!(details().await, json!({ "geo_ip_country": "jp" }));
    world.settings(json!({ "country": "" })).await;
    assert_eq!(details().await, json!({}));
}

#[tokio::test]
async fn the_old_url_has_everything_with_complete_links() {
    let world = World::open().await;
    let url = with_query(
        world.jwt("/widget/ng/settings"),
        &[("locale", "en_US"), ("payload", "a b")],
    );
    let settings = world.get(url).await.json;
    assert_eq!(settings["game_name"], "Skerry");
    assert!(settings["theme"]["primary_color"].is_string());
    let url = parse(&settings["social_links"]["primary"][0]["url"]);
    assert_eq!(param(&url, "payload").as_deref(), Some("a b"));
    assert_eq!(param(&url, "locale"), None);
    world.get(url).await.location();

    let oauth = world.get(world.oauth("/widget/ng/settings")).await.json;
    let url = parse(&oauth["social_links"]["secondary"][0]["url"]);
    assert_eq!(param(&url, "state").as_deref(), Some("abcdefgh"));
    world.get(url).await.location();

    world
        .get(world.api("/widget/ng/settings"))
        .await
        .is(404, "003-019");
}

#[tokio::test]
async fn a_fault_hits_a_file_only_when_its_path_is_named() {
    let world = World::open().await;
    world.fault(json!({ "kind": "status" })).await;
    assert_eq!(file(&world, "auth").await.status, 200);
    let path = format!("/cdn/projects/{}/settings/auth", sandbox::PROJECT_ID);
    world
        .fault(json!({ "kind": "status", "path": path, "status": 503 }))
        .await;
    assert_eq!(file(&world, "widget").await.status, 200);
    let answer = file(&world, "auth").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}

#[tokio::test]
async fn the_terms_that_the_settings_name_are_pages() {
    let world = World::open().await;
    let settings = file(&world, "auth").await.json;
    for name in ["tos_url", "privacy_policy"] {
        assert_eq!(world.get(parse(&settings[name])).await.status, 200);
    }
}
