//! Tests of the current options.

use super::options::{OPTIONS, option};
use super::*;

fn change(name: &str, value: Plain) -> Change {
    (option(name).unwrap(), value)
}

fn text(value: &str) -> Plain {
    match value {
        "" => Plain::Cleared,
        value => Plain::Text(value.into()),
    }
}

fn number(value: f64) -> Plain {
    Plain::Number(value, value.to_string())
}

fn with(changes: &[(&str, Plain)]) -> Result<Config, SdkError> {
    let mut all = vec![change("projectId", text("p"))];
    all.extend(
        changes
            .iter()
            .map(|(name, value)| change(name, value.clone())),
    );
    Config::default().with(&all)
}

fn why(changes: &[(&str, Plain)]) -> (&'static str, &'static str) {
    let error = with(changes).unwrap_err();
    (error.subject.unwrap(), error.reason)
}

fn session(config: &Config) -> String {
    let mut query = config.session_query(None);
    config.add_changes(&mut query);
    query
}

fn oauth_query(config: &Config) -> String {
    let mut query = String::new();
    config.add_oauth(&mut query);
    query
}

/// The four options that together turn OAuth mode on.
fn oauth() -> Vec<(&'static str, Plain)> {
    vec![
        ("clientId", number(42.0)),
        ("responseType", text("code")),
        ("redirectUri", text("https://r.example/")),
        ("state", text("12345678")),
    ]
}

#[test]
fn a_config_without_a_project_is_refused() {
    assert_eq!(
        Config::default().with(&[]).unwrap_err(),
        SdkError::option("projectId", "is required and must not be empty")
    );
    assert!(with(&[("projectId", Plain::Cleared)]).is_err());
}

#[test]
fn the_error_for_a_wrong_type_names_the_option_but_not_the_value() {
    for known in OPTIONS {
        let wrong = match known.rule {
            Rule::AnyObject => text("secret"),
            _ => Plain::Other,
        };
        let (named, message) = why(&[(known.name, wrong)]);
        assert_eq!(named, known.name, "{message}");
        assert!(message.starts_with("must "), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
}

#[test]
fn the_session_query_encodes_the_options_that_are_set() {
    let config = with(&[
        ("fullLocale", text("zh-Hant-TW")),
        ("callbackUrl", text("https://g.example/?a=1&b=ü")),
        ("payload", text("{\"a b\"}")),
        ("with_logout", Plain::Flag(true)),
    ])
    .unwrap();
    assert_eq!(
        session(&config),
        "projectId=p&locale=zh_Hant_TW\
         &login_url=https%3A%2F%2Fg.example%2F%3Fa%3D1%26b%3D%C3%BC\
         &payload=%7B%22a%20b%22%7D&with_logout=1"
    );
    assert_eq!(
        config.session_query(Some("x")),
        "projectId=p&locale=zh_Hant_TW&login_url=x"
    );
}

#[test]
fn with_logout_is_sent_as_one_or_zero_whatever_its_type() {
    for (given, sent) in [
        (Plain::Flag(true), "1"),
        (Plain::Flag(false), "0"),
        (number(1.0), "1"),
        (number(0.0), "0"),
        (text("1"), "1"),
        (text("0"), "0"),
    ] {
        let config = with(&[("with_logout", given)]).unwrap();
        assert!(session(&config).ends_with(&["with_logout=", sent].concat()));
    }
    for wrong in [number(2.0), text("2"), text("true")] {
        assert!(with(&[("with_logout", wrong)]).is_err());
    }
}

#[test]
fn oauth_mode_is_on_when_all_four_options_are_set() {
    assert!(with(&oauth()).unwrap().is_oauth());
    for missing in 0..4 {
        let mut some = oauth();
        some.remove(missing);
        assert!(!with(&some).unwrap().is_oauth());
    }
}

#[test]
fn an_explicit_mode_overrides_the_automatic_one() {
    let mut off = oauth();
    off.push(("is_oauth2", Plain::Flag(false)));
    assert!(!with(&off).unwrap().is_oauth());
    assert!(
        with(&[("is_oauth2", Plain::Flag(true))])
            .unwrap()
            .is_oauth()
    );
}

#[test]
fn passing_the_current_mode_back_is_ignored_but_null_restores_the_automatic_mode() {
    let automatic = with(&oauth()).unwrap();
    assert!(automatic.ignores(Rule::Mode, &Plain::Flag(true)));
    assert!(!automatic.ignores(Rule::Mode, &Plain::Flag(false)));
    let off = automatic
        .with(&[change("is_oauth2", Plain::Flag(false))])
        .unwrap();
    let back = off.with(&[change("is_oauth2", Plain::Cleared)]).unwrap();
    assert!(!off.is_oauth() && back.is_oauth());
    // In the constructor, there is no current mode yet.
    assert!(!Config::default().ignores(Rule::Mode, &Plain::Flag(false)));
}

#[test]
fn the_oauth_query_has_a_response_type_and_the_generated_state() {
    let config = with(&[("scope", text("offline email"))]).unwrap();
    config.keep_state("0123456789abcdef".into());
    config.keep_state("another".into());
    assert_eq!(
        oauth_query(&config),
        "scope=offline%20email&state=0123456789abcdef&response_type=code"
    );
}

#[test]
fn a_generated_state_is_kept_and_counts_as_not_set() {
    let config = with(&[("is_oauth2", Plain::Flag(true))]).unwrap();
    config.keep_state("0123456789abcdef".into());
    assert!(config.ignores(Rule::State, &text("0123456789abcdef")));
    let later = config.with(&[change("scope", text("x"))]).unwrap();
    assert_eq!(later.state(), Some("0123456789abcdef"));
    let given = later
        .with(&[change("state", text("my own state"))])
        .unwrap();
    assert_eq!(
        (given.state(), given.generated()),
        (Some("my own state"), None)
    );
    // `getConfig()` no longer returns it, so giving it is a change.
    assert!(!given.ignores(Rule::State, &text("0123456789abcdef")));
}

#[test]
fn a_state_of_seven_characters_is_refused_and_one_of_eight_is_not() {
    assert_eq!(
        why(&[("state", text("1234567"))]),
        ("state", "must be a string of at least 8 characters")
    );
    assert!(with(&[("state", text("12345678"))]).is_ok());
}

#[test]
fn redirect_uri_takes_precedence_over_its_alias_unless_it_is_null() {
    for (uri, url, expected) in [
        (text("a"), text("b"), Some("a")),
        (Plain::Cleared, text("b"), Some("b")),
        (text("a"), Plain::Cleared, Some("a")),
        (Plain::Cleared, Plain::Cleared, None),
    ] {
        let (uri, url) = (("redirectUri", uri), ("redirectUrl", url));
        for both in [[uri.clone(), url.clone()], [url, uri]] {
            let config = with(&both).unwrap();
            assert_eq!(config.text(TextOption::RedirectUri), expected);
        }
    }
}

#[test]
fn a_redirect_uri_is_cleared_under_either_name() {
    let config = with(&[("redirectUri", text("a"))]).unwrap();
    for name in ["redirectUri", "redirectUrl"] {
        let cleared = config.with(&[change(name, Plain::Cleared)]).unwrap();
        assert_eq!(cleared.text(TextOption::RedirectUri), None, "{name}");
    }
}

#[test]
fn a_failed_change_or_a_cleared_option_leaves_the_others_unchanged() {
    let config = with(&[("payload", text("a")), ("fullLocale", text("en_US"))]).unwrap();
    assert!(config.with(&[change("payload", number(1.0))]).is_err());
    let next = config.with(&[change("payload", Plain::Cleared)]).unwrap();
    assert_eq!(session(&next), "projectId=p&locale=en_US");
    assert_eq!(session(&config), "projectId=p&locale=en_US&payload=a");
}

#[test]
fn a_timeout_is_zero_or_a_duration_that_timers_support() {
    let timeout = |ms| with(&[("timeout", number(ms))]).map(|config| config.timeout());
    assert_eq!(with(&[]).unwrap().timeout(), TIMEOUT);
    assert_eq!(timeout(0.0), Ok(0));
    assert_eq!(timeout(0.4), Ok(1));
    assert_eq!(timeout(1500.9), Ok(1500));
    assert_eq!(timeout(2_147_483_647.0), Ok(2_147_483_647));
    assert_eq!(timeout(2_147_483_648.0), Ok(0));
    assert_eq!(timeout(f64::INFINITY), Ok(0));
    assert!(timeout(-1.0).is_err() && timeout(f64::NAN).is_err());
}

#[test]
fn retry_is_false_or_has_a_limit() {
    let limit = |limit| with(&[("retry", Plain::Object { limit })]);
    assert!(limit(Some(0.0)).is_ok() && limit(None).is_ok());
    assert!(limit(Some(-1.0)).is_err() && limit(Some(f64::NAN)).is_err());
    assert!(with(&[("retry", Plain::Flag(false))]).is_ok());
    assert!(with(&[("retry", Plain::Flag(true))]).is_err());
}

#[test]
fn a_call_is_repeated_twice_by_default() {
    let retries = |retry| with(&[("retry", retry)]).unwrap().retries();
    assert_eq!(with(&[]).unwrap().retries(), 2);
    assert_eq!(retries(Plain::Flag(false)), 0);
    for (limit, expected) in [
        (None, 2),
        (Some(0.0), 0),
        (Some(3.7), 3),
        (Some(1e12), u32::MAX),
    ] {
        assert_eq!(retries(Plain::Object { limit }), expected);
    }
    let config = with(&[("retry", Plain::Flag(false))]).unwrap();
    let cleared = config.with(&[change("retry", Plain::Cleared)]).unwrap();
    assert_eq!(cleared.retries(), 2);
}

/// A value that is valid for this rule.
fn fitting(rule: Rule) -> Plain {
    match rule {
        Rule::Text(_) | Rule::RedirectAlias | Rule::State | Rule::AnyText => text("12345678"),
        Rule::Origin => text("https://game.example"),
        Rule::NumberOrText(_) => number(42.0),
        Rule::Timeout => number(1.0),
        Rule::ZeroOrOne(_)
        | Rule::Mode
        | Rule::NoLink
        | Rule::MagicLink
        | Rule::Debug
        | Rule::AnyFlag => Plain::Flag(true),
        Rule::Base => Plain::Address {
            href: Some("https://login.game.example/".into()),
            page_origin: None,
        },
        Rule::Retry | Rule::AnyObject => Plain::Object { limit: None },
        Rule::Hook => Plain::Function,
        Rule::Session => Plain::Session {
            storage: true,
            flow_storage: true,
        },
    }
}

#[test]
fn every_option_accepts_a_valid_value_and_all_but_the_project_can_be_cleared() {
    for known in OPTIONS {
        let name = known.name;
        assert!(with(&[(name, fitting(known.rule))]).is_ok(), "{name}");
        let is_cleared = with(&[(name, Plain::Cleared)]).is_ok();
        assert_eq!(is_cleared, name != "projectId", "{name}");
    }
}

#[test]
fn a_fetched_value_is_used_only_if_it_has_the_right_type() {
    let config = with(&[]).unwrap();
    for known in OPTIONS.iter().filter(|known| known.is_fetched) {
        assert!(config.takes(known.rule, &fitting(known.rule)));
        assert!(!config.takes(known.rule, &Plain::Cleared));
        assert!(!config.takes(known.rule, &Plain::Other));
    }
}

#[test]
fn a_message_goes_to_an_origin_and_never_to_any_page() {
    let posted_to = |origin| with(&[("postMessageOrigin", text(origin))]);
    assert!(posted_to("https://game.example").is_ok());
    for anyone in ["*", "/", "game.example", "https:game.example"] {
        assert!(posted_to(anyone).is_err(), "{anyone}");
    }
}

#[test]
fn an_invalid_storage_of_a_session_is_refused_by_name() {
    for (storage, flow_storage, reason) in [
        (false, true, "session.storage must be 'memory', "),
        (
            true,
            false,
            "session.flowStorage must be 'sessionStorage', ",
        ),
    ] {
        let session = Plain::Session {
            storage,
            flow_storage,
        };
        let (name, said) = why(&[("session", session)]);
        assert_eq!(name, "session");
        assert!(said.starts_with(reason), "{said}");
    }
}

#[test]
fn a_wrong_value_shows_a_right_one() {
    for (name, value, reason) in [
        (
            "session",
            text("localStorage"),
            "must be an object, such as { storage: 'localStorage' }",
        ),
        (
            "timeout",
            number(-1.0),
            "must be a number of milliseconds, 0 or more",
        ),
        (
            "retry",
            text("no"),
            "must be false, or { limit: n } with n 0 or more",
        ),
    ] {
        assert_eq!(why(&[(name, value)]), (name, reason));
    }
}

#[test]
fn warnings_are_on_unless_debug_is_false_and_logging_is_on_only_if_it_is_true() {
    let says = |config: Config| (config.debug(), config.warns(), config.is_logged());
    let debug = |flag| with(&[("debug", Plain::Flag(flag))]).unwrap();
    assert_eq!(says(with(&[]).unwrap()), (None, true, false));
    assert_eq!(says(debug(true)), (Some(true), true, true));
    assert_eq!(says(debug(false)), (Some(false), false, false));
}

#[test]
fn options_for_one_call_cannot_change_the_project_the_api_url_or_the_mode() {
    let config = with(&oauth()).unwrap();
    let elsewhere = Plain::Address {
        href: Some("https://elsewhere.example/".into()),
        page_origin: None,
    };
    let one = config
        .for_one_call(&[
            change("projectId", text("other")),
            change("apiUrl", elsewhere),
            change("is_oauth2", Plain::Flag(false)),
            change("state", Plain::Cleared),
            change("payload", text("x")),
        ])
        .unwrap();
    assert_eq!(one.text(TextOption::ProjectId), Some("p"));
    assert_eq!((one.base(), one.is_oauth()), (API_URL, true));
    assert_eq!(
        (one.state(), one.text(TextOption::Payload)),
        (None, Some("x"))
    );
    let wrong = [change("payload", number(1.0))];
    let error = config.for_one_call(&wrong).unwrap_err();
    assert_eq!(
        (error.kind, error.subject),
        (ErrorKind::Argument, Some("payload"))
    );
}

#[test]
fn a_flow_has_its_own_state_and_keeps_the_current_mode() {
    let mut given = oauth();
    given.pop();
    // Without a `state`, the mode is off, and the `state` of a flow does not turn it on.
    let config = with(&given).unwrap();
    let flow = config.for_flow("of this flow".into());
    assert_eq!(
        (flow.state(), flow.is_oauth()),
        (Some("of this flow"), false)
    );
    assert_eq!(config.state(), None);
}

#[test]
fn the_response_type_is_code_by_default() {
    assert_eq!(with(&[]).unwrap().response_type(), "code");
    let config = with(&[("responseType", text("token"))]).unwrap();
    assert_eq!(config.response_type(), "token");
}

#[test]
fn a_client_id_is_a_number_only_if_it_was_given_as_one() {
    let config = with(&[("clientId", number(42.0))]).unwrap();
    assert_eq!(config.client_number(), Some(42.0));
    let texts = config.with(&[change("clientId", text("42"))]).unwrap();
    assert_eq!(texts.client_number(), None);
    let other = config.with(&[change("with_logout", number(1.0))]).unwrap();
    assert_eq!(other.client_number(), Some(42.0));
    assert!(with(&[("clientId", number(f64::NAN))]).is_err());
}

#[test]
fn a_link_is_sent_unless_the_option_turns_it_off() {
    let send = |changes: &[(&str, Plain)], link| with(changes).unwrap().send_link(link);
    let (on, off) = (Plain::Flag(true), Plain::Flag(false));
    assert_eq!(send(&[], true), Some(true));
    assert_eq!(send(&[], false), None);
    assert_eq!(
        send(&[("enable_magic_link", off.clone())], true),
        Some(false)
    );
    assert_eq!(
        send(&[("enable_magic_link", on.clone())], false),
        Some(true)
    );
    assert_eq!(
        send(
            &[
                ("enable_magic_link", on.clone()),
                ("disableConfirmByLink", on)
            ],
            true
        ),
        Some(false)
    );
}

#[test]
fn a_link_has_the_style_and_the_labels() {
    let config = with(&[("customStyle", text("a&b")), ("customLabels", text("c d"))]).unwrap();
    assert_eq!(
        config.link("https://l/?x=1#f"),
        "https://l/?x=1&customStyle=a%26b&customLabels=c%20d#f"
    );
    assert_eq!(with(&[]).unwrap().link("as it is"), "as it is");
}

#[test]
fn the_base_url_is_that_of_the_service_by_default() {
    assert_eq!(with(&[]).unwrap().base(), API_URL);
    let given = Plain::Address {
        href: Some("https://login.game.example/api/".into()),
        page_origin: None,
    };
    let config = with(&[("apiUrl", given)]).unwrap();
    assert_eq!(config.base(), "https://login.game.example/api");
    let cleared = config.with(&[change("apiUrl", Plain::Cleared)]).unwrap();
    assert_eq!(cleared.base(), API_URL);
}

#[test]
fn with_logout_is_not_sent_to_social_networks() {
    let parameters = |mode| {
        let config = with(&[
            ("callbackUrl", text("https://c/")),
            ("payload", text("x")),
            ("with_logout", text("1")),
            ("clientId", text("42")),
            ("state", text("12345678")),
            ("is_oauth2", Plain::Flag(mode)),
        ]);
        config.unwrap().social_parameters()
    };
    let pair = |(name, value): (&'static str, &str)| (name, value.to_owned());
    let session = [
        ("projectId", "p"),
        ("login_url", "https://c/"),
        ("payload", "x"),
    ]
    .map(pair);
    assert_eq!(parameters(false), session);
    let oauth = [
        ("client_id", "42"),
        ("state", "12345678"),
        ("response_type", "code"),
    ]
    .map(pair);
    assert_eq!(parameters(true), [session, oauth].concat());
}
