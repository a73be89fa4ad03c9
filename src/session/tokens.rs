//! A set of tokens: what the machine knows of it, and the tokens themselves, which stay JavaScript strings.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::records::{Generation, Kept, SessionId, TokenFacts};
use crate::js::page::drawn;
use crate::js::{Dictionary, field, is_missing};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object, js_name = freeze)]
    fn object_freeze(object: &JsValue) -> JsValue;
}

/// The tokens of one sign-in or one refresh.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// What the machine knows of them.
    pub facts: TokenFacts,
    /// The access token.
    pub access: JsString,
    /// The refresh token.
    pub refresh: Option<JsString>,
    /// The scope of the access token.
    pub scope: Option<JsString>,
}

/// Returns the value if it is a non-empty string.
pub fn non_empty(value: JsValue) -> Option<JsString> {
    value
        .dyn_into()
        .ok()
        .filter(|text: &JsString| !is_missing(text))
}

/// Returns a property that is a number; infinite if it is missing or not a number.
fn number(object: &JsValue, name: &str) -> f64 {
    field(object, name).as_f64().unwrap_or(f64::INFINITY)
}

/// Returns the value if it is a number that is not negative, without its fraction.
pub fn whole_number(value: &JsValue) -> Option<u64> {
    let number = value.as_f64()?;
    (number >= 0.0).then_some(number as u64)
}

impl TokenSet {
    /// Reads an entry of the storage. Returns `None` if it has no access token or no generation.
    pub fn stored(entry: &JsValue, session: SessionId) -> Option<Self> {
        let refresh = non_empty(field(entry, "refreshToken"));
        Some(Self {
            facts: TokenFacts {
                session,
                generation: Generation(whole_number(&field(entry, "generation"))?),
                ends_at: number(entry, "expiresAt"),
                life: number(entry, "life"),
                refreshable: refresh.is_some(),
            },
            access: non_empty(field(entry, "accessToken"))?,
            refresh,
            scope: non_empty(field(entry, "scope")),
        })
    }

    /// Returns these tokens as those of a new session. The refresh token stays with the first session: the service takes
    /// it only once.
    pub fn for_another_session(&self) -> Self {
        Self {
            facts: TokenFacts {
                session: SessionId(drawn()),
                generation: Generation(drawn()),
                refreshable: false,
                ..self.facts
            },
            refresh: None,
            ..self.clone()
        }
    }

    /// Returns the entry to store. Infinite times are left out, because JSON cannot represent them.
    pub fn entry(&self) -> Dictionary {
        let entry = self.strings();
        let TokenFacts {
            generation,
            ends_at,
            life,
            ..
        } = self.facts;
        for (name, ms) in [("expiresAt", ends_at), ("life", life)] {
            if ms.is_finite() {
                entry.set(name, ms);
            }
        }
        entry.set("generation", generation.0 as f64);
        entry
    }

    /// Returns a frozen object for the app.
    pub fn shown(&self, kept: Kept) -> JsValue {
        let shown = self.strings();
        shown.set("expiresAt", self.facts.ends_at);
        if kept == Kept::InMemory {
            shown.set("persisted", false);
        }
        object_freeze(&shown.plain())
    }

    fn strings(&self) -> Dictionary {
        let strings = Dictionary::new();
        strings.set("accessToken", self.access.clone());
        for (name, token) in [("refreshToken", &self.refresh), ("scope", &self.scope)] {
            if let Some(token) = token {
                strings.set(name, token.clone());
            }
        }
        strings
    }
}
