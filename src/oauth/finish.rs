//! Finishes a sign-in in the browser, in the order of `steps/finish.rs`.

use core::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::address::Address;
use super::basis::Basis;
use super::meaning::LoginUrl;
use super::steps::codes::SentCodes;
use super::steps::finish::{self, Finished, SignInAnswer, SignInEffects, Unfinished};
use super::token_endpoint::{self, TokenFailure};
use crate::arguments::Arguments;
use crate::calls::values::Values;
use crate::calls::{To, oauth};
use crate::flow::Flow;
use crate::js::error::{api_error, argument};
use crate::js::object::Opaque;
use crate::js::promise::promise;
use crate::js::{Dictionary, own};
use crate::result::{code_of, error_fields};
use crate::session::SessionId;
use crate::session::tokens::{TokenSet, non_empty};

thread_local! {
    /// The codes that this page has sent.
    static CODES: RefCell<SentCodes<JsValue>> = const { RefCell::new(SentCodes::empty()) };
}

impl From<TokenFailure> for Unfinished<JsValue> {
    fn from(failure: TokenFailure) -> Self {
        Self {
            is_final: failure.is_used_up(),
            error: failure.error.value,
        }
    }
}

/// Finishes the sign-in of one call.
pub struct Finish<'a> {
    basis: &'a Basis,
    /// How many times the session had changed when the sign-in started.
    changes: u32,
    /// Set to true when the code is sent.
    pub is_sent: Option<&'a Cell<bool>>,
    /// The session whose tokens were still being stored when the call was stopped.
    pub unstored: Cell<Option<SessionId>>,
}

impl<'a> Finish<'a> {
    /// Starts a sign-in. If the session changes from now on, the sign-in fails.
    pub fn new(basis: &'a Basis) -> Self {
        Self {
            basis,
            changes: basis.session.changes(),
            is_sent: None,
            unstored: Cell::default(),
        }
    }
}

impl SignInEffects for Finish<'_> {
    type Value = JsValue;
    type Flow = Flow;
    type Values = Values<Opaque>;
    type Tokens = TokenSet;
    type Failure = TokenFailure;

    fn values(&self, code: &JsValue, flow: Option<&Flow>) -> Result<Values<Opaque>, JsValue> {
        let args = Dictionary::new();
        args.set("code", code.clone());
        if let Some(flow) = flow
            && flow.verifier.is_string()
        {
            args.set("codeVerifier", flow.verifier.clone());
        }
        Ok(Arguments::read(&oauth::EXCHANGE_CODE.signature, &[args.into()], false)?.values)
    }

    fn codes<T>(&self, with: impl FnOnce(&mut SentCodes<JsValue>) -> T) -> T {
        CODES.with_borrow_mut(with)
    }

    fn exchange(
        &self,
        values: &Values<Opaque>,
    ) -> impl Future<Output = Result<TokenSet, TokenFailure>> {
        if let Some(is_sent) = self.is_sent {
            is_sent.set(true);
        }
        token_endpoint::exchange(self.basis, values)
    }

    fn single(&self, token: JsValue) -> Option<TokenSet> {
        let token = non_empty(token)?;
        Some(token_endpoint::of_address(&self.basis.instance, token))
    }

    async fn sign_in(&self, tokens: TokenSet) -> Result<JsValue, JsValue> {
        let id = tokens.facts.session;
        let signed_in = self.basis.sign_in(tokens, self.changes).await;
        // The session stores the tokens even if the call no longer waits for that.
        let stopped = self.basis.cancellation.check();
        let is_unstored = signed_in.is_err() && signed_in.as_ref().err() == stopped.as_ref().err();
        self.unstored.set(is_unstored.then_some(id));
        signed_in
    }

    /// Ends the flow even if the call has been stopped. Only waits for the storage until then.
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

    fn refusal(&self, found: &LoginUrl<JsValue>) -> JsValue {
        let fields = Dictionary::new();
        if let Some(description) = &found.description {
            fields.set("description", description.clone());
        }
        api_error(found.error.as_deref().unwrap_or_default(), &fields)
    }

    fn challenged(&self) -> &Cell<Option<Flow>> {
        &self.basis.instance.challenged
    }

    fn state_of<'a>(&self, flow: &'a Flow) -> &'a str {
        &flow.state
    }

    fn own_state(&self) -> &str {
        self.basis.in_force.config.state().unwrap_or_default()
    }

    fn read_url(&self, url: &JsValue) -> Result<LoginUrl<JsValue>, JsValue> {
        Address::of(url)?.read()
    }
}

/// What a sign-in resolves to.
impl From<Finished<JsValue>> for JsValue {
    fn from(finished: Finished<JsValue>) -> Self {
        let result = Dictionary::new();
        match finished {
            Finished::Tokens(shown) => {
                let _ = result.assign(&shown);
                result.set("kind", "tokens");
            }
            Finished::Token(shown) => {
                let _ = result.assign(&shown);
                result.set("kind", "token");
                result.set("token", result.get("accessToken"));
                for name in ["accessToken", "refreshToken", "expiresAt", "scope"] {
                    result.remove(name);
                }
            }
            Finished::Challenge(challenge) => {
                result.set("kind", "challenge");
                result.set("challengeId", challenge);
            }
            Finished::Ask { fields, token } => {
                result.set("kind", "ask");
                result.set("askFields", fields);
                result.set("token", token);
            }
        }
        result.plain()
    }
}

/// Implements `exchangeCode`: exchanges a code for tokens, and signs in to the session with them.
///
/// # Errors
///
/// As [`finish::exchange`].
pub async fn exchange_code(basis: Basis, arguments: Arguments) -> Result<JsValue, JsValue> {
    let code = arguments.opaque(To::Form("code")).unwrap_or_default();
    let exchanged = finish::exchange(&Finish::new(&basis), code, &arguments.values).await;
    exchanged.map_err(|refused| refused.error)
}

impl SignInAnswer<JsValue> {
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
            let code = code_of(result).unwrap_or_default();
            return Ok(Self::Error(api_error(&code, &error_fields(result))));
        }
        let names = ["login_url", "redirect_url", "url"];
        let url = names.into_iter().map(given).find(JsValue::is_string);
        let Some(url) = url else {
            let must = match given("code").as_f64() {
                Some(204.0) => {
                    "is empty: the account must be confirmed by email before it can sign in"
                }
                _ => "must be the result of a call that signs in, such as login",
            };
            return Err(argument("result", must));
        };
        Ok(Self::Address {
            url,
            challenge: Some(given("challenge_id")).filter(JsValue::is_string),
        })
    }
}
