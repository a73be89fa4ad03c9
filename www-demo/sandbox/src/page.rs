//! The pages that people see: the outbox, and what a link leads to when there
//! is nowhere else to go.

use std::fmt::Write;

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::outbox::{Channel, Posted};

const STYLE: &str = include_str!("page.css");
const REFRESH: &str = include_str!("page.js");

/// A page with one sentence.
pub(crate) fn message(title: &str, text: &str) -> Response {
    let main = format!("<h1>{}</h1><p>{}</p>", escape(title), escape(text));
    Html(document(title, &main, "")).into_response()
}

/// A link that was used, has expired or never was.
pub(crate) fn gone() -> Response {
    let page = message("Link not valid", "It has been used, or its time is up.");
    (StatusCode::NOT_FOUND, page).into_response()
}

/// The sandbox's own sign-in page, for the authorization endpoint.
pub(crate) fn sign_in(request: &str, username: &str, problem: Option<&str>) -> Response {
    let main = format!(
        "<h1>Sign in</h1><p>This page stands in for the one of the Login service.</p>\
         <form method=\"post\" action=\"/sign-in\">{}{}\
         <label for=\"username\">Name or e-mail</label>\
         <input id=\"username\" name=\"username\" autocomplete=\"username\" value=\"{}\" required>\
         <label for=\"password\">Password</label>\
         <input id=\"password\" name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required>\
         <p class=\"buttons\"><button id=\"sign-in\">Sign in</button>\
         <button id=\"cancel\" name=\"decision\" value=\"deny\" class=\"quiet\" formnovalidate>\
         Cancel</button></p></form>",
        hidden(request),
        alert(problem),
        escape(username),
    );
    Html(document("Sign in", &main, "")).into_response()
}

/// The page in the place of a social network.
pub(crate) fn social(network: &str, request: &str, problem: Option<&str>) -> Response {
    let network = escape(network);
    let main = format!(
        "<h1>Sign in with {network}</h1>\
         <p>This page stands in for {network}. Be whoever you like.</p>\
         <form method=\"post\" action=\"/social\">{}{}\
         <label for=\"name\">Name</label>\
         <input id=\"name\" name=\"name\" value=\"Grace Hopper\" maxlength=\"100\">\
         <label for=\"email\">Mail address that {network} tells the game, if any</label>\
         <input id=\"email\" name=\"email\" type=\"email\">\
         <p class=\"buttons\">\
         <button id=\"allow\" name=\"decision\" value=\"allow\">Continue</button>\
         <button id=\"deny\" name=\"decision\" value=\"deny\" class=\"quiet\" formnovalidate>\
         Cancel</button></p></form>",
        hidden(request),
        alert(problem),
    );
    Html(document("Sign in", &main, "")).into_response()
}

fn hidden(request: &str) -> String {
    let request = escape(request);
    format!("<input type=\"hidden\" name=\"request\" value=\"{request}\">")
}

fn alert(problem: Option<&str>) -> String {
    problem.map_or_else(String::new, |problem| {
        format!("<p role=\"alert\">{}</p>", escape(problem))
    })
}

/// The outbox, newest first.
pub(crate) fn outbox(sent: &[Posted]) -> Response {
    let mut main = String::from("<h1>Outbox</h1>");
    if sent.is_empty() {
        main.push_str("<p>Nothing yet. Mails and text messages appear here by themselves.</p>");
    }
    for posted in sent {
        article(&mut main, posted);
    }
    let script = format!("<script>{REFRESH}</script>");
    Html(document("Outbox", &main, &script)).into_response()
}

fn article(main: &mut String, posted: &Posted) {
    let message = &posted.message;
    let channel = match message.channel {
        Channel::Mail => "Mail",
        Channel::Sms => "Text message",
    };
    // Writing to a string cannot fail.
    let _ = write!(
        main,
        "<article><header><span>{channel} to <b>{}</b></span><time>{}</time></header>\
         <h2>{}</h2><p>{}</p>",
        escape(&message.to),
        escape(&posted.at),
        escape(&message.subject),
        escape(&message.text),
    );
    if let Some(code) = &message.code {
        let _ = write!(main, "<p><code>{}</code></p>", escape(code));
    }
    if let Some(link) = &message.link {
        let link = escape(link);
        let _ = write!(
            main,
            "<p><a href=\"{link}\" target=\"_blank\" rel=\"noopener\">{link}</a></p>"
        );
    }
    main.push_str("</article>");
}

fn document(title: &str, main: &str, script: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><style>{STYLE}</style></head>\
         <body><main>{main}</main>{script}</body></html>",
        escape(title)
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
