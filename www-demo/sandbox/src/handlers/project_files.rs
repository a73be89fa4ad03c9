//! What a page reads to match its project: the three CDN files, and the older URL
//! that returns all of them.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::store::rules::callbacks::{check_client, check_project};
use crate::store::rules::social::{CUSTOM_NETWORK, NETWORKS};
use crate::store::state::{App, Shared};
use crate::web::error::Result;
use crate::web::page;

/// The networks that are listed first, by region number; 6 means worldwide.
const FIRST: [(&str, [&str; 3]); 6] = [
    ("1", ["google", "apple", "facebook"]),
    ("2", ["wechat", "qq", "weibo"]),
    ("3", ["naver", "kakao", "google"]),
    ("4", ["vk", "yandex", "google"]),
    ("5", ["google", "discord", "apple"]),
    ("6", ["google", "facebook", "discord"]),
];

/// GET `/cdn/projects/{id}/settings/auth`.
pub(crate) async fn auth(
    State(app): State<Shared>,
    Path(project): Path<String>,
) -> Result<Json<Value>> {
    check_project(&app, Some(&project))?;
    Ok(Json(describe(&app)))
}

fn describe(app: &App) -> Value {
    json!({
        "authorization_methods": ["username", "social", "phone", "passwordless-email-code"],
        "registration_fields": [
            { "name": "username", "type": "str", "required": true },
            { "name": "email", "type": "email", "required": true },
            { "name": "password", "type": "pass", "required": true },
        ],
        "game_name": "Skerry",
        "enable_magic_link": true,
        "tos_url": format!("{}/terms", app.url),
        "privacy_policy": format!("{}/privacy", app.url),
        "cookie_policy": "",
    })
}

/// GET `/cdn/projects/{id}/settings/socials/by_region`.
pub(crate) async fn socials(
    State(app): State<Shared>,
    Path(project): Path<String>,
) -> Result<Json<Value>> {
    check_project(&app, Some(&project))?;
    let is_custom = app.data().settings.custom_network;
    let entry = |name: &str| {
        json!({
            "name": name,
            "jwt": link(&app, "", name),
            "oauth2": link(&app, "/oauth2", name),
        })
    };
    let regions = FIRST.map(|(number, first)| (number.to_owned(), lists(first, is_custom, entry)));
    Ok(Json(Value::Object(Map::from_iter(regions))))
}

fn lists(first: [&str; 3], is_custom: bool, entry: impl Fn(&str) -> Value) -> Value {
    let entries = |names: &mut dyn Iterator<Item = &str>| names.map(&entry).collect::<Vec<_>>();
    let mut others = NETWORKS.into_iter().filter(|name| !first.contains(name));
    let mut lists = json!({
        "primary": entries(&mut first.into_iter()),
        "secondary": entries(&mut others),
    });
    if is_custom {
        lists["custom"] = entry(CUSTOM_NETWORK);
    }
    lists
}

fn link(app: &App, mode: &str, network: &str) -> String {
    format!("{}/api{mode}/social/{network}/login_redirect", app.url)
}

/// GET `/cdn/projects/{id}/settings/widget`.
pub(crate) async fn theme(
    State(app): State<Shared>,
    Path(project): Path<String>,
) -> Result<Json<Value>> {
    check_project(&app, Some(&project))?;
    Ok(Json(colours()))
}

fn colours() -> Value {
    json!({
        "primary_color": "#17415F",
        "background": { "color": "#FFFDF9" },
        "rounding": { "buttons": "10px" },
    })
}

/// GET `/widget/ng/settings`: returns everything at once, with complete links.
pub(crate) async fn all(
    State(app): State<Shared>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>> {
    let query = query.unwrap_or_default();
    let given = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let found = pairs.find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned())
    };
    check_project(&app, given("projectId").as_deref())?;
    let mode = match given("client_id") {
        Some(id) => {
            check_client(&app, Some(&id))?;
            "/oauth2"
        }
        None => "",
    };
    // The client adds the locale itself.
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "locale");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .finish();
    let entry = |name: &str| {
        let link = link(&app, mode, name);
        json!({ "name": name, "url": format!("{link}?{query}") })
    };
    let is_custom = app.data().settings.custom_network;
    let [.., (_, first)] = FIRST;
    let mut settings = describe(&app);
    settings["theme"] = colours();
    settings["social_links"] = lists(first, is_custom, entry);
    Ok(Json(settings))
}

/// GET `/terms`.
pub(crate) async fn terms() -> Response {
    page::message("Terms", "Nothing here is real. Be kind to each other.")
}

/// GET `/privacy`.
pub(crate) async fn privacy() -> Response {
    page::message("Privacy", "Everything is forgotten when the sandbox ends.")
}
