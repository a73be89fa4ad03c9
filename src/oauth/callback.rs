//! Handles redirect callbacks: the URL that the user comes back to after a sign-in.
//!
//! The order is fixed: the `state` is checked before anything else in the URL.

use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;

use super::address::{Address, LoginUrl, without_fragment};
use super::basis::Basis;
use super::finish::{Finish, Unfinished, nothing, with_kind};
use super::handled::Handling;
use super::meaning::{CallbackOutcome, NoRepeat, Parameters, Trust, is_issuer};
use crate::calls::oauth;
use crate::flow::Flow;
use crate::instance::{InForce, Instance};
use crate::js::error::{environment, wrong_state};
use crate::js::promise::{forget, promise};
use crate::js::{is_absent, page};
use crate::query::joined;
use crate::storage::Storage;

/// Handles the callback at `url`, or at the page's URL if `url` is `undefined` or `null`. Returns the promise
/// that this page already has for that URL, if it has one and the call has no options.
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
    let changes = instance.session().changes();
    let begin = |key, address: Address, is_page| {
        let instance = Rc::clone(instance);
        Handling::begin(key, address, |handling| {
            run(instance, timeout, is_page, handling)
        })
    };
    let handling = match Handling::known(&key, changes) {
        Some(known) if known.is_open.get() => {
            // Handle the original URL again: the page's URL may have been cleaned since.
            known.forget();
            let address = known.address.clone();
            let key = key_of(in_force, &address.href);
            let handling = begin(key, address, is_page)?;
            handling.cleaned_as(&known);
            handling
        }
        Some(known) => known,
        None => begin(key, address, is_page)?,
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
    let callback = Callback {
        basis: Basis::new(&instance, cancellation),
        is_page,
        handling,
    };
    let handled = promise(async move {
        let handled = callback.handle().await;
        let handling = &callback.handling;
        match handled {
            Ok(result) => {
                handling.ended(callback.basis.session.changes());
                Ok(result)
            }
            Err(refused) => {
                handling.is_open.set(!refused.is_final);
                Err(refused.error)
            }
        }
    });
    // If no caller is waiting any more, a failure must not become an unhandled rejection.
    forget(&handled);
    Ok(handled)
}

fn key_of(in_force: &InForce, href: &JsValue) -> JsString {
    let project = joined(&[&in_force.project(), " "]);
    JsString::from(project.as_str()).concat(&without_fragment(href))
}

/// How a callback that this tab has handled ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Completed,
    /// In vain: its code is used up.
    Failed,
}

struct Callback {
    basis: Basis,
    /// Whether the URL is the page's URL.
    is_page: bool,
    handling: Rc<Handling>,
}

impl Callback {
    async fn handle(&self) -> Result<JsValue, Unfinished> {
        let mut end = Finish::new(&self.basis);
        end.is_sent = Some(&self.handling.is_sent);
        let read = self.read().await;
        // Before any request is sent: its referrer would reveal the URL.
        let address = &self.handling.address;
        if self.is_page {
            address.clean_page();
            let clean = key_of(&self.basis.in_force, &address.clean());
            self.handling.cleaned(clean);
        }
        let (found, flow) = read?;
        let said = found.parameters();
        let mark = self.marked(said).await;
        let is_pending = flow.is_some() && !said.is_used_up(mark.is_some());
        match said.trust(is_pending, self.is_oauth()) {
            Trust::Refused(reason) => return Err(wrong_state(reason).into()),
            Trust::Repeated => {
                // The session may have changed by the next call.
                self.handling.forget();
                return self.again(said, mark).await;
            }
            Trust::Believed => {}
        }
        self.check_issuer()?;
        let is_challenge = said.outcome() == CallbackOutcome::Challenge;
        let challenged = flow.clone().filter(|_| is_challenge);
        self.basis.instance.challenged.set(challenged);
        let finished = end.finish(found, flow).await;
        match &finished {
            Ok(_) => self.mark(said, Mark::Completed).await,
            Err(refused) if refused.is_final => self.mark(said, Mark::Failed).await,
            Err(_) => {}
        }
        finished
    }

    fn is_oauth(&self) -> bool {
        self.basis.in_force.config.is_oauth()
    }

    /// Reads the parameters of the URL, and the flow that its `state` belongs to.
    async fn read(&self) -> Result<(LoginUrl, Option<Flow>), JsValue> {
        let found = self.handling.address.read()?;
        let flow = match &found.state {
            Some(state) => self.flow(state).await?,
            None => None,
        };
        Ok((found, flow))
    }

    async fn flow(&self, state: &str) -> Result<Option<Flow>, JsValue> {
        let flows = self.basis.in_force.flows();
        let mut found = Box::pin(flows.find(state));
        self.basis.cancellation.until(&mut found).await?
    }

    /// Checks that `iss` (RFC 9207) equals the option `issuer`, if that is set.
    fn check_issuer(&self) -> Result<(), JsValue> {
        let named = self.basis.in_force.given.get("issuer").as_string();
        let found = self.handling.address.issuer();
        match is_issuer(named.as_deref(), found.as_deref()) {
            true => Ok(()),
            false => Err(wrong_state("iss is not the issuer that the options name")),
        }
    }

    /// Handles a callback page that is reloaded after this tab has handled it: resolves to the tokens that the
    /// session still has. `mark`: how that ended, if it has handled the page.
    async fn again(&self, said: Parameters, mark: Option<Mark>) -> Result<JsValue, Unfinished> {
        let Basis {
            session,
            cancellation,
            ..
        } = &self.basis;
        if mark == Some(Mark::Completed) && session.look(cancellation).await?.is_some() {
            return Ok(with_kind(&session.shown(), self.is_oauth()));
        }
        Err(match said.no_repeat(self.is_oauth(), mark.is_some()) {
            NoRepeat::Nothing => nothing(),
            NoRepeat::State(reason) => wrong_state(reason),
        }
        .into())
    }

    /// Returns how the sign-in of the URL ended, if this tab has handled it before, on this page or before a reload.
    async fn marked(&self, said: Parameters) -> Option<Mark> {
        let mark = Self::marks().get(&self.mark_key()).await;
        let mark = mark.ok().flatten().unwrap_or_else(|| "".into()).split(" ");
        let (clean, original) = (mark.get(0), mark.get(1));
        let known = if said.are_none() { &clean } else { &original };
        (*known == self.handling.address.href).then(|| match clean == "" {
            true => Mark::Failed,
            false => Mark::Completed,
        })
    }

    /// Records in the tab's storage that the URL was handled: the cleaned URL, or nothing in its place if the sign-in
    /// failed, and the original URL, whose code is used up. A URL with a token is not recorded: the token is still
    /// valid, and such a URL can be handled again without a `state`.
    async fn mark(&self, said: Parameters, mark: Mark) {
        let clean: JsString = match mark {
            Mark::Completed => self.handling.address.clean().unchecked_into(),
            Mark::Failed => "".into(),
        };
        let mark = match said.token {
            true => clean.into(),
            false => clean
                .concat(&" ".into())
                .concat(&self.handling.address.href)
                .into(),
        };
        // If this fails, a reload rejects with kind `state`.
        let _ = Self::marks().set(&self.mark_key(), &mark).await;
    }

    fn marks() -> Storage {
        Storage::Web("sessionStorage")
    }

    fn mark_key(&self) -> String {
        joined(&["xsolla-login-wasm/handled/", &self.basis.in_force.project()])
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn the_longer_timeout_counts_and_none_is_the_longest() {
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
