//! Builds a request (URL, headers, body) from the config, the call and its values.
//!
//! Uses no JavaScript: `O` is the type of a value that is sent unchanged, a JavaScript value in a browser.

use crate::body::{self, Body};
use crate::calls::values::Values;
use crate::calls::{Arg, Call, Path, QueryOptions, Success, To};
use crate::config::Config;
use crate::config::options::TextOption;
use crate::mode::Mode;
use crate::query::{append, encode, joined, split};

/// One request, ready to send.
#[derive(Debug, Clone)]
pub struct Request<O> {
    /// The URL with its query.
    pub url: String,
    /// The path below the base URL, for hooks. It contains nothing that the user typed.
    pub path: String,
    /// The headers except `Content-Type`, which [`Call::content_type`] returns, and `Authorization`.
    pub headers: Vec<(&'static str, O)>,
    /// The token of `Authorization: Bearer …` (RFC 6750, 2.1).
    pub bearer: Option<O>,
    /// The body.
    pub body: Body<O>,
    /// Where the page navigates if the service responds with a redirect. [`Request::url`] is then the same
    /// URL without the parameters that change a session, because it only tests whether there is a redirect.
    pub leads_to: Option<String>,
}

/// The fields of `captchaData`, and the header of each.
pub const CAPTCHA: [(&str, &str); 4] = [
    ("lot_number", "X-LOT-NUMBER"),
    ("captcha_output", "X-CAPTCHA-OUTPUT"),
    ("pass_token", "X-PASS-TOKEN"),
    ("gen_time", "X-GEN-TIME"),
];

/// Returns the mode of this call, which decides its path and query; [`Mode::Jwt`] also if its path is the same in both
/// modes.
pub fn mode<O>(config: &Config, call: &Call, values: &Values<O>) -> Mode {
    match call.path {
        Path::Fixed(_) | Path::File(_) => Mode::Jwt,
        Path::Always(_) => Mode::Oauth,
        _ => values.mode().unwrap_or_else(|| config.mode()),
    }
}

/// Builds the request of a call. In OAuth mode, call [`Config::keep_state`] first.
pub fn build<O: Clone>(config: &Config, call: &Call, values: &Values<O>) -> Request<O> {
    let mode = mode(config, call, values);
    let path = path(call, mode, values.text(To::Segment));
    let url = url(config, call, &path, &query(config, call, values, mode));
    let (url, leads_to) = match call.answer.success {
        Success::Redirect => (redirect_test(config, &path, values), Some(url)),
        _ => (url, None),
    };
    Request {
        url,
        path,
        body: body::build(config, call, values, mode),
        bearer: bearer(values),
        headers: values.captcha.clone(),
        leads_to,
    }
}

fn path(call: &Call, mode: Mode, segment: Option<&str>) -> String {
    let (before, path) = match call.path {
        Path::Oauth(path) if mode == Mode::Oauth => ("/oauth2", path),
        Path::Either { oauth: path, .. } if mode == Mode::Oauth => ("", path),
        Path::Either { jwt: path, .. }
        | Path::Fixed(path)
        | Path::Always(path)
        | Path::Oauth(path)
        | Path::File(path) => ("", path),
    };
    let (start, _) = split(path, b'{');
    let (_, end) = split(path, b'}');
    let mut whole = joined(&[before, start]);
    if let Some(segment) = segment {
        encode(&mut whole, segment);
    }
    whole.push_str(end.strip_prefix('}').unwrap_or_default());
    whole
}

fn url(config: &Config, call: &Call, path: &str, query: &str) -> String {
    let mut url = match call.path {
        Path::File(path) => config.file(path),
        _ => joined(&[config.base(), path]),
    };
    if !query.is_empty() {
        url.push('?');
        url.push_str(query);
    }
    url
}

/// Returns the URL of a navigation without the parameters that change a session.
fn redirect_test<O>(config: &Config, path: &str, values: &Values<O>) -> String {
    let query = config.session_query(values.text(To::LoginUrl));
    joined(&[config.base(), path, "?", &query])
}

fn query<O>(config: &Config, call: &Call, values: &Values<O>, mode: Mode) -> String {
    let mut query = match call.query {
        QueryOptions::None | QueryOptions::Challenge => String::new(),
        QueryOptions::Project | QueryOptions::Authorize => config.project_query(),
        QueryOptions::Session | QueryOptions::Mail => {
            let mut query = config.session_query(values.text(To::LoginUrl));
            config.add_changes(&mut query);
            query
        }
    };
    let mut add = |option| config.append(&mut query, option);
    match call.query {
        QueryOptions::Mail => add(TextOption::EmailTemplate),
        QueryOptions::Challenge => add(TextOption::ChallengeId),
        QueryOptions::Authorize => add(TextOption::Audience),
        QueryOptions::None | QueryOptions::Project | QueryOptions::Session => {}
    }
    // A call without a query sends these options in its body.
    if mode == Mode::Oauth && call.query != QueryOptions::None {
        config.add_oauth(&mut query);
    }
    for arg in call.signature.args {
        if let To::Parameter(name) = arg.to {
            append(&mut query, name, values.text(arg.to).or(arg.default));
        }
    }
    for (name, value) in &values.more {
        append(&mut query, name, Some(value));
    }
    query
}

fn bearer<O: Clone>(values: &Values<O>) -> Option<O> {
    values.opaque(To::Bearer).cloned()
}

/// Returns whether the value of an argument stays a JavaScript value. Only what becomes part of a URL (the
/// request's, or `link_url` in the body) is read as a string.
pub fn is_sent_unchanged(arg: &Arg) -> bool {
    match arg.to {
        To::Body | To::Field(_) | To::Form(_) | To::Contacts | To::Bearer | To::Here => true,
        To::Parameter(_)
        | To::Link
        | To::Captcha
        | To::Mode
        | To::LoginUrl
        | To::Stop
        | To::Segment
        | To::Options
        | To::Mistake(_) => false,
    }
}

/// Checks that a value can be one segment of a path: `.` and `..` would change the path (RFC 3986, 3.3).
///
/// # Errors
///
/// Returns a message for `.` and `..`.
pub fn check_segment(value: &str) -> Result<(), &'static str> {
    match value {
        "." | ".." => Err("must not be . or .."),
        _ => Ok(()),
    }
}

/// Checks that the scheme of a `loginUrl` leads to a page, instead of running or showing something. Reads the
/// scheme as a browser does (WHATWG URL): ignores control characters and spaces at the start, and tabs and
/// line breaks anywhere.
///
/// # Errors
///
/// Returns a message for `javascript:`, `data:`, `blob:`, `vbscript:` and `file:`.
pub fn check_login_url(url: &str) -> Result<(), &'static str> {
    let mut scheme = String::new();
    for byte in url.bytes() {
        match byte {
            b'\t' | b'\n' | b'\r' => {}
            byte if byte <= b' ' && scheme.is_empty() => {}
            b':' => {
                return match scheme.as_str() {
                    "javascript" | "data" | "blob" | "vbscript" | "file" => {
                        Err("must not be a javascript:, data:, blob:, vbscript: or file: URL")
                    }
                    _ => Ok(()),
                };
            }
            // The bytes of a non-ASCII letter become other characters, which are in none of the schemes
            // above.
            byte if scheme.len() < 16 => scheme.push(char::from(byte.to_ascii_lowercase())),
            _ => break,
        }
    }
    // No scheme: a URL relative to the page.
    Ok(())
}

#[cfg(test)]
mod tests;
