//! The calls that wait for the session, and what they resolve to.

use super::*;

impl SharedSession {
    fn ask(
        &self,
        cancellation: &Cancellation,
        input: impl FnOnce(CallerId, f64) -> Input,
    ) -> Asked {
        let (caller, reply) = self.callers.add();
        self.pass(input(caller, clock::monotonic() + cancellation.left()));
        Asked {
            reply,
            session: self.me.clone(),
            caller,
        }
    }

    async fn replied(&self, cancellation: &Cancellation, asked: Asked) -> Result<Reply, JsValue> {
        let Asked {
            mut reply,
            session,
            caller,
        } = asked;
        let reply = cancellation.until(&mut reply).await.inspect_err(|_| {
            if let Some(session) = session.upgrade() {
                session.give_up(caller);
            }
        })?;
        match reply {
            Reply::Failed(reason) => Err(self.why(reason)),
            reply => Ok(reply),
        }
    }

    fn give_up(&self, caller: CallerId) {
        if self.callers.take(caller).is_some() {
            self.pass(Input::GaveUp(caller));
        }
    }

    /// The error that a caller rejects with.
    fn why(&self, reason: Reason) -> JsValue {
        let (kind, reason) = match reason {
            Reason::SignedOut => return SdkError::NOBODY.into(),
            Reason::NoRefreshToken => (ErrorKind::State, "the session has no refresh token"),
            Reason::Exhausted => (
                ErrorKind::State,
                "the refresh token may be used up: its responses were lost; sign in again",
            ),
            Reason::Over => (
                ErrorKind::Response,
                "the service responded with tokens that have already expired",
            ),
            Reason::TimedOut => (
                ErrorKind::Timeout,
                "the session was not ready within the timeout",
            ),
            Reason::Storage => {
                return self.storage.failure().unwrap_or_else(|| {
                    SdkError::environment("session: the storage does not respond in time").into()
                });
            }
            Reason::Failed | Reason::Paused => {
                if let Some(failure) = self.request.failure() {
                    return failure;
                }
                let reason = "a refresh failed a moment ago, perhaps in another tab";
                (ErrorKind::Network, reason)
            }
        };
        SdkError::new(kind, reason).into()
    }

    /// Waits until the storage has been read. Returns the tokens of the signed-in user, if any.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the storage cannot be read, `timeout` if that takes longer than the
    /// call may; the reason of the abort if the call is aborted.
    pub async fn look(&self, cancellation: &Cancellation) -> Result<Option<TokenSet>, JsValue> {
        let asked = self.ask(cancellation, |caller, by| Input::LookAsked { caller, by });
        self.replied(cancellation, asked).await?;
        Ok(self.held())
    }

    /// Returns tokens with a valid access token, refreshed if necessary; `None` if nobody is signed in or the
    /// session has ended.
    ///
    /// # Errors
    ///
    /// The error of the refresh if one was needed; otherwise the same as [`SharedSession::look`].
    pub async fn good(&self, cancellation: &Cancellation) -> Result<Option<TokenSet>, JsValue> {
        let asked = self.ask(cancellation, |caller, by| Input::TokenAsked { caller, by });
        Ok(match self.replied(cancellation, asked).await? {
            Reply::Token(generation) => self.book.remembered(generation),
            _ => None,
        })
    }

    /// Waits for tokens other than the current ones. Returns what `session.current` shows then. A caller that
    /// stops waiting does not stop the request.
    ///
    /// # Errors
    ///
    /// The same as [`SharedSession::good`]; an `SDKError` of kind `state` if nobody is signed in or there is no
    /// refresh token.
    pub async fn refresh(&self, cancellation: &Cancellation) -> Result<JsValue, JsValue> {
        let asked = self.ask(cancellation, |caller, by| Input::RefreshAsked {
            caller,
            by,
        });
        self.replied(cancellation, asked).await?;
        Ok(self.copy())
    }

    /// Reports that the service has refused an access token.
    pub fn unauthorized(&self, tokens: &TokenSet) {
        self.pass(Input::Unauthorized(tokens.facts.generation));
    }

    /// Signs in with these tokens. Returns what `session.current` shows then.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the storage can neither store the tokens nor remove the previous
    /// session; `state` if a sign-out or another sign-in happens meanwhile; the reason if the call is aborted or
    /// times out.
    pub async fn sign_in(
        &self,
        tokens: TokenSet,
        cancellation: &Cancellation,
    ) -> Result<JsValue, JsValue> {
        let mut ended = self.callers.begin_sign_in();
        next(&self.changes);
        next(&self.sign_ins);
        self.book.remember(tokens.clone());
        self.pass(Input::SignedIn(tokens.facts));
        let reason = match cancellation.until(&mut ended).await? {
            SignInOutcome::Stored => return Ok(copy(&tokens.shown(Kept::Stored))),
            SignInOutcome::InMemory => return Ok(copy(&tokens.shown(Kept::InMemory))),
            SignInOutcome::Overtaken => return Err(SdkError::CHANGED_DURING_SIGN_IN.into()),
            SignInOutcome::Refused => {
                "session: could neither store the new tokens nor remove the old ones"
            }
        };
        Err(SdkError::environment(reason).caused_by(&self.storage.failure().unwrap_or_default()))
    }

    /// Starts a sign-out. A sign-in that has started before this fails; one that starts later is not affected.
    pub fn begin_sign_out(&self) -> SignOutStart {
        next(&self.changes);
        SignOutStart {
            sign_ins: self.sign_ins.get(),
            since: clock::monotonic(),
        }
    }

    /// Returns whether somebody has signed in since a sign-out started.
    pub fn is_overtaken(&self, begun: SignOutStart) -> bool {
        self.sign_ins.get() != begun.sign_ins
    }

    /// Signs out: on this page immediately, then in the storage. Returns whether that was fast enough since `begun`
    /// that no other tab can have sent the refresh token, if none was sending it before.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the storage cannot be cleared; the reason if the call is aborted or
    /// times out.
    pub async fn sign_out(
        &self,
        begun: SignOutStart,
        cancellation: &Cancellation,
    ) -> Result<bool, JsValue> {
        let mut ended = self.callers.add_sign_out();
        self.pass(Input::SignOut);
        let is_cleared = cancellation.until(&mut ended).await?;
        if !is_cleared {
            let reason = "session: could not clear the stored tokens";
            return Err(SdkError::environment(reason)
                .caused_by(&self.storage.failure().unwrap_or_default()));
        }
        let (since, now) = (begun.since, now());
        let may_others = |machine: &Machine| machine.others_may_have_sent(since, now);
        Ok(!self.engine.ask(may_others))
    }
}

/// A sign-out that has started.
#[derive(Clone, Copy)]
pub struct SignOutStart {
    /// How many times somebody had signed in.
    sign_ins: u32,
    /// When it started, by the monotonic clock.
    since: f64,
}

/// A caller that waits for a reply of the machine.
struct Asked {
    reply: Later<Reply>,
    session: Weak<SharedSession>,
    caller: CallerId,
}
