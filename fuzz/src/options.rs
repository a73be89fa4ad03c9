//! The options: which are accepted, and what effect they have.

use url::Url;
use xsolla_login::{
    calls::{self, ALL},
    config::{
        self, Config,
        options::{Change, OPTIONS, Plain, Rule, option},
    },
    error::ErrorKind,
};

use super::{
    model::{Model, OAUTH, Shown, fits, oauth, whole_milliseconds},
    pairs,
};

/// One option and its value: an index into [`OPTIONS`], and the value that was passed.
pub type Given = (usize, Plain);

/// Returns a number with its string form in JavaScript, as far as the options need it.
pub fn number(number: f64) -> Plain {
    let text = match number {
        0.0 => "0".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        number => number.to_string(),
    };
    Plain::Number(number, text)
}

/// Returns a string as the option `name` receives it; `page` is the URL of the page.
pub fn text(name: &str, text: &str, page: Option<&str>) -> Plain {
    match (name, text) {
        (_, "") => Plain::Cleared,
        ("apiUrl", text) => {
            let page = page.and_then(|page| Url::parse(page).ok());
            Plain::Address {
                href: Url::parse(text).ok().map(Into::into),
                page_origin: page.map(|page| page.origin().ascii_serialization()),
            }
        }
        (_, text) => Plain::Text(text.into()),
    }
}

/// Returns the options as an object would have them, with each name once; the last value wins.
fn object(given: &[Given]) -> Vec<Change> {
    let mut object: Vec<Change> = Vec::new();
    for (index, value) in given {
        let known = &OPTIONS[index % OPTIONS.len()];
        object.retain(|(other, _)| *other != known);
        object.push((known, value.clone()));
    }
    object
}

/// Checks that options are accepted or rejected as the documents say, and that a rejection changes nothing. Returns
/// the resulting options if they are accepted.
pub fn changed(config: &Config, model: &Model, given: &[Given]) -> Option<(Config, Model)> {
    let changes = object(given);
    let before = Shown::from(config);
    let next = match (config.with(&changes), model.with(&changes)) {
        (Ok(next), Ok(model)) => {
            assert_eq!(Shown::from(&next), Shown::from(&model), "{changes:?}");
            Some((next, model))
        }
        (Err(error), Err(names)) => {
            assert_eq!(error.kind, ErrorKind::Config);
            let name = error.subject.unwrap();
            assert!(names.contains(&name), "{name}, not {names:?}");
            let why = error.reason;
            assert_eq!(error.message(), format!("{name}: {why}"));
            assert!(why.contains("must "));
            None
        }
        (taken, model) => panic!("{changes:?}: {taken:?}, but {model:?}"),
    };
    assert_eq!(Shown::from(config), before);
    next
}

/// Checks the options of a constructor, a first change, the options of one call, fetched options, a second change,
/// and clearing.
pub fn options(first: &[Given], second: &[Given], generated: Option<&str>, third: &[Given]) {
    let empty = (Config::default(), Model::default());
    // The effects below only show in a config with a project, so an empty config is not checked.
    let Some((config, mut model)) = changed(&empty.0, &empty.1, first) else {
        return;
    };
    if let Some(generated) = generated {
        config.keep_state(generated.into());
        config.keep_state("a later one".into());
        model.generated = Some(generated.into());
        assert_eq!(Shown::from(&config), Shown::from(&model));
    }
    assert_eq!(pairs(&oauth(&config)), model.query(&OAUTH));
    let (config, model) = changed(&config, &model, second).unwrap_or((config, model));
    for mode in [true, false] {
        let ignored = config.ignores(Rule::Mode, &Plain::Flag(mode));
        assert_eq!(ignored, model.is_oauth() == mode);
    }
    if let Some(state) = model.state() {
        let ignored = config.ignores(Rule::State, &Plain::Text(state));
        assert_eq!(ignored, model.text("state").is_none());
    }
    if let (Some(generated), Some(state)) = (&model.generated, model.text("state")) {
        let ignored = config.ignores(Rule::State, &Plain::Text(generated.clone()));
        assert!(!ignored, "{generated} is not shown, but {state}");
    }
    assert!(!config.ignores(Rule::State, &Plain::Cleared));

    one_call(&config, &model, third);
    fetched(&config, third);
    let (config, model) = changed(&config, &model, third).unwrap_or((config, model));

    let cleared: Vec<Given> = (0..OPTIONS.len())
        .filter(|index| OPTIONS[*index].name != "projectId")
        .map(|index| (index, Plain::Cleared))
        .collect();
    let (config, mut model) = changed(&config, &model, &cleared).unwrap();
    model.given.retain(|name, _| *name == "projectId");
    assert_eq!(Shown::from(&config), Shown::from(&model));
    let no_project = [
        (Config::default(), vec![]),
        (config, vec![(0, Plain::Cleared)]),
    ];
    for (config, changes) in no_project {
        let error = config.with(&object(&changes)).unwrap_err();
        assert_eq!(error.subject, Some("projectId"));
        assert_eq!(error.reason, "is required and must not be empty");
    }
}

/// Checks that the options of one call are accepted like other options, but that `projectId`, `apiUrl` and
/// `is_oauth2` are ignored: a call never goes to another project, URL or mode.
fn one_call(config: &Config, model: &Model, given: &[Given]) {
    let mut counting = object(given);
    counting.retain(|(known, _)| !["projectId", "apiUrl", "is_oauth2"].contains(&known.name));
    match (config.for_one_call(&object(given)), model.with(&counting)) {
        (Ok(over), Ok(mut expected)) => {
            let mode = Plain::Flag(model.is_oauth());
            expected.given.insert("is_oauth2", mode);
            assert_eq!(Shown::from(&over), Shown::from(&expected));
        }
        (Err(error), Err(names)) => {
            let name = error.subject.unwrap();
            assert!(error.kind == ErrorKind::Argument && names.contains(&name));
        }
        (taken, expected) => panic!("{given:?}: {taken:?}, but {expected:?}"),
    }
}

/// Checks fetched options with any mix of options, whether each may be fetched or not.
pub fn settings(given: &[Given]) {
    let project = (0, Plain::Text("p".into()));
    let config = Config::default().with(&object(&[project]));
    fetched(&config.unwrap(), given);
}

/// Checks that fetched options change no request, except for whether a link is sent. Each option is judged alone: one
/// that has the wrong type, or is cleared, does not affect the others.
fn fetched(config: &Config, given: &[Given]) {
    let before = Shown::from(config);
    let mut changes = object(given);
    for (known, value) in &changes {
        let takes = *value != Plain::Cleared && fits(known.name, value);
        let taken = config.takes(known.rule, value);
        assert_eq!(taken, takes, "{} {value:?}", known.name);
    }
    assert_eq!(Shown::from(config), before);
    changes.retain(|(known, value)| known.is_fetched && config.takes(known.rule, value));
    let link = changes.iter().find_map(|(known, value)| match value {
        Plain::Flag(flag) if known.name == "enable_magic_link" => Some(*flag),
        _ => None,
    });
    let after = config.with(&changes).unwrap();
    let mut shown = Shown::from(&after);
    if let Some(link) = link {
        let sent = after.send_link(false);
        assert!(sent == Some(link) || sent == Some(false));
        shown.send_link = before.send_link;
    }
    assert_eq!(shown, before);
}

/// Checks that a timeout becomes a whole number of milliseconds, 0 (no timeout) only if it is 0 or beyond the longest
/// timer, and `None` if it is negative or NaN.
pub fn milliseconds(ms: f64) {
    let expected = if ms.is_nan() || ms < 0.0 {
        None
    } else if ms > f64::from(i32::MAX) {
        Some(0.0)
    } else {
        Some(whole_milliseconds(ms))
    };
    assert_eq!(config::milliseconds(ms).map(f64::from), expected);
}

/// Checks that a name is found as an option or a call if and only if it is in the list.
pub fn name(name: &str) {
    let known = OPTIONS.iter().find(|known| known.name == name);
    assert_eq!(option(name), known);
    let call = ALL.iter().find(|(known, _)| *known == name);
    assert_eq!(calls::named(name), call.map(|(_, call)| *call));
}
