//! The operations on the storage that the machine asks for. An adapter may still be busy with one when the next starts.

use core::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::token_book::TokenBook;
use super::{next, recorded};
use crate::session::entries::Entries;
use crate::session::{Input, Output, Removal};

pub(super) struct StorageAccess {
    pub(super) entries: Entries,
    /// How many operations have started. Each is named by its number.
    count: Cell<u32>,
    last_read: Cell<u32>,
    last_intent: Cell<u32>,
    failure: RefCell<JsValue>,
}

impl StorageAccess {
    pub(super) fn new(entries: Entries) -> Self {
        Self {
            entries,
            count: Cell::default(),
            last_read: Cell::default(),
            last_intent: Cell::default(),
            failure: RefCell::default(),
        }
    }

    /// Returns why the last operation failed, if it did.
    pub(super) fn failure(&self) -> Option<JsValue> {
        recorded(&self.failure)
    }

    /// Returns the number of an operation that starts now.
    pub(super) fn number(&self, output: &Output) -> u32 {
        let number = next(&self.count);
        match output {
            Output::Read => self.last_read.set(number),
            Output::WriteIntent(_) => self.last_intent.set(number),
            _ => {}
        }
        number
    }

    /// Returns whether a later read or intent write has started since `number`.
    fn is_given_up(&self, output: &Output, number: u32) -> bool {
        match output {
            Output::Read => self.last_read.get() != number,
            Output::WriteIntent(_) => self.last_intent.get() != number,
            _ => false,
        }
    }

    /// Performs an output. Returns the input that reports its result. Drops the result if a later read or intent write
    /// has started since `number`.
    pub(super) async fn perform(
        &self,
        output: Output,
        number: u32,
        book: &TokenBook,
    ) -> Option<Input> {
        let Some(operation) = output.operation() else {
            if let Output::Sweep(session) = output {
                self.entries.sweep(session).await;
            }
            return None;
        };
        let result = match output {
            Output::Read => match self.entries.read().await {
                // Checked first, because finding something may end the session in memory.
                _ if self.is_given_up(&output, number) => return None,
                look => book.found(look).map(Input::Stored),
            },
            _ => self
                .write(output, book)
                .await
                .map(|()| Input::Done(operation)),
        };
        if self.is_given_up(&output, number) {
            return None;
        }
        Some(match result {
            Ok(input) => {
                self.failure.take();
                input
            }
            Err(cause) => {
                self.failure.replace(cause);
                Input::Refused(operation)
            }
        })
    }

    async fn write(&self, output: Output, book: &TokenBook) -> Result<(), JsValue> {
        let tokens_of = |generation| book.remembered(generation).ok_or(JsValue::UNDEFINED);
        match output {
            Output::WriteIntent(intent) => {
                let session = tokens_of(intent.generation)?.facts.session;
                if book.is_in_memory(session) {
                    book.note_intent(intent);
                    return Ok(());
                }
                self.entries.write_intent(session, &intent).await
            }
            Output::WriteTokens(tokens) => {
                let tokens = tokens_of(tokens.generation)?;
                self.entries.write_tokens(&tokens).await
            }
            Output::WriteSession(tokens) => {
                let tokens = tokens_of(tokens.generation)?;
                self.entries.write_session(&tokens).await
            }
            Output::Remove(removal) => {
                book.clear_memory();
                match removal {
                    Removal::Ended(session) => self.entries.remove_ended(session).await,
                    Removal::SignedOut(_) | Removal::Unstored(_) => self.entries.remove().await,
                }
            }
            _ => Ok(()),
        }
    }
}
