//! The HTML pages: the outbox, the sign-in pages, and a message for links that lead
//! nowhere else. The templates escape every value in parentheses.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::store::outbox::{Channel, Posted};

const STYLE: &str = include_str!("page.css");
const REFRESH: &str = include_str!("page.js");

/// Returns a page with one sentence.
pub(crate) fn message(title: &str, text: &str) -> Response {
    let main = html! {
        h1 { (title) }
        p { (text) }
    };
    document(title, &main, None).into_response()
}

/// Returns the page for a link that was used, has expired or never existed (404).
pub(crate) fn gone() -> Response {
    let page = message("Link not valid", "It has been used, or its time is up.");
    (StatusCode::NOT_FOUND, page).into_response()
}

/// Returns the sandbox's own sign-in page, for the authorization endpoint.
pub(crate) fn sign_in(request: &str, username: &str, problem: Option<&str>) -> Response {
    let main = html! {
        h1 { "Sign in" }
        p { "This page stands in for the one of the Login service." }
        form method="post" action="/sign-in" {
            (asked(request, problem))
            label for="username" { "Name or email" }
            input #username name="username" autocomplete="username" value=(username) required;
            label for="password" { "Password" }
            input #password name="password" type="password" autocomplete="current-password" required;
            p .buttons {
                button #sign-in { "Sign in" }
                button #cancel .quiet name="decision" value="deny" formnovalidate { "Cancel" }
            }
        }
    };
    document("Sign in", &main, None).into_response()
}

/// Returns the page that stands in for a social network.
pub(crate) fn social(network: &str, request: &str, problem: Option<&str>) -> Response {
    let main = html! {
        h1 { "Sign in with " (network) }
        p { "This page stands in for " (network) ". Be whoever you like." }
        form method="post" action="/social" {
            (asked(request, problem))
            label for="name" { "Name" }
            input #name name="name" value="Grace Hopper" maxlength="100";
            label for="email" { "Email address that " (network) " tells the game, if any" }
            input #email name="email" type="email";
            p .buttons {
                button #allow name="decision" value="allow" { "Continue" }
                button #deny .quiet name="decision" value="deny" formnovalidate { "Cancel" }
            }
        }
    };
    document("Sign in", &main, None).into_response()
}

/// The key of the request that the form belongs to, and what was wrong with the last
/// attempt.
fn asked(request: &str, problem: Option<&str>) -> Markup {
    html! {
        input type="hidden" name="request" value=(request);
        @if let Some(problem) = problem {
            p role="alert" { (problem) }
        }
    }
}

/// Returns the outbox, newest message first.
pub(crate) fn outbox(sent: &[Posted]) -> Response {
    let main = html! {
        h1 { "Outbox" }
        @if sent.is_empty() {
            p { "Nothing yet. Emails and text messages appear here automatically." }
        }
        @for posted in sent {
            (article(posted))
        }
    };
    document("Outbox", &main, Some(REFRESH)).into_response()
}

fn article(posted: &Posted) -> Markup {
    let message = &posted.message;
    let channel = match message.channel {
        Channel::Mail => "Mail",
        Channel::Sms => "Text message",
    };
    html! {
        article {
            header {
                span { (channel) " to " b { (message.to) } }
                time { (posted.at) }
            }
            h2 { (message.subject) }
            p { (message.text) }
            @if let Some(code) = &message.code {
                p { code { (code) } }
            }
            @if let Some(link) = &message.link {
                p { a href=(link) target="_blank" rel="noopener" { (link) } }
            }
        }
    }
}

/// Returns a whole page. The style and the script are files of the sandbox, so they are
/// not escaped.
fn document(title: &str, main: &Markup, script: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { (main) }
                @if let Some(script) = script {
                    script { (PreEscaped(script)) }
                }
            }
        }
    }
}
