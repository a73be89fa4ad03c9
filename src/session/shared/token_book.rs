//! The tokens that a page knows, and the session that it keeps in memory because it could not be stored.

use core::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::session::entries::Look;
use crate::session::tokens::TokenSet;
use crate::session::{Generation, Intent, SessionId, Stored};

/// How many sets of tokens a page remembers: the current ones, and new ones that are not stored yet.
const REMEMBERED: usize = 8;

#[derive(Default)]
pub(super) struct TokenBook {
    /// The newest last.
    tokens: RefCell<Vec<TokenSet>>,
    /// Tokens that could not be stored, and the intent about them.
    memory: RefCell<Option<(TokenSet, Option<Intent>)>>,
}

impl TokenBook {
    pub(super) fn remembered(&self, generation: Generation) -> Option<TokenSet> {
        let tokens = self.tokens.borrow();
        let mut newest_first = tokens.iter().rev();
        newest_first
            .find(|tokens| tokens.facts.generation == generation)
            .cloned()
    }

    pub(super) fn remember(&self, tokens: TokenSet) {
        self.discard(tokens.facts.generation);
        let mut remembered = self.tokens.borrow_mut();
        remembered.push(tokens);
        if remembered.len() > REMEMBERED {
            remembered.remove(0);
        }
    }

    pub(super) fn discard(&self, generation: Generation) {
        let mut remembered = self.tokens.borrow_mut();
        remembered.retain(|tokens| tokens.facts.generation != generation);
    }

    /// Keeps the session of these tokens in memory, in place of any other.
    pub(super) fn keep_in_memory(&self, generation: Generation) {
        let tokens = self.remembered(generation);
        self.memory.replace(tokens.map(|tokens| (tokens, None)));
    }

    /// Ends the session in memory, if there is one.
    pub(super) fn clear_memory(&self) {
        self.memory.take();
    }

    pub(super) fn is_in_memory(&self, session: SessionId) -> bool {
        let memory = self.memory.borrow();
        memory
            .as_ref()
            .is_some_and(|(tokens, _)| tokens.facts.session == session)
    }

    /// Notes the intent of the session in memory.
    pub(super) fn note_intent(&self, intent: Intent) {
        if let Some((_, noted)) = &mut *self.memory.borrow_mut() {
            *noted = Some(intent);
        }
    }

    /// Returns what a read has found, with the session in memory, which ends if the storage has another one.
    pub(super) fn found(&self, look: Result<Look, JsValue>) -> Result<Stored, JsValue> {
        let mut memory = self.memory.borrow_mut();
        let Look { mut stored, tokens } = match look {
            Err(_) if memory.is_some() => Look::default(),
            look => look?,
        };
        if let Some(tokens) = tokens {
            self.remember(tokens);
        }
        let stays = |session: SessionId| stored.session.is_none_or(|current| current == session);
        match &*memory {
            Some((tokens, intent)) if stays(tokens.facts.session) => {
                stored.session = Some(tokens.facts.session);
                stored.tokens = Some(tokens.facts);
                stored.intent = *intent;
            }
            _ => *memory = None,
        }
        Ok(stored)
    }
}
