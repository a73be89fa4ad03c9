//! Handles redirect callbacks in the browser, in the order of `steps/callback.rs`.

use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;

use super::address::{Address, without_fragment};
use super::basis::Basis;
use super::finish::Finish;
use super::handled::Handling;
use super::meaning::LoginUrl;
use super::steps::callback::{self, CallbackEffects, Mark};
use super::steps::finish::Finished;
use crate::calls::oauth;
use crate::cancel::Cancellation;
use crate::flow::Flow;
use crate::instance::{InForce, Instance};
use crate::js::error::environment;
use crate::js::promise::{forget, promise};
use crate::js::{Dictionary, element, field, is_absent, page};
use crate::mode::Mode;
use crate::query::joined;
use crate::session::SessionId;
use crate::session::tokens::TokenSet;
use crate::storage::{Storage, WebStorage};

/// Handles the callback at `url`, or at the page's URL if `url` is `undefined` or `null`. Returns the promise
/// that this page already has for that URL and this session, if it has one and the call has no options. If it has one for
/// another session, waits for that and signs in to this session, too.
///
/// # Errors
///
/// An `SDKError` of kind `argument` if the URL or an option is invalid, `environment` if there is neither a
/// URL nor a page. If the call is already stopped, the reason.
pub fn handle(
    instance: &Rc<Instance>,
    url: &JsValue,
    options: &JsValue,
) -> Result<Promise, JsValue> {
    let page = page::at(&["location", "href"]);
    let given = match is_absent(url) {
        true => &page,
        false => url,
    };
    if given.is_undefined() {
        return Err(environment("there is no page here; pass the URL"));
    }
    let address = Address::of(given)?;
    let given = core::slice::from_ref(options);
    let (arguments, cancellation) = instance.read(&oauth::NO_ARGUMENTS, given)?;
    cancellation.check()?;
    let in_force = &instance.in_force();
    let timeout = longer(arguments.timeout, in_force.config.timeout());
    let is_page = address.href == page;
    let key = key_of(in_force, &address.href);
    let session = instance.attach_session();
    let begin = |address: Address, first| {
        let instance = Rc::clone(instance);
        let key = key_of(in_force, &address.href);
        Handling::begin(key, address, &session, first, |handling| {
            run(instance, timeout, is_page, handling)
        })
    };
    // The original URL is handled: the page's URL may have been cleaned since.
    let handling = match Handling::known(&key, &session) {
        Some(known) if known.is_open.get() => {
            known.forget();
            let first = Handling::elsewhere(&key, &session);
            let handling = begin(known.address.clone(), first)?;
            handling.cleaned_as(&known);
            handling
        }
        Some(known) => known,
        None => match Handling::elsewhere(&key, &session) {
            Some(first) => begin(first.address.clone(), Some(first))?,
            None => begin(address, None)?,
        },
    };
    Ok(match options.is_undefined() {
        true => handling.shared(),
        false => promise(handling.wait(cancellation)),
    })
}

/// Returns the longer of the caller's timeout and the instance's, in milliseconds; 0 means no timeout. The
/// work may serve other callers than the one who started it.
fn longer(given: Option<u32>, own: u32) -> u32 {
    match given {
        Some(ms) if ms > 0 && own > 0 => ms.max(own),
        Some(0) => 0,
        _ => own,
    }
}

/// Handles the callback once, for all callers.
fn run(
    instance: Rc<Instance>,
    timeout: u32,
    is_page: bool,
    handling: Rc<Handling>,
) -> Result<Promise, JsValue> {
    let signal = handling.signal();
    let cancellation = instance.cancellation(Some(timeout), core::slice::from_ref(&signal))?;
    let callback = Rc::new(Callback {
        basis: Basis::new(&instance, cancellation),
        is_page,
        handling,
    });
    let handled = unheard(async move {
        let handling = &callback.handling;
        let mut finish = Finish::new(&callback.basis);
        finish.is_sent = Some(&handling.is_sent);
        if let Some(first) = handling.first() {
            let joined = callback.join(&first).await;
            handling.joined();
            handling.is_open.set(joined.is_err());
            if let Some(result) = joined? {
                handling.ended(callback.basis.session.changes(), true);
                return Ok(result);
            }
        }
        match callback::handle(&finish, &*callback).await {
            Ok(finished) => {
                let has_signed_in = matches!(finished, Finished::Tokens(_) | Finished::Token(_));
                let changes = callback.basis.session.changes();
                handling.ended(changes, has_signed_in);
                Ok(finished.into())
            }
            Err(refused) => {
                handling.is_open.set(!refused.is_final);
                if let Some(id) = finish.unstored.get().filter(|_| refused.is_final) {
                    let late = late(Rc::clone(&callback), id, refused.error.clone());
                    handling.goes_on(unheard(late));
                }
                Err(refused.error)
            }
        }
    });
    Ok(handled)
}

/// Runs a future for callers who may no longer be waiting: then its failure must not become an unhandled rejection.
fn unheard(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let promise = promise(future);
    forget(&promise);
    promise
}

/// Waits for the tokens of a session that were still being stored when the call was stopped. Then the callback has signed
/// in after all. Fails with `error` if it has not.
async fn late(callback: Rc<Callback>, id: SessionId, error: JsValue) -> Result<JsValue, JsValue> {
    let session = &callback.basis.session;
    let found = session.look(&Cancellation::new(0, &[])?).await;
    let is_it = |tokens: &TokenSet| tokens.facts.session == id;
    if !found.ok().flatten().as_ref().is_some_and(is_it) {
        return Err(error);
    }
    callback.handling.ended(session.changes(), true);
    let url = callback.read_url().ok();
    let original = url.filter(|url| !url.parameters().token);
    let mark = Mark {
        clean: Some(callback.clean_href()),
        original: original.map(|_| callback.href()),
    };
    callback.set_mark(mark).await;
    Ok(Finished::Tokens(session.shown()).into())
}

/// Returns the key of a callback. Contains the project, the mode and the issuer, so that instances that trust different
/// callbacks do not share a result.
fn key_of(in_force: &InForce, href: &JsValue) -> JsString {
    let mode = match in_force.config.mode() {
        Mode::Oauth => " oauth ",
        Mode::Jwt => " ",
    };
    let issuer = in_force.options.get("issuer").as_string();
    let issuer = issuer.unwrap_or_default();
    let before = joined(&[&in_force.project(), mode, &issuer, " "]);
    JsString::from(before).concat(&without_fragment(href))
}

/// A callback in the browser.
struct Callback {
    basis: Basis,
    /// Whether the URL is the page's URL.
    is_page: bool,
    handling: Rc<Handling>,
}

impl Callback {
    fn address(&self) -> &Address {
        &self.handling.address
    }

    /// Waits until the same callback has signed in to another session, then signs in to this session, too, with the
    /// access token. Returns the result of that callback with this session's `persisted`; `None` if that callback has not
    /// signed in.
    async fn join(&self, first: &Rc<Handling>) -> Result<Option<JsValue>, JsValue> {
        let changes = self.basis.session.changes();
        let cancellation = Rc::clone(&self.basis.cancellation);
        let result = Rc::clone(first).wait(cancellation).await?;
        let Some(tokens) = first.tokens() else {
            return Ok(None);
        };
        let tokens = tokens.for_another_session();
        let shown = self.basis.sign_in(tokens, changes).await?;
        let joined = Dictionary::of(&result)?;
        joined.remove("persisted");
        let persisted = field(&shown, "persisted");
        if !persisted.is_undefined() {
            joined.set("persisted", persisted);
        }
        Ok(Some(joined.plain()))
    }

    fn mark_key(&self) -> String {
        joined(&["xsolla-login-wasm/handled/", &self.basis.in_force.project()])
    }
}

fn marks() -> Storage {
    Storage::Web(WebStorage::Session)
}

impl CallbackEffects for Callback {
    type Value = JsValue;
    type Flow = Flow;

    fn read_url(&self) -> Result<LoginUrl<JsValue>, JsValue> {
        self.address().read()
    }

    async fn flow(&self, state: &str) -> Result<Option<Flow>, JsValue> {
        let flows = self.basis.in_force.flows();
        let mut found = Box::pin(flows.find(state));
        self.basis.cancellation.until(&mut found).await?
    }

    fn clean_page(&self) {
        if self.is_page {
            self.address().clean_page();
            let clean = key_of(&self.basis.in_force, &self.clean_href());
            self.handling.cleaned(clean);
        }
    }

    fn href(&self) -> JsValue {
        self.address().href.clone()
    }

    fn clean_href(&self) -> JsValue {
        self.address().clean()
    }

    fn issuers(&self) -> [Option<String>; 2] {
        let named = self.basis.in_force.options.get("issuer").as_string();
        [named, self.address().issuer()]
    }

    fn mode(&self) -> Mode {
        self.basis.in_force.config.mode()
    }

    /// A mark is stored as the cleaned URL, or nothing in its place; then, if there is an original URL, a space and
    /// that URL.
    async fn mark(&self) -> Mark<JsValue> {
        let mark = marks().get(&self.mark_key()).await;
        let mark = mark.ok().flatten().unwrap_or_else(|| "".into()).split(" ");
        let part = |index| Some(element(&mark, index)).filter(JsValue::is_truthy);
        Mark {
            clean: part(0),
            original: part(1),
        }
    }

    async fn set_mark(&self, mark: Mark<JsValue>) {
        let clean: JsString = mark.clean.unwrap_or_else(|| "".into()).unchecked_into();
        let mark = match mark.original {
            None => clean.into(),
            Some(original) => clean.concat(&" ".into()).concat(&original).into(),
        };
        // If this fails, a reload rejects with kind `state`.
        let _ = marks().set(&self.mark_key(), &mark).await;
    }

    fn forget_result(&self) {
        self.handling.forget();
    }

    async fn is_signed_in(&self) -> Result<bool, JsValue> {
        let held = self.basis.session.look(&self.basis.cancellation).await?;
        Ok(held.is_some())
    }

    fn shown(&self) -> JsValue {
        self.basis.session.shown()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn the_longer_timeout_applies_and_no_timeout_is_the_longest() {
        for (given, own, longest) in [
            (None, 30_000, 30_000),
            (None, 0, 0),
            (Some(20), 30_000, 30_000),
            (Some(60_000), 30_000, 60_000),
            (Some(0), 30_000, 0),
            (Some(20), 0, 0),
        ] {
            assert_eq!(longer(given, own), longest, "{given:?} {own}");
        }
    }
}
