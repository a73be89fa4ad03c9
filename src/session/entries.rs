//! The entries of a session in its storage. All keys begin with the key of the project:
//!
//! | key | value |
//! | --- | --- |
//! | `…` | the current session |
//! | `…/<session>` | its tokens, as JSON |
//! | `…/<session>/intent` | who sends its refresh token ([`Intent`]), as JSON |
//!
//! Tokens count only while the first entry names their session.
//!
//! A duplicated tab has its own copy of `sessionStorage`, with the same refresh token. So the intents of a
//! session in `sessionStorage` are kept in `localStorage`, which both tabs see. If the intent there is about
//! other tokens than the tab has, the other tab has refreshed, and this tab's refresh token is used up.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use super::records::{ATTEMPTS, Generation, Holder, Intent, SessionId, Stage, Stored};
use super::tokens::{TokenSet, whole_number};
use crate::js::{self, Dictionary, field};
use crate::query::joined;
use crate::storage::{Storage, WebStorage};

/// How many times a read starts over because the current session has changed meanwhile.
const REPEATS: usize = 5;

const CLAIMED: &str = "claimed";
const SENDING: &str = "sending";

/// The entries of one project in one storage.
#[derive(Debug)]
pub struct Entries {
    storage: Storage,
    intents: Storage,
    key: String,
    /// The session that this page last chose as the current one: `None` if it has not chosen yet, `Some(None)` if
    /// it removed the session.
    wanted: Cell<Option<Option<SessionId>>>,
    /// Whether this page has ever read the storage.
    was_read: Cell<bool>,
}

/// What a read of the storage found.
#[derive(Debug, Default)]
pub struct Look {
    /// What the machine is told.
    pub stored: Stored,
    /// The tokens themselves.
    pub tokens: Option<TokenSet>,
}

impl Entries {
    /// Returns the entries of a project in this storage. `key` is the prefix of all keys.
    pub fn new(storage: Storage, key: String) -> Self {
        let shared = Storage::Web(WebStorage::Local);
        let intents = match &storage {
            Storage::Web(WebStorage::Session) if shared.is_usable() => shared,
            storage => storage.clone(),
        };
        Self {
            storage,
            intents,
            key,
            wanted: Cell::new(None),
            was_read: Cell::new(false),
        }
    }

    /// Returns the prefix of all keys.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the storage of the tokens.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    fn are_copied(&self) -> bool {
        matches!(self.storage, Storage::Web(WebStorage::Session))
    }

    fn tokens_key(&self, session: SessionId) -> String {
        joined(&[&self.key, "/", &digits(session)])
    }

    fn intent_key(&self, session: SessionId) -> String {
        joined(&[&self.tokens_key(session), "/intent"])
    }

    /// Reads the current session, its tokens and its intent.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::get`].
    pub async fn read(&self) -> Result<Look, JsValue> {
        let mut look = self.read_session(self.current().await?).await?;
        for _ in 0..REPEATS {
            if look.stored.session.is_none() || look.tokens.is_some() {
                break;
            }
            // Its tokens are missing. Perhaps another tab has signed in anew, and removed them since the first entry
            // was read.
            let current = self.current().await?;
            if current == look.stored.session {
                break;
            }
            look = self.read_session(current).await?;
        }
        Ok(look)
    }

    async fn read_session(&self, session: Option<SessionId>) -> Result<Look, JsValue> {
        let mut stored = Stored {
            session,
            ..Stored::default()
        };
        let Some(session) = session else {
            return Ok(Look {
                stored,
                tokens: None,
            });
        };
        let tokens = self.json(&self.storage, &self.tokens_key(session)).await?;
        let tokens = TokenSet::stored(&tokens, session);
        stored.tokens = tokens.as_ref().map(|tokens| tokens.facts);
        let key = self.intent_key(session);
        stored.intent = intent_of(&self.json(&self.intents, &key).await?);
        if stored.intent.is_none() && self.are_copied() {
            stored.intent = intent_of(&self.json(&self.storage, &key).await?);
        }
        if self.are_copied()
            && let (Some(tokens), Some(intent)) = (stored.tokens, stored.intent)
            && intent.generation != tokens.generation
        {
            // A duplicate of this tab has refreshed.
            stored.intent = Some(idle_intent(tokens.generation, ATTEMPTS));
        }
        Ok(Look { stored, tokens })
    }

    async fn current(&self) -> Result<Option<SessionId>, JsValue> {
        let current = self.json(&self.storage, &self.key).await?;
        self.was_read.set(true);
        Ok(whole_number(&current).map(SessionId))
    }

    async fn json(&self, storage: &Storage, key: &str) -> Result<JsValue, JsValue> {
        let text = storage.get(key).await?;
        let value = text.and_then(|text| js::parse(&text));
        Ok(value.unwrap_or_default())
    }

    /// Writes the intent of a session.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::set`].
    pub async fn write_intent(&self, session: SessionId, intent: &Intent) -> Result<(), JsValue> {
        let entry = intent_entry(intent);
        let text = js::stringify(&entry).unwrap_or_default();
        let key = self.intent_key(session);
        let written = self.intents.set(&key, &text).await;
        match written {
            // If `localStorage` is full, duplicates of this tab, if there are any, do not see this record.
            Err(_) if self.are_copied() => self.storage.set(&key, &text).await,
            written => written,
        }
    }

    /// Writes the tokens of a refresh.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::set`].
    pub async fn write_tokens(&self, tokens: &TokenSet) -> Result<(), JsValue> {
        let session = tokens.facts.session;
        if self.are_copied() {
            // Written before the tokens: a duplicate of this tab must not send the used refresh token.
            let idle = idle_intent(tokens.facts.generation, 0);
            self.write_intent(session, &idle).await?;
        }
        let text = js::stringify(&tokens.entry()).unwrap_or_default();
        self.storage.set(&self.tokens_key(session), &text).await
    }

    /// Writes the tokens of a sign-in, makes their session the current one, and removes what is stored for the
    /// previous one.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::set`].
    pub async fn write_session(&self, tokens: &TokenSet) -> Result<(), JsValue> {
        let session = tokens.facts.session;
        self.wanted.set(Some(Some(session)));
        let before = self.current().await.unwrap_or_default();
        let text = js::stringify(&tokens.entry()).unwrap_or_default();
        self.storage.set(&self.tokens_key(session), &text).await?;
        if !self.wants(session) {
            // A sign-out or another sign-in has overtaken this one and takes care of the session before it, or this one
            // was given up.
            self.forget(session).await;
            return Ok(());
        }
        let named = self.name().await;
        let ended = match named {
            Ok(()) => before.filter(|before| !self.wants(*before)),
            Err(_) => Some(session),
        };
        if let Some(ended) = ended {
            self.forget(ended).await;
        }
        named
    }

    /// Removes this session and what is stored for it, unless another one is the current one by now. If that cannot be
    /// read, removes whatever is the current one.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::remove`].
    pub async fn remove_ended(&self, session: SessionId) -> Result<(), JsValue> {
        let wanted = self.wanted.get();
        let current = self.current().await.unwrap_or_default();
        let is_other = current.is_some_and(|current| current != session);
        if is_other || self.wanted.get() != wanted {
            return Ok(());
        }
        self.remove().await
    }

    /// Removes the current session and what is stored for it. Succeeds if the browser has withheld the storage from this
    /// page all along: the page has stored nothing there.
    ///
    /// # Errors
    ///
    /// The same as [`Storage::remove`].
    pub async fn remove(&self) -> Result<(), JsValue> {
        self.wanted.set(Some(None));
        let before = self.current().await.unwrap_or_default();
        if self.storage.is_withheld() && !self.was_read.get() {
            return Ok(());
        }
        self.name().await?;
        if let Some(before) = before
            && !self.wants(before)
        {
            self.forget(before).await;
        }
        Ok(())
    }

    /// Removes what is stored for a session that has ended, unless it is the current one.
    pub async fn sweep(&self, session: SessionId) {
        if self
            .current()
            .await
            .is_ok_and(|current| current != Some(session))
        {
            self.forget(session).await;
        }
    }

    fn wants(&self, session: SessionId) -> bool {
        self.wanted.get() == Some(Some(session))
    }

    /// Makes the first entry name the session in `wanted`. If that changes while an adapter is still writing it, the
    /// last sign-in or sign-out wins.
    async fn name(&self) -> Result<(), JsValue> {
        while let Some(wanted) = self.wanted.get() {
            match wanted {
                Some(session) => self.storage.set(&self.key, &digits(session).into()).await?,
                None => self.storage.remove(&self.key).await?,
            }
            if self.wanted.get() == Some(wanted) {
                break;
            }
        }
        Ok(())
    }

    async fn forget(&self, session: SessionId) {
        let tokens = self.tokens_key(session);
        let is_newest = !self.are_copied() || {
            let kept = self.json(&self.storage, &tokens).await;
            let intent = self.json(&self.intents, &self.intent_key(session)).await;
            let generation = |entry: &JsValue| whole_number(&field(entry, "generation"));
            generation(&kept.unwrap_or_default()) == generation(&intent.unwrap_or_default())
        };
        // A failure is harmless: tokens do not count once the first entry no longer names their session.
        let _ = self.storage.remove(&tokens).await;
        let _ = self.storage.remove(&self.intent_key(session)).await;
        if is_newest {
            let _ = self.intents.remove(&self.intent_key(session)).await;
        }
    }
}

fn digits(session: SessionId) -> String {
    js::string(&JsValue::from(session.0 as f64)).unwrap_or_default()
}

/// Returns a record which says that no request is in progress, and that `sent` requests may have used the refresh
/// token of this generation.
fn idle_intent(generation: Generation, sent: u8) -> Intent {
    Intent {
        generation,
        attempt: sent,
        holder: Holder(0),
        serial: 0,
        locked: false,
        stage: Stage::Over,
        at: 0.0,
        lasts: 0.0,
        failures: 0,
    }
}

fn intent_of(entry: &JsValue) -> Option<Intent> {
    let number = |name| field(entry, name).as_f64();
    Some(Intent {
        generation: Generation(whole_number(&field(entry, "generation"))?),
        attempt: number("attempt")? as u8,
        holder: Holder(whole_number(&field(entry, "holder"))?),
        serial: number("serial")? as u32,
        locked: field(entry, "locked") == true,
        stage: match field(entry, "stage").as_string()?.as_str() {
            CLAIMED => Stage::Claimed,
            SENDING => Stage::Sending,
            _ => Stage::Over,
        },
        at: number("at")?,
        lasts: number("lasts")?,
        failures: number("failures")? as u32,
    })
}

fn intent_entry(intent: &Intent) -> Dictionary {
    let entry = Dictionary::new();
    for (name, number) in [
        ("generation", intent.generation.0 as f64),
        ("attempt", intent.attempt.into()),
        ("holder", intent.holder.0 as f64),
        ("serial", intent.serial.into()),
        ("at", intent.at),
        ("lasts", intent.lasts),
        ("failures", intent.failures.into()),
    ] {
        entry.set(name, number);
    }
    entry.set("locked", intent.locked);
    let stage = match intent.stage {
        Stage::Claimed => CLAIMED,
        Stage::Sending => SENDING,
        Stage::Over => "over",
    };
    entry.set("stage", stage);
    entry
}
