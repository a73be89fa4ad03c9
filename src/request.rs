//! (config, call, values) → URL, headers, body.
//!
//! Knows no JavaScript: a value that goes out as it was given is a place there.

use crate::address::{append, encode, joined, split};
use crate::calls::{Arg, Call, Own, Path, Plan, Query, To};
use crate::config::Config;
use crate::message::{Object, place};
use crate::options::Text;

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// As the caller gave it: the place where it stays.
    Given(usize),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
}

/// The arguments of one call, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Those that were given, in the order of the call's table.
    pub given: Vec<(&'static Arg, Value)>,
    /// The captcha's headers.
    pub captcha: Vec<(&'static str, String)>,
    /// The place of the mail address among the `fields` of `ask`, in lower case.
    pub email: Option<usize>,
    /// Whether a phone number is among them.
    pub phone: bool,
}

/// One request, ready to send.
#[derive(Debug, Clone)]
pub struct Request {
    /// The address with its query.
    pub url: String,
    /// The path below the base, for hooks: it tells nothing that was typed.
    pub path: String,
    /// The headers but `Content-Type`, which [`Call::content_type`] gives.
    pub headers: Vec<(&'static str, String)>,
    /// The body as [`crate::message::text`] says; empty for none.
    pub body: String,
    /// For a navigation: the address that tells whether it would lead anywhere, the same but for
    /// what changes a session.
    pub probe: Option<String>,
}

/// Headers of `captchaData` and the names of its fields.
pub const CAPTCHA: [(&str, &str); 4] = [
    ("lot_number", "X-LOT-NUMBER"),
    ("captcha_output", "X-CAPTCHA-OUTPUT"),
    ("pass_token", "X-PASS-TOKEN"),
    ("gen_time", "X-GEN-TIME"),
];

/// The names of those fields, with a space between.
pub const CAPTCHA_FIELDS: &str = "lot_number captcha_output pass_token gen_time";

/// Whether this call goes to its OAuth path.
pub fn is_oauth(config: &Config, call: &Call, values: &Values) -> bool {
    match call.path {
        Path::Fixed(_) | Path::File(_) => return false,
        Path::Always(_) => return true,
        _ => {}
    }
    let asked = values.given.iter().find_map(|given| match given {
        (Arg { to: To::Mode, .. }, Value::Flag(flag)) => Some(*flag),
        _ => None,
    });
    asked.unwrap_or_else(|| config.is_oauth())
}

/// The request of a call. In OAuth mode [`Config::keep_state`] comes first.
pub fn build(config: &Config, call: &Call, values: Values) -> Request {
    let oauth = is_oauth(config, call, &values);
    let path = match call.path {
        Path::Oauth(path) if oauth => joined(&["/oauth2", path]),
        Path::Either { oauth: path, .. } if oauth => path.into(),
        Path::Fixed(path) | Path::Always(path) | Path::Oauth(path) | Path::File(path) => {
            path.into()
        }
        Path::Either { jwt, .. } => jwt.into(),
    };
    let path = with_segment(path, text_of(&values, To::Segment));
    let query = query(config, call, &values, oauth);
    let mut url = match (call.path, text_of(&values, To::Address)) {
        (Path::File(_), Some(address)) => address.into(),
        (Path::File(path), None) => config.file(path),
        _ => joined(&[config.base(), &path]),
    };
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query);
    }
    let probe = (call.plan == Plan::Navigate).then(|| {
        let query = config.session(text_of(&values, To::LoginUrl));
        joined(&[config.base(), &path, "?", &query])
    });
    let mut headers = Vec::new();
    let body = match call.grant {
        Some(grant) => form(config, call, &values, grant),
        None => body(config, call, &values, oauth),
    };
    let bearer = text_of(&values, To::Bearer).map(|token| joined(&["Bearer ", token]));
    headers.extend(values.captcha);
    headers.extend(bearer.map(|bearer| ("Authorization", bearer)));
    Request {
        url,
        path,
        headers,
        body,
        probe,
    }
}

fn query(config: &Config, call: &Call, values: &Values, oauth: bool) -> String {
    let mut query = match call.query {
        Query::None | Query::Challenge => String::new(),
        Query::Project | Query::Authorize => config.project(),
        Query::Session | Query::Mail | Query::Social => {
            let mut query = config.session(text_of(values, To::LoginUrl));
            config.add_changes(&mut query, call.query != Query::Social);
            query
        }
    };
    let mut add = |name, text| config.append(&mut query, name, text);
    match call.query {
        Query::Mail => add("email_template", Text::EmailTemplate),
        Query::Challenge => add("challenge_id", Text::ChallengeId),
        Query::Authorize => add("audience", Text::Audience),
        _ => {}
    }
    // A call without a query of its own has these options in its body.
    if oauth && call.query != Query::None {
        config.add_oauth(&mut query);
    }
    for arg in call.args {
        if let To::Query(name) = arg.to {
            append(&mut query, name, text_of(values, arg.to).or(arg.default));
        }
    }
    query
}

/// The text of the argument that goes there.
fn text_of(values: &Values, to: To) -> Option<&str> {
    values.given.iter().find_map(|(arg, value)| match value {
        Value::Text(text) if arg.to == to => Some(text.as_str()),
        _ => None,
    })
}

/// `path` with `segment`, encoded, in the place of `{}`.
fn with_segment(path: String, segment: Option<&str>) -> String {
    let Some(segment) = segment else { return path };
    let (before, _) = split(&path, b'{');
    let (_, after) = split(&path, b'}');
    let mut whole = String::from(before);
    encode(&mut whole, segment);
    whole.push_str(after.strip_prefix("}").unwrap_or_default());
    whole
}

/// A body that is JSON; empty for none.
fn body(config: &Config, call: &Call, values: &Values, oauth: bool) -> String {
    let mut body = Object::default();
    let mut link = None;
    let mut contacts = false;
    for (arg, value) in &values.given {
        match (arg.to, value) {
            (To::Body, Value::Given(given)) => return place(*given),
            (To::Field(name), Value::Given(given)) => body.raw(name, &place(*given)),
            (To::Link, Value::Text(text)) => link = Some(config.link(text)),
            (To::Contacts, Value::Given(given)) => {
                contacts = true;
                body.raw("updatedFields", &place(*given));
            }
            _ => {}
        }
    }
    let link = link.as_deref();
    if contacts {
        let mut settings = Object::default();
        for (name, there) in [
            ("email", values.email.is_some()),
            ("phone_number", values.phone),
        ] {
            if there {
                let mut entry = Object::default();
                push_link(&mut entry, config, link);
                settings.raw(name, &entry.end());
            }
        }
        body.raw("settings", &settings.end());
        match values.email {
            Some(email) if oauth => body.raw("email", &place(email)),
            _ if oauth => {}
            _ => body.text("email", ""),
        }
    } else if call.send_link {
        push_link(&mut body, config, link);
    }
    for own in call.own {
        push_own(&mut body, config, *own);
    }
    match body.is_empty() && call.own.is_empty() {
        true => String::new(),
        false => body.end(),
    }
}

/// A body of the token endpoint (WHATWG URL, application/x-www-form-urlencoded).
fn form(config: &Config, call: &Call, values: &Values, grant: &str) -> String {
    let mut form = String::new();
    append(&mut form, "grant_type", Some(grant));
    for (arg, value) in &values.given {
        if let (To::Form(name), Value::Text(text)) = (arg.to, value) {
            append(&mut form, name, Some(text));
        }
    }
    for own in call.own {
        let (name, text) = match own {
            Own::ClientId => ("client_id", Text::ClientId),
            Own::RedirectUri => ("redirect_uri", Text::RedirectUri),
            _ => continue,
        };
        config.append(&mut form, name, text);
    }
    form
}

fn push_own(body: &mut Object, config: &Config, own: Own) {
    let locale = config.locale();
    let (name, value) = match own {
        Own::ProjectId => ("projectId", config.text(Text::ProjectId)),
        Own::Locale => ("locale", locale.as_deref()),
        Own::ClientId => ("client_id", config.text(Text::ClientId)),
        Own::Scope => ("scope", config.text(Text::Scope)),
        Own::State => ("state", config.state()),
        Own::RedirectUri => ("redirect_uri", config.text(Text::RedirectUri)),
        Own::ResponseType => ("response_type", Some(config.response_type())),
    };
    match value {
        None => {}
        // As JavaScript writes it.
        Some(number) if own == Own::ClientId && config.client_is_number() => {
            body.raw(name, number);
        }
        Some(text) => body.text(name, text),
    }
}

fn push_link(body: &mut Object, config: &Config, link: Option<&str>) {
    if let Some(link) = link {
        body.text("link_url", link);
    }
    if let Some(send_link) = config.send_link(link.is_some()) {
        body.raw("send_link", if send_link { "true" } else { "false" });
    }
}

/// Checks a header value before the browser does: its message would quote the value.
///
/// # Errors
///
/// If the value has a line break, a NUL, or a character above U+00FF (RFC 9110, WHATWG fetch).
pub fn check_header(value: &str) -> Result<(), &'static str> {
    let fits = |c: char| !matches!(c, '\0' | '\n' | '\r') && u32::from(c) < 256;
    match value.chars().all(fits) {
        true => Ok(()),
        false => Err("has characters that a header cannot carry"),
    }
}

/// Refuses what is no segment of a path but a step in it (RFC 3986, 3.3).
///
/// # Errors
///
/// For `.` and `..`.
pub fn check_segment(value: &str) -> Result<(), &'static str> {
    match value {
        "." | ".." => Err("must not be . or .."),
        _ => Ok(()),
    }
}

/// Refuses a `loginUrl` whose scheme runs or shows something instead of leading to a page. Reads
/// the scheme as a browser does (WHATWG URL): leading controls and spaces, and tabs and line breaks
/// anywhere, do not count.
///
/// # Errors
///
/// For `javascript:`, `data:`, `blob:`, `vbscript:` and `file:`.
pub fn check_login_url(url: &str) -> Result<(), &'static str> {
    let mut scheme = String::new();
    for c in url
        .chars()
        .skip_while(|c| *c <= ' ')
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
    {
        match c {
            ':' => {
                return match scheme.as_str() {
                    "javascript" | "data" | "blob" | "vbscript" | "file" => {
                        Err("must not be a javascript:, data:, blob:, vbscript: or file: address")
                    }
                    _ => Ok(()),
                };
            }
            c if scheme.len() < 16 => scheme.push(c.to_ascii_lowercase()),
            _ => break,
        }
    }
    // No scheme: an address relative to the page.
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Change, Plain, option};
    use serde_json::{Value as Json, json};

    fn config(options: &[(&str, &str)]) -> Config {
        let mut changes: Vec<Change> =
            vec![(option("projectId").unwrap(), Plain::Text("p".into()))];
        for (name, value) in options {
            let value = match *value {
                "true" => Plain::Flag(true),
                "false" => Plain::Flag(false),
                text => Plain::Text(text.into()),
            };
            changes.push((option(name).unwrap(), value));
        }
        Config::default().with(changes).unwrap()
    }

    fn call(name: &str) -> &'static Call {
        Call::named(name).unwrap()
    }

    /// Values for a call's arguments as `api` reads them: texts where the request needs text. The
    /// others are beside them, by their places.
    fn values(call: &'static Call, args: Json) -> (Values, Vec<Json>) {
        let (mut values, mut kept) = (Values::default(), Vec::new());
        for arg in call.args {
            let value = args[arg.name.text].clone();
            if value.is_null() {
                continue;
            }
            values.given.push((
                arg,
                match (arg.to, value) {
                    (To::Mode, Json::Bool(flag)) => Value::Flag(flag),
                    (To::Field(_) | To::Body | To::Contacts, value) => {
                        kept.push(value);
                        Value::Given(kept.len() - 1)
                    }
                    (_, value) => Value::Text(value.as_str().unwrap().into()),
                },
            ));
        }
        (values, kept)
    }

    fn request(config: &Config, name: &str, args: Json) -> Request {
        let call = call(name);
        build(config, call, values(call, args).0)
    }

    /// The body with what was given in its places.
    fn body(request: Request, kept: &[Json]) -> Json {
        let whole = kept
            .iter()
            .enumerate()
            .fold(request.body, |body, (number, value)| {
                body.replace(&place(number), &value.to_string())
            });
        serde_json::from_str(&whole).unwrap()
    }

    #[test]
    fn the_jwt_path_never_has_the_oauth_query() {
        let config = config(&[("is_oauth2", "true"), ("clientId", "42")]);
        config.keep_state("0123456789abcdef".into());
        let args = json!({ "phone_number": "+1", "isOauth2": false });
        let sent = request(&config, "phoneGetCode", args);
        assert_eq!(sent.path, "/login/phone/request");
        assert!(sent.url.ends_with("/login/phone/request?projectId=p"));
    }

    #[test]
    fn the_oauth_path_has_both_queries() {
        let config = config(&[("clientId", "42")]);
        config.keep_state("0123456789abcdef".into());
        let args = json!({ "email": "a@b", "code": "1", "operation_id": "o", "isOauth2": true });
        let sent = request(&config, "loginWithEmailCode", args);
        assert_eq!(
            sent.url,
            "https://login.xsolla.com/api/oauth2/login/email/confirm\
             ?projectId=p&client_id=42&state=0123456789abcdef&response_type=code"
        );
    }

    #[test]
    fn a_fixed_path_stays_in_oauth_mode() {
        let config = config(&[("is_oauth2", "true")]);
        let sent = request(&config, "reset", json!({ "username": "John" }));
        assert!(
            sent.url
                .ends_with("/api/password/reset/request?projectId=p")
        );
    }

    #[test]
    fn query_values_are_encoded() {
        let args = json!({ "login": "a+b@c&d", "operation_id": "1 2" });
        let sent = request(&config(&[]), "getConfirmCode", args);
        assert!(
            sent.url
                .ends_with("/otc/code?projectId=p&login=a%2Bb%40c%26d&operation_id=1%202")
        );
        assert_eq!((sent.headers, sent.body), (vec![], String::new()));
    }

    #[test]
    fn a_token_goes_into_the_header_and_nowhere_else() {
        let sent = request(
            &config(&[]),
            "logout",
            json!({ "token": "t", "session": "all" }),
        );
        assert_eq!(sent.headers, [("Authorization", "Bearer t".to_owned())]);
        assert!(sent.url.ends_with("/oauth2/logout?sessions=all"));
        assert_eq!(sent.body, "");
    }

    #[test]
    fn ask_has_a_setting_for_each_contact() {
        let (mut given, mut kept) = values(
            call("ask"),
            json!({ "fields": { "x": 1 }, "token": "t", "link_url": "https://l/" }),
        );
        kept.push(json!("a@b"));
        given.email = Some(kept.len() - 1);
        given.phone = true;
        let link = json!({ "link_url": "https://l/", "send_link": true });
        assert_eq!(
            body(build(&config(&[]), call("ask"), given.clone()), &kept),
            json!({
                "updatedFields": { "x": 1 },
                "token": "t",
                "settings": { "email": link, "phone_number": link },
                "email": ""
            })
        );
        let oauth = config(&[("is_oauth2", "true")]);
        assert_eq!(
            body(build(&oauth, call("ask"), given), &kept)["email"],
            "a@b"
        );
    }

    #[test]
    fn ask_without_contacts_has_empty_settings() {
        let args = json!({ "fields": {}, "token": "t" });
        let oauth = config(&[("is_oauth2", "true")]);
        let (given, kept) = values(call("ask"), args);
        assert_eq!(
            body(build(&oauth, call("ask"), given), &kept),
            json!({ "updatedFields": {}, "token": "t", "settings": {} })
        );
    }

    #[test]
    fn a_navigation_is_tried_without_what_changes_a_session() {
        let config = config(&[
            ("callbackUrl", "https://c/"),
            ("payload", "x"),
            ("with_logout", "1"),
        ]);
        let call = call("userAuthSSOWithRedirect");
        let (given, _) = values(call, json!({ "loginUrl": "https://l/" }));
        let sent = build(&config, call, given);
        assert!(
            sent.url
                .ends_with("?projectId=p&login_url=https%3A%2F%2Fl%2F&payload=x&with_logout=1")
        );
        assert!(
            sent.probe
                .unwrap()
                .ends_with("/jwt/sso/redirect?projectId=p&login_url=https%3A%2F%2Fl%2F")
        );
        let own = build(&config, call, Values::default());
        assert!(own.url.contains("login_url=https%3A%2F%2Fc%2F&"));
    }

    #[test]
    fn a_file_lies_below_its_own_base_or_where_its_url_says() {
        let config = config(&[("is_oauth2", "true"), ("clientId", "42")]);
        let file = |name, args| {
            let sent = request(&config, name, args);
            assert_eq!((sent.headers, sent.body), (vec![], String::new()));
            (sent.url, sent.path)
        };
        for (name, path) in [
            ("authFile", "/settings/auth"),
            ("socialsFile", "/settings/socials/by_region"),
            ("themeFile", "/settings/widget"),
        ] {
            let own = [
                "https://cdn.xsolla.net/xsolla-login-widget/projects/p",
                path,
            ]
            .concat();
            assert_eq!(file(name, json!({})), (own.clone(), path.into()));
            let fresh = [&own, "?currTime=1700000000000"].concat();
            let now = json!({ "now": "1700000000000" });
            assert_eq!(file(name, now), (fresh, path.into()));
            let url = "https://files.example/mine.json?v=1#f";
            let given = json!({ "url": url });
            assert_eq!(file(name, given), (url.into(), path.into()));
        }
    }

    #[test]
    fn the_address_of_a_flow_has_its_challenge_and_both_queries() {
        let config = config(&[("clientId", "42"), ("audience", "a b")]);
        config.keep_state("0123456789abcdef".into());
        let args = json!({ "challenge": "c-h_", "trackId": "7" });
        assert_eq!(
            request(&config, "authorizationUrl", args).url,
            "https://login.xsolla.com/api/oauth2/auth?projectId=p&audience=a%20b&client_id=42\
             &state=0123456789abcdef&response_type=code\
             &code_challenge=c-h_&trackId=7&code_challenge_method=S256"
        );
        let args = json!({ "trackId": "7" });
        assert_eq!(
            request(&config, "oauth2Auth", args).url,
            "https://login.xsolla.com/api/oauth2/auth?projectId=p&audience=a%20b&client_id=42\
             &state=0123456789abcdef&response_type=code&trackId=7"
        );
    }

    #[test]
    fn the_query_of_social_networks_has_no_with_logout() {
        let session = [
            ("callbackUrl", "https://c/"),
            ("payload", "x"),
            ("with_logout", "1"),
            ("clientId", "42"),
            ("state", "12345678"),
        ];
        let query = |mode| {
            let config = config(&[&session[..], &[("is_oauth2", mode)]].concat());
            let url = request(&config, "socialQuery", json!({})).url;
            url.split_once('?').unwrap().1.to_owned()
        };
        let jwt = "projectId=p&login_url=https%3A%2F%2Fc%2F&payload=x";
        assert_eq!(query("false"), jwt);
        let oauth = "&client_id=42&state=12345678&response_type=code";
        assert_eq!(query("true"), [jwt, oauth].concat());
    }

    #[test]
    fn the_old_settings_have_the_oauth_query_and_no_other_path() {
        for (mode, query) in [
            ("false", "projectId=p"),
            ("true", "projectId=p&state=12345678&response_type=code"),
        ] {
            let config = config(&[("state", "12345678"), ("is_oauth2", mode)]);
            let url = request(&config, "oldSettings", json!({})).url;
            assert!(
                url.ends_with(&["/api/widget/ng/settings?", query].concat()),
                "{url}"
            );
        }
    }

    #[test]
    fn a_number_is_written_as_javascript_writes_it() {
        let id = Plain::Number(1e21, "1e+21".into());
        let change: Change = (option("clientId").unwrap(), id);
        let config = config(&[]).with(vec![change]).unwrap();
        let args = json!({ "token": "t" });
        let sent = request(&config, "oauth2ConsentValidate", args);
        assert_eq!(sent.body, "{\"client_id\":1e+21}");
    }

    #[test]
    fn a_header_takes_latin_characters_without_line_breaks() {
        for fine in ["", "a b", "\u{ff}", "\t"] {
            assert!(check_header(fine).is_ok());
        }
        for bad in ["a\nb", "a\r", "\0", "\u{100}", "日本"] {
            assert!(check_header(bad).is_err());
        }
    }

    #[test]
    fn a_login_url_that_runs_something_is_refused_as_a_browser_reads_it() {
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:x",
            "\u{1}data:text/html,x",
            "blob:https://x",
            "vbscript:x",
            "file:///etc",
        ] {
            assert!(check_login_url(bad).is_err(), "{bad:?}");
        }
        for fine in [
            "https://g.example/",
            "game://back",
            "//g.example",
            "x/javascript:",
            "data",
            "",
            "a:b",
        ] {
            assert!(check_login_url(fine).is_ok(), "{fine:?}");
        }
    }
}
