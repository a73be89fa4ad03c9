//! Builds the URL of the authorize page, or of a social network, for one flow with its own `state`.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::pkce::Pkce;
use crate::calls::values::Values;
use crate::calls::{oauth, social};
use crate::cancel::Cancellation;
use crate::error::{ErrorKind, SdkError};
use crate::instance::{InForce, Instance, need_client, new_state};
use crate::js::error::{argument, environment};
use crate::js::page::{self, Location, UrlSearchParams};
use crate::js::{self, Dictionary, Opaque, field, is_missing, string, text};
use crate::request;
use crate::transport::{LiveCall, Outgoing};

macro_rules! ours {
    ($($name:literal)*) => { [$(($name, concat!($name, " is set by the options"))),*] };
}

/// Parameters that `extra` must not set, each with its error message. The service would otherwise have to
/// choose between two values.
const OURS: [(&str, &str); 14] = ours! {
    "projectId" "login_url" "locale" "payload" "with_logout" "client_id" "scope" "state" "redirect_uri"
    "response_type" "audience" "trackId" "code_challenge" "code_challenge_method"
};

/// The arguments of `createAuthorizationUrl` or `authorize`, read when the method was called.
pub struct Wanted {
    state: String,
    in_force: Rc<InForce>,
    cancellation: Rc<Cancellation>,
    place: Place,
}

/// Where the user signs in.
enum Place {
    /// At the authorize page, with `extra` appended to its query.
    Page { extra: Option<String> },
    /// At a social network; this call asks the service for the network's URL.
    Network(Box<LiveCall>),
}

impl Wanted {
    /// Reads the arguments and generates the `state` of the flow.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` that names what is missing or wrong, or `environment` if there is no
    /// `crypto`.
    pub fn read(instance: &Instance, args: JsValue, options: JsValue) -> Result<Self, JsValue> {
        let (arguments, cancellation) = instance.read(&oauth::AUTHORIZE, &[args, options])?;
        let provider = arguments.values.text(oauth::PROVIDER.to);
        let extra = arguments.opaque(oauth::EXTRA.to);
        if provider.is_some() && extra.is_some() {
            return Err(argument(
                "extra",
                "must not be given together with provider",
            ));
        }
        let extra = extra.map(|extra| parameters(&extra)).transpose()?;
        let state = new_state()?;
        let in_force = instance.in_force();
        let place = match provider {
            None => {
                need_client(&in_force.config)?;
                Place::Page { extra }
            }
            Some(provider) => {
                let config = in_force.config.for_flow(state.clone());
                let values = Values::<Opaque>::with_text(&oauth::PROVIDER, provider);
                let call = &social::AUTHORIZATION_LINK;
                let request = request::build(&config, call, &values);
                let outgoing = Outgoing::new(call, &request)?;
                let live = in_force.live_call(call, outgoing, Rc::clone(&cancellation), None);
                Place::Network(Box::new(live))
            }
        };
        Ok(Self {
            state,
            in_force,
            cancellation,
            place,
        })
    }
}

/// Returns the `location` of the page that will navigate.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if there is no page that can navigate.
pub fn page() -> Result<Location, JsValue> {
    page::navigable().ok_or_else(|| environment("there is no page to navigate here"))
}

/// Returns `extra` as a query string.
fn parameters(extra: &JsValue) -> Result<String, JsValue> {
    let given = Dictionary::of(extra).map_err(|_| argument("extra", "a property of it throws"))?;
    let query = UrlSearchParams::new();
    for key in given.keys().iter() {
        let name = key.as_string().unwrap_or_default();
        let value = given.get_key(&key);
        if let Some((_, said)) = OURS.iter().find(|(ours, _)| *ours == name) {
            return Err(argument("extra", said));
        }
        if !value.is_string() && value.as_f64().is_none() && value.as_bool().is_none() {
            return Err(argument(
                "extra",
                "each value must be a string, a number or a boolean",
            ));
        }
        query.set(&name, &text(&value).unwrap_or_default());
    }
    Ok(string(&query).unwrap_or_default())
}

/// Starts a flow and stores it. Returns its URL, and `{ url, state, codeVerifier? }`.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if there is no `crypto.subtle`, or if the flow cannot be stored. With
/// a provider, also the errors of the call that asks for the URL. If the call is stopped, the reason.
pub async fn begin(instance: &Instance, wanted: Wanted) -> Result<(String, JsValue), JsValue> {
    let Wanted {
        state,
        in_force,
        cancellation,
        place,
    } = wanted;
    let mut verifier = JsString::from("");
    let url = match place {
        Place::Page { extra } => {
            let pkce = cancellation.until(Box::pin(Pkce::new())).await??;
            let config = in_force.config.for_flow(state.clone());
            let mut more = track_id(&in_force.options);
            more.push(("code_challenge", pkce.challenge));
            more.push(("code_challenge_method", "S256".into()));
            let mut url = instance.authorization_page(&config, more);
            if let Some(extra) = extra.filter(|extra| !extra.is_empty()) {
                url.push('&');
                url.push_str(&extra);
            }
            verifier = pkce.verifier;
            url
        }
        Place::Network(live) => link(&live).await?,
    };
    let flows = in_force.flows();
    let begun = flows.begin(&state, &verifier);
    cancellation.until(Box::pin(begun)).await??;
    let flow = Dictionary::new();
    flow.set("url", url.as_str());
    flow.set("state", state);
    if verifier.length() > 0 {
        flow.set("codeVerifier", verifier);
    }
    Ok((url, flow.plain()))
}

/// Asks the service for the sign-in URL of a social network.
async fn link(live: &LiveCall) -> Result<String, JsValue> {
    let answer = live.run().await?;
    let url = field(&answer, "url").as_string();
    url.filter(|url| url.starts_with("https:") || url.starts_with("http:"))
        .ok_or_else(|| {
            let reason = "the service's response has no URL";
            SdkError::new(ErrorKind::Response, reason).into()
        })
}

/// Returns `trackId` as a query parameter, if the option `payload` is a JSON object that contains it.
pub fn track_id(options: &Dictionary) -> Vec<(&'static str, String)> {
    let payload = js::parse(&options.get("payload")).unwrap_or_default();
    let id = field(&payload, "trackId");
    let is_id = id.as_f64().is_some() || id.is_string() && !is_missing(&id);
    let mut parameters = Vec::new();
    if is_id && let Some(id) = string(&id) {
        parameters.push(("trackId", id));
    }
    parameters
}
