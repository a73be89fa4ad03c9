//! A page whose token endpoint, storage and session follow a script. It records what it was asked to do, in order.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::collections::VecDeque;
use std::rc::Rc;

use super::codes::SentCodes;
use super::finish::{SignInEffects, Unfinished};
use crate::error::{ErrorKind, SdkError};
use crate::oauth::meaning::LoginUrl;

/// Stands for a JavaScript value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// An error of the service, with its code.
    Api(String),
    Sdk(SdkError),
}

impl From<SdkError> for Value {
    fn from(error: SdkError) -> Self {
        Self::Sdk(error)
    }
}

pub fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub fn api(code: &str) -> Value {
    Value::Api(code.into())
}

pub fn wrong_state(reason: &'static str) -> Value {
    SdkError::state(reason).into()
}

pub fn offline() -> Value {
    SdkError::new(ErrorKind::Network, "offline").into()
}

/// A failure after which the code may be sent again.
pub fn open<V>(error: V) -> Unfinished<V> {
    Unfinished {
        error,
        is_final: false,
    }
}

/// A failure that has used up the code.
pub fn used_up<V>(error: V) -> Unfinished<V> {
    Unfinished {
        error,
        is_final: true,
    }
}

/// A pending sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    pub state: &'static str,
    pub verifier: Option<&'static str>,
    /// Whether it outlasts its end, as the `state` of an instance does.
    pub is_lasting: bool,
}

pub fn flow(state: &'static str) -> Flow {
    Flow {
        state,
        verifier: Some("verifier"),
        is_lasting: false,
    }
}

/// A URL without parameters of a sign-in.
pub const EMPTY: LoginUrl<Value> = LoginUrl {
    state: None,
    code: None,
    token: None,
    challenge: None,
    error: None,
    description: None,
};

/// What was done, in order.
#[derive(Clone, Default)]
pub struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    pub fn add(&self, parts: &[&str]) {
        self.0.borrow_mut().push(parts.join(" "));
    }

    /// Returns what was done since the last time.
    pub fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// A page. A request after the last response of the script panics.
pub struct Page {
    pub log: Log,
    /// The responses of the token endpoint: tokens or a failure.
    pub responses: RefCell<VecDeque<Result<&'static str, Unfinished<Value>>>>,
    /// The failure of the next sign-in to the session.
    pub failure: Cell<Option<Value>>,
    /// The tokens of the session.
    pub session: RefCell<Option<&'static str>>,
    /// The pending sign-ins in the storage.
    pub flows: RefCell<Vec<Flow>>,
    pub codes: RefCell<SentCodes<Value>>,
    pub challenged: Cell<Option<Flow>>,
    pub own_state: &'static str,
    /// What the URL in the result of a call contains.
    pub url: Result<LoginUrl<Value>, Value>,
}

impl Page {
    pub fn new(
        responses: impl IntoIterator<Item = Result<&'static str, Unfinished<Value>>>,
    ) -> Self {
        Self {
            log: Log::default(),
            responses: RefCell::new(responses.into_iter().collect()),
            failure: Cell::default(),
            session: RefCell::default(),
            flows: RefCell::default(),
            codes: RefCell::new(SentCodes::empty()),
            challenged: Cell::default(),
            own_state: "",
            url: Ok(EMPTY),
        }
    }

    /// Stores a pending sign-in.
    pub fn with(self, flow: Flow) -> Self {
        self.flows.borrow_mut().push(flow);
        self
    }

    /// Returns the `state` of each pending sign-in.
    pub fn pending(&self) -> Vec<&'static str> {
        self.flows.borrow().iter().map(|flow| flow.state).collect()
    }

    /// Returns the `state` of the callback whose second factor is asked for.
    pub fn challenged_state(&self) -> Option<&'static str> {
        let challenged = self.challenged.take();
        let state = challenged.as_ref().map(|flow| flow.state);
        self.challenged.set(challenged);
        state
    }
}

impl SignInEffects for Page {
    type Value = Value;
    type Flow = Flow;
    type Values = (String, Option<&'static str>);
    type Tokens = &'static str;
    type Failure = Unfinished<Value>;

    fn values(&self, code: &Value, flow: Option<&Flow>) -> Result<Self::Values, Value> {
        match code {
            Value::Text(code) if code != "invalid" => {
                Ok((code.clone(), flow.and_then(|flow| flow.verifier)))
            }
            _ => Err(SdkError::argument("code", "is invalid").into()),
        }
    }

    fn codes<T>(&self, with: impl FnOnce(&mut SentCodes<Value>) -> T) -> T {
        with(&mut self.codes.borrow_mut())
    }

    async fn exchange(
        &self,
        (code, verifier): &Self::Values,
    ) -> Result<&'static str, Unfinished<Value>> {
        let is_new = self.codes.borrow_mut().add(text(code));
        assert!(!is_new, "a code is remembered before it is sent");
        self.log
            .add(&["exchange", code, verifier.unwrap_or("alone")]);
        self.responses.borrow_mut().pop_front().unwrap()
    }

    fn single(&self, token: Value) -> Option<&'static str> {
        (token == text("token")).then_some("token")
    }

    async fn sign_in(&self, tokens: &'static str) -> Result<Value, Value> {
        self.log.add(&["sign in", tokens]);
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.session.replace(Some(tokens));
        Ok(text(tokens))
    }

    async fn end(&self, flow: Option<Flow>) {
        let Some(flow) = flow else {
            return;
        };
        self.log.add(&["end", flow.state]);
        let mut flows = self.flows.borrow_mut();
        flows.retain(|known| *known != flow || flow.is_lasting);
    }

    fn refusal(&self, found: &LoginUrl<Value>) -> Value {
        api(found.error.as_deref().unwrap())
    }

    fn challenged(&self) -> &Cell<Option<Flow>> {
        &self.challenged
    }

    fn state_of<'a>(&self, flow: &'a Flow) -> &'a str {
        flow.state
    }

    fn own_state(&self) -> &str {
        self.own_state
    }

    fn read_url(&self, _: &Value) -> Result<LoginUrl<Value>, Value> {
        self.log.add(&["read"]);
        self.url.clone()
    }
}

/// Runs the steps to their end.
pub fn run<T>(steps: impl Future<Output = T>) -> T {
    match pin!(steps).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("a script never waits"),
    }
}

/// A URL with a `state`.
pub fn with_state(state: &str) -> LoginUrl<Value> {
    LoginUrl {
        state: Some(state.into()),
        ..EMPTY
    }
}

/// A URL with a `state` and the code `code`.
pub fn with_code(state: &str) -> LoginUrl<Value> {
    LoginUrl {
        code: Some(text("code")),
        ..with_state(state)
    }
}

/// A URL with a `state` and a second factor.
pub fn with_challenge(state: &str) -> LoginUrl<Value> {
    LoginUrl {
        challenge: Some(text("challenge")),
        ..with_state(state)
    }
}

/// A URL with the token `token`.
pub fn with_token() -> LoginUrl<Value> {
    LoginUrl {
        token: Some(text("token")),
        ..EMPTY
    }
}
