//! The requests of every call.

use serde_json::{Value as Json, json};
use url::Url;
use xsolla_login::{
    body::Body,
    calls::{
        ALL, Accepts, Arg, Call, Method, Path, QueryOptions, To,
        values::{Value, Values},
    },
    config::Config,
    mode::Mode,
    request::{self, Request},
};

use super::{
    Given, NAVIGATION, Pairs, bodies, decoded, file,
    model::{Model, OAUTH, SESSION},
    options::changed,
    pairs,
};

/// The values from which the arguments of a call are made.
#[derive(Debug, Clone, Default)]
pub struct Filling {
    /// A string for each argument, in order; `None` omits an optional argument.
    pub texts: Vec<Option<String>>,
    /// The value of the Boolean arguments.
    pub flag: bool,
    /// Whether the fields include an email address, and whether they include a phone number.
    pub contacts: (bool, bool),
}

/// Returns the string of the first argument for which `is` returns true.
fn text(values: &Values<Json>, is: impl Fn(&Arg) -> bool) -> Option<String> {
    values.given.iter().find_map(|(arg, value)| match value {
        Value::Text(text) if is(arg) => Some(text.clone()),
        _ => None,
    })
}

/// Returns the query parameters that no caller passes: those that a flow adds to the authorize page, and the time
/// that bypasses the cache of a file.
fn more(name: &str) -> &'static [&'static str] {
    match name {
        "authorizationPage" => &["trackId", "code_challenge", "code_challenge_method"],
        "authFile" | "socialsFile" | "themeFile" => &["currTime"],
        _ => &[],
    }
}

/// Returns the arguments as `arguments` reads them: a value that only goes into a body or a header stays as the
/// caller gave it. `None` if an argument would be rejected.
fn values((name, call): (&str, &'static Call), filling: &Filling) -> Option<Values<Json>> {
    let mut values = Values::default();
    let filled = |index| filling.texts.get(index).cloned().flatten();
    for (index, arg) in call.signature.args.iter().enumerate() {
        let text = filled(index);
        if text.is_none() && !arg.required {
            continue;
        }
        let text = text.unwrap_or_else(|| "x".into());
        // An empty string counts as missing, and `.` or `..` is not a path segment.
        let is_step = arg.to == To::Segment && (text == "." || text == "..");
        assert_eq!(
            request::check_segment(&text).is_err(),
            text == "." || text == ".."
        );
        if text.is_empty() || is_step {
            return None;
        }
        let value = match (arg.to, arg.accepts) {
            (To::Stop | To::Options | To::Here | To::Mistake(_), _) => continue,
            (To::Captcha, _) => {
                let headers = request::CAPTCHA.iter();
                values.captcha = headers.map(|(_, name)| (*name, json!(text))).collect();
                continue;
            }
            (To::Mode, _) => Value::Mode(Mode::of_flag(filling.flag)),
            (To::Parameter(_) | To::Link | To::LoginUrl | To::Segment, _) => Value::Text(text),
            (_, Accepts::Object) => Value::Opaque(json!({ "some": text })),
            (_, Accepts::FlagOrNull) if text.len() > 9 => Value::Opaque(Json::Null),
            (_, Accepts::Flag | Accepts::FlagOrNull) => Value::Opaque(filling.flag.into()),
            (_, Accepts::TextOrNumber) if filling.flag => Value::Opaque(7.into()),
            _ => Value::Opaque(text.into()),
        };
        if arg.to != To::Mode {
            let stays = matches!(value, Value::Opaque(_));
            assert_eq!(
                request::is_sent_unchanged(arg),
                stays,
                "{name} {}",
                arg.name
            );
        }
        values.given.push((arg, value));
    }
    for (index, name) in more(name).iter().enumerate() {
        values.more.extend(filled(index).map(|text| (*name, text)));
    }
    values.email = filling.contacts.0.then(|| json!("a@b"));
    values.phone = filling.contacts.1;
    Some(values)
}

/// Checks the request of every call: its URL has the base's origin and the call's path, and its query,
/// headers and body contain each value that was passed in, once.
pub fn requests(given: &[Given], filling: &Filling) {
    let empty = (Config::default(), Model::default());
    let Some((config, mut model)) = changed(&empty.0, &empty.1, given) else {
        return;
    };
    config.keep_state("0123456789abcdef".into());
    model.generated = Some("0123456789abcdef".into());
    for (name, call) in ALL {
        let Some(values) = values((name, call), filling) else {
            continue;
        };
        let request = request::build(&config, call, &values);
        match file(name) {
            Some(path) => one_file(&model, call, path, &values, &request),
            None => one_request(&config, &model, (name, call), &values, &request),
        }
    }
}

fn one_request(
    config: &Config,
    model: &Model,
    (name, call): (&str, &Call),
    values: &Values<Json>,
    request: &Request<Json>,
) {
    let mode = values.given.iter().find_map(|(arg, value)| match value {
        Value::Mode(mode) if arg.to == To::Mode => Some(*mode == Mode::Oauth),
        _ => None,
    });
    let mode = mode.unwrap_or(model.is_oauth());
    let (path, oauth) = match call.path {
        Path::Fixed(path) => (path.to_owned(), false),
        Path::Always(path) => (path.to_owned(), true),
        Path::Oauth(path) if mode => (format!("/oauth2{path}"), true),
        Path::Oauth(path) => (path.to_owned(), false),
        Path::Either { oauth, .. } if mode => (oauth.to_owned(), true),
        Path::Either { jwt, .. } => (jwt.to_owned(), false),
        Path::File(_) => unreachable!("{name} is in FILES"),
    };
    assert_eq!(request::mode(config, call, values), Mode::of_flag(oauth));

    let base = Url::parse(config.base()).unwrap();
    let segment = text(values, |arg| arg.to == To::Segment);
    let mut expected: Vec<String> = path.split('/').map(str::to_owned).collect();
    for part in &mut expected {
        if part == "{}" {
            part.clone_from(segment.as_ref().unwrap());
        }
    }
    let below = |address: &str| {
        let url = Url::parse(address).unwrap();
        assert_eq!(url.as_str(), address, "a browser would write it otherwise");
        assert_eq!(url.origin(), base.origin());
        assert_eq!((url.username(), url.password()), ("", None));
        assert_eq!(url.fragment(), None);
        let path = url.path().strip_prefix(base.path().trim_end_matches('/'));
        assert_eq!(path, Some(request.path.as_str()));
        let parts: Vec<String> = request.path.split('/').map(decoded).collect();
        assert_eq!(parts, expected);
        url
    };

    let query = query(model, call, values, oauth);
    // A navigation first requests a URL that changes no session.
    assert_eq!(request.leads_to.is_some(), name == NAVIGATION);
    let url = match &request.leads_to {
        Some(leads_to) => {
            let mut tried = query.clone();
            tried.retain(|(name, _)| name != "payload" && name != "with_logout");
            assert_eq!(pairs(below(&request.url).query().unwrap()), tried);
            below(leads_to)
        }
        None => below(&request.url),
    };
    assert_eq!(pairs(url.query().unwrap_or("")), query, "{name}");
    assert_eq!(url.query().is_some(), !query.is_empty());

    assert_eq!(request.headers, values.captcha);
    let token = values.given.iter().find_map(|(arg, value)| match value {
        Value::Opaque(token) if arg.to == To::Bearer => Some(token),
        _ => None,
    });
    assert_eq!(request.bearer.as_ref(), token);
    bodies::body(model, (name, call), values, &request.body);
}

/// Builds the query as the documents describe it.
fn query(model: &Model, call: &Call, values: &Values<Json>, oauth: bool) -> Pairs {
    let mut names: Vec<&str> = match call.query {
        QueryOptions::None => vec![],
        QueryOptions::Challenge => vec!["challenge_id"],
        QueryOptions::Project => vec!["projectId"],
        QueryOptions::Authorize => vec!["projectId", "audience"],
        QueryOptions::Session => SESSION.to_vec(),
        QueryOptions::Mail => [SESSION.as_slice(), &["email_template"]].concat(),
    };
    if oauth && call.query != QueryOptions::None {
        names.extend(OAUTH);
    }
    let login_url = text(values, |arg| arg.to == To::LoginUrl);
    let mut query: Pairs = Vec::new();
    for name in names {
        let value = match (name, &login_url) {
            ("login_url", Some(given)) => Some(given.clone()),
            (name, _) => model.sent(name),
        };
        query.extend(value.map(|value| (name.to_owned(), value)));
    }
    for arg in call.signature.args {
        if let To::Parameter(name) = arg.to {
            let value = text(values, |given| given.name == arg.name);
            let value = value.or(arg.default.map(str::to_owned));
            query.extend(value.map(|value| (name.to_owned(), value)));
        }
    }
    let more = values.more.iter();
    query.extend(more.map(|(name, value)| ((*name).to_owned(), value.clone())));
    query
}

/// Checks the URL of a public file: the project ID is one segment of its path.
fn one_file(
    model: &Model,
    call: &Call,
    file: &str,
    values: &Values<Json>,
    request: &Request<Json>,
) {
    assert_eq!(call.method, Method::Get);
    assert_eq!(request.path, file);
    assert_eq!((&request.headers, &request.bearer), (&vec![], &None));
    assert_eq!((&request.body, &request.leads_to), (&Body::Empty, &None));
    let project = model.text("projectId").unwrap();
    // A URL parser resolves these two even if they are percent-encoded.
    if project == "." || project == ".." {
        return;
    }
    let url = Url::parse(&request.url).unwrap();
    assert_eq!(url.as_str(), request.url);
    assert_eq!(url.origin().ascii_serialization(), "https://cdn.xsolla.net");
    assert_eq!(
        (url.username(), url.password(), url.fragment()),
        ("", None, None)
    );
    let path = url.path().strip_prefix("/xsolla-login-widget/projects/");
    let project_path = path.unwrap().strip_suffix(file).unwrap();
    assert!(!project_path.contains('/'));
    assert_eq!(decoded(project_path), project);
    let time = values.more.first();
    let time = time.map(|(name, value)| vec![((*name).to_owned(), value.clone())]);
    assert_eq!(url.query().map(pairs), time);
}
