//! Properties that the pure functions must have for any input: the checks of `fuzz/src/lib.rs`,
//! driven by proptest. Unlike most files beside it, this one does not run in a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/src/lib.rs"]
mod checks;

use proptest::{
    collection::vec, option, prelude::*, sample::select, strategy::Union, string::string_regex,
};
use xsolla_login::{
    answer::BodyKind,
    calls::ALL,
    config::options::{OPTIONS, Plain, Rule},
    retry::Failure,
};

use checks::{Filling, Given};

/// Strings: any string, characters with a meaning in a URL, and plain words.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        string_regex("[-?#&=%/:@+.~ \\\\;\\[\\]\"'\t\r\n\u{0}\u{7f}aZ0\u{e9}\u{1f600}]{0,14}")
            .unwrap(),
        string_regex("[a-zA-Z0-9_-]{0,10}").unwrap(),
        select(vec![
            ".", "..", "%2e", "%2E.", "//", "?", "#", "a/b", "*~", "+"
        ])
        .prop_map(str::to_owned),
    ]
}

/// The parts of URLs.
const SCHEMES: [&str; 13] = [
    "https://",
    "http://",
    "HTTP://",
    "https:",
    "http:/",
    "ftp://",
    "ws://",
    "file:///",
    "game://",
    "mailto:",
    "blob:https://",
    "//",
    "",
];

const HOSTS: [&str; 24] = [
    "login.example",
    "localhost",
    "LOCALHOST",
    "a.localhost",
    ".localhost",
    "localhost.",
    "notlocalhost",
    "localhost.evil.example",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "127.9.9.9",
    "128.0.0.1",
    "127.evil.example",
    "127.0.0.1.evil.example",
    "[::1]",
    "[::2]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "game.example",
    "game.example.evil.example",
    "ex\u{e4}mple.example",
    "",
];

const PORTS: [&str; 6] = ["", "", "", ":80", ":443", ":8080"];

/// The pages on which a base URL is given.
const PAGES: [Option<&str>; 6] = [
    None,
    Some("http://game.example"),
    Some("http://game.example:8080"),
    Some("https://game.example"),
    Some("file:///folder/page.html"),
    Some("http://login.example"),
];

/// URLs, most of them nearly valid.
fn address() -> impl Strategy<Value = String> {
    let scheme = select(&SCHEMES);
    let user = select(vec!["", "", "", "", "u@", "u:p@", "@", ":@"]);
    let host = select(&HOSTS);
    let port = select(&PORTS);
    let path = select(vec![
        "", "/", "/api", "/api/", "/api///", "/a@b", "/a:b/c", "\\x", "/./..",
    ]);
    let query = select(vec!["", "", "", "", "?", "?a=b", "?a&", "?&"]);
    let fragment = select(vec!["", "", "", "#", "#f?x"]);
    let parts = (scheme, user, host, port, path, query, fragment);
    let built = parts.prop_map(|(scheme, user, host, port, path, query, fragment)| {
        [scheme, user, host, port, path, query, fragment].concat()
    });
    prop_oneof![4 => built, 1 => text()]
}

fn page() -> impl Strategy<Value = Option<&'static str>> {
    select(&PAGES)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        select(vec![
            0.0,
            -0.0,
            1.0,
            2.0,
            0.5,
            -1.0,
            300.0,
            30.0,
            31.0,
            1000.0,
            2_147_483_647.0,
            2_147_483_648.0,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ]),
        0.0..100_000.0,
        any::<f64>(),
    ]
}

/// An option's value, mostly a valid one.
fn given() -> impl Strategy<Value = Given> {
    Union::new((0..OPTIONS.len()).map(|index| value(index).prop_map(move |value| (index, value))))
}

fn value(index: usize) -> BoxedStrategy<Plain> {
    let (name, rule) = (OPTIONS[index].name, OPTIONS[index].rule);
    let any_text = text()
        .prop_map(move |text| checks::text(name, &text, None))
        .boxed();
    let any_number = number().prop_map(checks::number).boxed();
    let any_flag = any::<bool>().prop_map(Plain::Flag).boxed();
    let any_object = option::of(number())
        .prop_map(|limit| Plain::Object { limit })
        .boxed();
    let fitting = match rule {
        Rule::Base => (address(), page())
            .prop_map(|(address, page)| checks::text("apiUrl", &address, page))
            .boxed(),
        Rule::Text(_) | Rule::RedirectAlias | Rule::AnyText => any_text.clone().boxed(),
        Rule::Origin => address().prop_map(Plain::Text).boxed(),
        Rule::NumberOrText(_) => prop_oneof![any_text.clone(), any_number.clone()].boxed(),
        Rule::State => string_regex("[ -~\u{e9}\u{1f600}]{7,20}")
            .unwrap()
            .prop_map(Plain::Text)
            .boxed(),
        Rule::ZeroOrOne(_) => prop_oneof![
            any_flag.clone(),
            select(vec![0.0, 1.0, -0.0]).prop_map(checks::number),
            select(vec!["0", "1"]).prop_map(|digit| Plain::Text(digit.into())),
        ]
        .boxed(),
        Rule::Mode | Rule::NoLink | Rule::MagicLink | Rule::Debug | Rule::AnyFlag => {
            any_flag.clone().boxed()
        }
        Rule::Timeout => any_number.clone().boxed(),
        Rule::Retry => prop_oneof![any_object.clone(), Just(Plain::Flag(false))].boxed(),
        Rule::AnyObject => any_object.clone().boxed(),
        Rule::Hook => Just(Plain::Function).boxed(),
        Rule::Session => (any::<bool>(), any::<bool>())
            .prop_map(|(storage, flow_storage)| Plain::Session {
                storage,
                flow_storage,
            })
            .boxed(),
    };
    prop_oneof![
        16 => fitting,
        4 => Just(Plain::Cleared),
        1 => prop_oneof![
            any_text,
            any_number,
            any_flag,
            any_object,
            Just(Plain::Function),
            Just(Plain::Other),
        ],
    ]
    .boxed()
}

/// An options object, often with everything that turns OAuth mode on.
fn object() -> impl Strategy<Value = Vec<Given>> {
    let named = |names: &'static [&'static str]| {
        let all: Vec<_> = names
            .iter()
            .map(|name| {
                OPTIONS
                    .iter()
                    .position(|known| known.name == *name)
                    .unwrap()
            })
            .map(|index| value(index).prop_map(move |value| (index, value)))
            .collect();
        all
    };
    let oauth = named(&["clientId", "responseType", "redirectUri", "state"]);
    prop_oneof![
        vec(given(), 0..8),
        (oauth, vec(given(), 0..6)).prop_map(|(oauth, more)| [oauth, more].concat()),
    ]
}

fn with_project() -> impl Strategy<Value = Vec<Given>> {
    (text(), object()).prop_map(|(project, mut object)| {
        object.insert(0, (0, checks::text("projectId", &project, None)));
        object
    })
}

fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "003-011", "003-014", "010-050", "003-038", "003-338", "003-001", "1"
        ])
        .prop_map(str::to_owned),
        text(),
    ]
}

fn body() -> impl Strategy<Value = BodyKind> {
    prop_oneof![
        Just(BodyKind::Empty),
        Just(BodyKind::Json),
        Just(BodyKind::Garbled),
        Just(BodyKind::CutOff),
        Just(BodyKind::TooLong),
        option::of(code()).prop_map(BodyKind::Error),
        option::of(code()).prop_map(BodyKind::OauthError),
    ]
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        select(vec![
            0, 408, 429, 500, 501, 502, 503, 504, 599, 600, 200, 299, 300, 399, 400
        ]),
        200..600_u16,
        any::<u16>(),
    ]
}

fn failure() -> impl Strategy<Value = Failure> {
    let asked = option::of(number().prop_map(|seconds| seconds.abs().max(0.0)));
    (status(), any::<bool>(), asked).prop_map(|(status, is_network, retry_after)| Failure {
        status,
        is_network,
        retry_after,
    })
}

fn filling() -> impl Strategy<Value = Filling> {
    let texts = vec(option::weighted(0.8, text()), 5);
    (texts, any::<bool>(), any::<(bool, bool)>()).prop_map(|(texts, flag, contacts)| Filling {
        texts,
        flag,
        contacts,
    })
}

/// URL schemes as pages get them past a filter: in any case, with characters in between that
/// browsers skip.
fn login_url() -> impl Strategy<Value = String> {
    let scheme = select(vec![
        "javascript",
        "data",
        "blob",
        "vbscript",
        "file",
        "https",
        "game",
        "javascripts",
        "files",
        "x-javascript",
        "1data",
        "java script",
        "",
    ]);
    let skipped = string_regex("[\u{0}-\u{20}\t\n\r]{0,3}").unwrap();
    let inside = string_regex("[\t\n\r]{0,2}").unwrap();
    let rest = prop_oneof![
        select(vec!["", ":", ":x", "://h/", "/", "?x:", "#x:"]).prop_map(str::to_owned),
        text(),
    ];
    let mangled = (skipped, scheme, 0..12_usize, any::<u16>(), inside, rest).prop_map(
        |(before, scheme, at, upper, inside, rest)| {
            let mut mangled = before;
            for (index, c) in scheme.chars().enumerate() {
                if index == at {
                    mangled.push_str(&inside);
                }
                match upper >> (index % 16) & 1 {
                    1 => mangled.push(c.to_ascii_uppercase()),
                    _ => mangled.push(c),
                }
            }
            mangled + &rest
        },
    );
    prop_oneof![3 => mangled, 1 => text()]
}

fn retry_after() -> impl Strategy<Value = String> {
    prop_oneof![
        string_regex("[ \t]{0,2}[0-9]{0,25}[ \t]{0,2}").unwrap(),
        string_regex("[0-9 .,eE+x\u{660}\u{a0}-]{0,8}").unwrap(),
        text(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn encoded_text_decodes_to_the_original(text in text()) {
        checks::encoding(&text);
    }

    #[test]
    fn a_query_is_added_and_nothing_else_changes(link in address(), value in text()) {
        checks::with_query(&link, &value);
    }

    #[test]
    fn a_base_url_is_accepted_as_documented(href in address(), page in page()) {
        checks::base(&href, page);
    }

    #[test]
    fn a_login_url_leads_to_a_page(url in login_url()) {
        checks::login_url(&url);
    }

    #[test]
    fn options_and_calls_are_found_only_by_their_listed_names(name in prop_oneof![
        text(),
        select(ALL).prop_map(|(name, _)| name.to_owned()),
        (0..OPTIONS.len()).prop_map(|index| OPTIONS[index].name.to_owned()),
    ]) {
        checks::name(&name);
    }

    #[test]
    fn changed_options_are_merged_as_documented(
        first in with_project(),
        second in object(),
        generated in option::of("[0-9a-f]{8,32}"),
        third in object(),
    ) {
        checks::options(&first, &second, generated.as_deref(), &third);
    }

    #[test]
    fn options_without_a_project_are_refused(given in object()) {
        checks::options(&given, &[], None, &[]);
    }

    #[test]
    fn a_timeout_is_a_duration_that_timers_support(ms in number()) {
        checks::milliseconds(ms);
    }

    #[test]
    fn a_request_contains_the_options_and_arguments(given in with_project(), filling in filling()) {
        checks::requests(&given, &filling);
    }

    #[test]
    fn a_response_has_exactly_one_meaning(status in status(), body in body(), captcha: bool) {
        checks::meaning(status, &body, captcha);
    }

    #[test]
    fn retry_after_is_digits_or_a_date(header in retry_after(), ms in number()) {
        checks::retry_after(&header, ms);
    }

    #[test]
    fn a_retry_after_date_means_the_time_until_it(at: u64, ms in number(), lost: usize) {
        checks::date(at, ms, lost);
    }

    #[test]
    fn a_wait_is_within_its_limits(
        failure in failure(),
        attempt in prop_oneof![0..20_u32, any::<u32>()],
        left in number(),
        dice in 0.0..1.0,
    ) {
        checks::wait(&failure, attempt, left, dice);
    }

    #[test]
    fn a_long_poll_continues_at_the_right_time(
        failure in option::of((failure(), 0..20_u32)),
        since in number(),
        dice in 0.0..1.0,
    ) {
        checks::next_round(failure.as_ref().map(|(failure, row)| (failure, *row)), since, dice);
    }
}

#[test]
fn a_base_url_is_https_or_local_http_on_every_page() {
    for scheme in SCHEMES {
        for host in HOSTS {
            for port in ["", ":8080"] {
                for page in PAGES {
                    checks::base(&[scheme, host, port, "/api/"].concat(), page);
                }
            }
        }
    }
}

#[test]
fn fetched_options_do_not_change_where_requests_go() {
    let text = |text: &str| Plain::Text(text.into());
    for (index, known) in OPTIONS.iter().enumerate() {
        for value in [
            text("https://other.example/"),
            text("1"),
            checks::text(known.name, "https://other.example/", None),
            checks::number(1.0),
            Plain::Flag(true),
            Plain::Flag(false),
            Plain::Object { limit: Some(9.0) },
            Plain::Function,
        ] {
            checks::settings(&[(index, value)]);
        }
    }
}

#[test]
fn every_status_has_exactly_one_meaning_with_every_body() {
    let codes = ["003-011", "003-014", "010-050", "003-038", "9"];
    let errors = codes.map(|code| BodyKind::Error(Some(code.into())));
    let oauth_errors = codes.map(|code| BodyKind::OauthError(Some(code.into())));
    let others = [
        BodyKind::Empty,
        BodyKind::Json,
        BodyKind::Garbled,
        BodyKind::CutOff,
        BodyKind::TooLong,
        BodyKind::Error(None),
        BodyKind::OauthError(None),
    ];
    for status in 0..1100 {
        for body in errors.iter().chain(&oauth_errors).chain(&others) {
            checks::meaning(status, body, false);
            checks::meaning(status, body, true);
        }
    }
}
