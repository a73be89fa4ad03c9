//! Finishes a sign-in. Parameters that are trusted lead to tokens, to a single token, or to what the service
//! asks for next.

use core::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::address::{Address, LoginUrl};
use super::basis::Basis;
use super::meaning::{Belongs, CallbackOutcome, belongs};
use super::token_endpoint::{self, TokenFailure};
use crate::arguments::Arguments;
use crate::calls::oauth;
use crate::calls::values::{Value, Values};
use crate::error::{ErrorKind, SdkError};
use crate::flow::Flow;
use crate::js::error::{api_error, argument, wrong_state};
use crate::js::object::Given;
use crate::js::promise::promise;
use crate::js::{Dictionary, field, own};
use crate::session::tokens::text;

thread_local! {
    /// The codes that this page has sent, the newest last. Each is valid for one sign-in.
    static CODES: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

/// How many codes a page remembers. They expire within minutes.
const REMEMBERED: usize = 50;

/// Why a sign-in failed.
pub struct Unfinished {
    /// What the call rejects with.
    pub error: JsValue,
    /// Whether its code or `state` is used up, so that it cannot be tried again.
    pub is_final: bool,
}

impl From<JsValue> for Unfinished {
    fn from(error: JsValue) -> Self {
        Self {
            error,
            is_final: false,
        }
    }
}

impl From<TokenFailure> for Unfinished {
    fn from(failure: TokenFailure) -> Self {
        Self {
            is_final: failure.is_used_up(),
            error: failure.error,
        }
    }
}

/// Creates the `SDKError` of kind `response` for a URL that has no parameters of a sign-in.
pub fn nothing() -> JsValue {
    let reason = "the URL has no parameters of a sign-in";
    SdkError::new(ErrorKind::Response, reason).into()
}

/// Returns tokens as a result: of kind `tokens` with all of them, or of kind `token` with one `token`.
pub fn with_kind(shown: &JsValue, is_tokens: bool) -> JsValue {
    let result = Dictionary::of(shown).unwrap_or_default();
    result.set("kind", if is_tokens { "tokens" } else { "token" });
    if !is_tokens {
        result.set("token", result.get("accessToken"));
        for name in ["accessToken", "refreshToken", "expiresAt", "scope"] {
            result.remove(name);
        }
    }
    result.plain()
}

/// Finishes the sign-in of one call.
pub struct Finish<'a> {
    basis: &'a Basis,
    /// How many times the session had changed when the sign-in started.
    changes: u32,
    /// Set to true when the code is sent.
    pub is_sent: Option<&'a Cell<bool>>,
}

impl<'a> Finish<'a> {
    /// Starts a sign-in. If the session changes from now on, the sign-in fails.
    pub fn new(basis: &'a Basis) -> Self {
        Self {
            basis,
            changes: basis.session.changes(),
            is_sent: None,
        }
    }

    /// Finishes the sign-in of a trusted URL, and returns its result.
    ///
    /// # Errors
    ///
    /// The `APIError` in the URL or of the exchange, or an `SDKError`.
    pub async fn finish(&self, found: LoginUrl, flow: Option<Flow>) -> Result<JsValue, Unfinished> {
        match found.parameters().outcome() {
            CallbackOutcome::Error => return Err(in_address(&found).into()),
            CallbackOutcome::Challenge => {
                let result = Dictionary::new();
                result.set("kind", "challenge");
                result.set("challengeId", found.challenge);
                return Ok(result.plain());
            }
            CallbackOutcome::Code => return self.finish_code(found.code, flow).await,
            CallbackOutcome::Token => {}
            CallbackOutcome::Nothing => return Err(nothing().into()),
        }
        let token = text(found.token).ok_or_else(nothing)?;
        let tokens = token_endpoint::of_address(&self.basis.instance, token);
        let shown = self.basis.sign_in(tokens, self.changes).await?;
        self.end(flow).await;
        Ok(with_kind(&shown, false))
    }

    async fn finish_code(&self, code: JsValue, flow: Option<Flow>) -> Result<JsValue, Unfinished> {
        let args = Dictionary::new();
        args.set("code", code);
        if let Some(flow) = &flow
            && flow.verifier.is_string()
        {
            args.set("codeVerifier", flow.verifier.clone());
        }
        let values = Arguments::read(&oauth::EXCHANGE_CODE, &[args.into()], false)?.values;
        let exchanged = self.exchange(&values).await;
        let refused = exchanged.as_ref().err();
        if refused.is_none_or(|refused| refused.is_final) {
            self.end(flow).await;
        }
        Ok(with_kind(&exchanged?, true))
    }

    /// Ends a flow, whose `state` is used up, even if the call has been stopped. Only waits for the storage until
    /// then.
    async fn end(&self, flow: Option<Flow>) {
        if let Some(flow) = flow {
            let ended = promise(async move {
                flow.end().await;
                Ok(JsValue::UNDEFINED)
            });
            let ended = &mut JsFuture::from(ended);
            let _ = self.basis.cancellation.until(ended).await;
        }
    }

    /// Exchanges a code for tokens, and signs in to the session with them.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `state` if this page has already sent the code, or if the session changes during
    /// the exchange; otherwise the errors of the call.
    pub async fn exchange(&self, values: &Values<Given>) -> Result<JsValue, Unfinished> {
        let code = match values.given.first() {
            Some((_, Value::Given(Given(code)))) => code.clone(),
            _ => JsValue::UNDEFINED,
        };
        // A replay: the service may end the session that the code once started (RFC 6749, 4.1.2).
        if CODES.with_borrow(|codes| codes.contains(&code)) {
            return Err(wrong_state("the code was used").into());
        }
        CODES.with_borrow_mut(|codes| {
            codes.push(code.clone());
            if codes.len() > REMEMBERED {
                codes.remove(0);
            }
        });
        if let Some(is_sent) = self.is_sent {
            is_sent.set(true);
        }
        match token_endpoint::exchange(self.basis, values).await {
            Ok(tokens) => {
                let signed_in = self.basis.sign_in(tokens, self.changes).await;
                signed_in.map_err(used_up)
            }
            Err(failure) => {
                if !failure.is_used_up() {
                    CODES.with_borrow_mut(|codes| codes.retain(|known| *known != code));
                }
                Err(failure.into())
            }
        }
    }
}

fn used_up(error: JsValue) -> Unfinished {
    Unfinished {
        error,
        is_final: true,
    }
}

/// Implements `exchangeCode`: exchanges a code for tokens, and signs in to the session with them.
///
/// # Errors
///
/// As [`Finish::exchange`].
pub async fn exchange_code(basis: Basis, arguments: Arguments) -> Result<JsValue, JsValue> {
    let exchanged = Finish::new(&basis).exchange(&arguments.values).await;
    exchanged.map_err(|refused| refused.error)
}

/// The result of a call that signs in, read once.
pub enum SignInAnswer {
    /// The project asks the user for more data first.
    Ask {
        /// The fields that it asks for.
        fields: JsValue,
        /// The user's token, for the call that submits the data.
        token: JsValue,
    },
    /// An error that the result contains.
    Error(JsValue),
    /// The URL where the sign-in continues.
    Address {
        /// The URL, as in the response.
        url: JsValue,
        /// `challenge_id` of the response.
        challenge: JsValue,
    },
}

impl SignInAnswer {
    /// Reads the result of a call that signs in.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` for any other value.
    pub fn read(result: &JsValue) -> Result<Self, JsValue> {
        let given = |name| own(result, name).unwrap_or_default();
        let fields = given("ask_fields");
        if own(&fields, "length").unwrap_or_default().is_truthy() {
            let token = given("token");
            return Ok(Self::Ask { fields, token });
        }
        let error = given("error");
        if error.is_truthy() {
            return Ok(Self::Error(of_service(&error)));
        }
        let names = ["login_url", "redirect_url", "url"];
        let url = names.into_iter().map(given).find(JsValue::is_string);
        let Some(url) = url else {
            let must = match given("code").as_f64() {
                Some(204.0) => {
                    "is empty: after signup, the account has to be confirmed by email first"
                }
                _ => "what a call that signs in resolved to is required",
            };
            return Err(argument("result", must));
        };
        Ok(Self::Address {
            url,
            challenge: given("challenge_id"),
        })
    }
}

/// Implements `completeLogin`: finishes the sign-in of a call, from the call's result.
///
/// # Errors
///
/// An `SDKError` of kind `state` if the result belongs to no call of this instance; the `APIError` in the
/// result or its URL; otherwise as [`exchange_code`].
pub async fn complete(end: Finish<'_>, answer: SignInAnswer) -> Result<JsValue, JsValue> {
    let (url, challenge) = match answer {
        SignInAnswer::Ask { fields, token } => {
            let result = Dictionary::new();
            result.set("kind", "ask");
            result.set("askFields", fields);
            result.set("token", token);
            return Ok(result.plain());
        }
        SignInAnswer::Error(error) => return Err(error),
        SignInAnswer::Address { url, challenge } => (url, challenge),
    };
    let mut found = Address::of(&url)?.read()?;
    if found.challenge.is_undefined() && challenge.is_string() {
        found.challenge = challenge;
    }
    let Basis {
        instance, in_force, ..
    } = end.basis;
    let challenged = instance.challenged.take();
    let belongs = belongs(
        found.state.as_deref(),
        !found.code.is_undefined(),
        challenged.as_ref().map(|flow| flow.state.as_str()),
        in_force.config.state().unwrap_or_default(),
    );
    let finished = match belongs {
        Belongs::ToChallenge => {
            let is_again = found.parameters().outcome() == CallbackOutcome::Challenge;
            let finished = end.finish(found, challenged.clone()).await;
            let refused = finished.as_ref().err();
            if is_again || refused.is_some_and(|refused| !refused.is_final) {
                instance.challenged.set(challenged);
            }
            finished
        }
        Belongs::ToCall => {
            instance.challenged.set(challenged);
            end.finish(found, None).await
        }
        Belongs::ToNobody(reason) => {
            instance.challenged.set(challenged);
            Err(wrong_state(reason).into())
        }
    };
    finished.map_err(|refused| refused.error)
}

/// Returns the error of the service that a URL contains.
fn in_address(found: &LoginUrl) -> JsValue {
    let fields = Dictionary::new();
    if found.description.is_string() {
        fields.set("description", found.description.clone());
    }
    api_error(found.error.as_deref().unwrap_or_default(), &fields)
}

/// Returns the error of the service that a result contains.
fn of_service(error: &JsValue) -> JsValue {
    let fields = Dictionary::new();
    for name in ["description", "details"] {
        let value = field(error, name);
        if !value.is_undefined() {
            fields.set(name, value);
        }
    }
    let code = field(error, "code").as_string();
    api_error(&code.unwrap_or_default(), &fields)
}
