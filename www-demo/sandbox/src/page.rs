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
