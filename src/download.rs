//! Reads a response body as a JavaScript string, which keeps it out of wasm memory. Wasm memory never shrinks.

use core::cell::OnceCell;

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::answer::BodyKind;
use crate::js::promise::forget;
use crate::js::{self, field, property, stringify, text};
use crate::query::digits;
use crate::result;

#[wasm_bindgen]
extern "C" {
    /// What `fetch` resolved to: a Response, perhaps from another realm, a polyfill or a mock.
    #[derive(Debug, Clone)]
    pub type Fetched;

    #[wasm_bindgen(method, catch, js_name = text)]
    fn read_text(this: &Fetched) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = json)]
    fn read_json(this: &Fetched) -> Result<JsValue, JsValue>;

    /// A stream, or a reader of one.
    #[derive(Debug, Clone)]
    type Stream;

    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Stream) -> Result<Stream, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Stream) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Stream) -> Result<JsValue, JsValue>;

    #[derive(Debug, Clone)]
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<JsValue, JsValue>;

    /// A Uint8Array. A mock may return a chunk for which `set` throws, and js-sys does not catch that.
    type Bytes;

    #[wasm_bindgen(method, catch)]
    fn set(this: &Bytes, chunk: &JsValue, at: f64) -> Result<(), JsValue>;
}

/// The longest body that is accepted: in bytes, or without a stream, in UTF-16 code units.
const LONGEST: f64 = 5_000_000.0;

/// A body that is being read. [`Download::promise`] returns the promise to wait for, [`Download::take`] takes
/// its result, and [`Download::end`] returns what the body was.
pub struct Download {
    /// The reader of the stream and the decoder of its bytes, if the response has a stream.
    reader: Option<(Stream, TextDecoder)>,
    promise: Option<JsValue>,
    chunks: Vec<JsValue>,
    /// The bytes in the chunks.
    length: f64,
    /// Whether the body is the result of a mock's `json()`, not of `text()`.
    is_json: bool,
    /// What is wrong with the body, if anything.
    fault: Option<BodyKind>,
}

impl Download {
    /// Starts to read the body of a response. `announced` is its `Content-Length`.
    pub fn new(source: &Fetched, announced: Option<String>) -> Self {
        let mut download = Self {
            reader: None,
            promise: None,
            chunks: Vec::new(),
            length: 0.0,
            is_json: false,
            fault: None,
        };
        let stream: Stream = property(source, "body").unchecked_into();
        if announced.and_then(|length| digits(&length)) > Some(LONGEST) {
            download.fault = Some(BodyKind::TooLong);
            let_go(&stream);
            return download;
        }
        // `Content-Length` may be the compressed length, so reading the stream stops at the limit as well.
        // Empty responses and most mocks have no stream: calling `getReader` there would throw, which is slow.
        if !js::is_absent(&stream)
            && let Some(decoder) = decoder()
            && let Ok(reader) = stream.get_reader()
        {
            download.wait_for(reader.read());
            download.reader = Some((reader, decoder));
            return download;
        }
        // Mocks in tests often have only `json()`.
        download.is_json = !property(source, "text").is_function();
        download.wait_for(match download.is_json {
            true => source.read_json(),
            false => source.read_text(),
        });
        download
    }

    /// Returns the promise to wait for, or `None` at the end.
    pub fn promise(&mut self) -> Option<JsValue> {
        self.promise.take()
    }

    /// Takes the result of that promise.
    pub fn take(&mut self, settled: Result<JsValue, JsValue>) {
        let Ok(read) = settled else {
            self.fault = Some(BodyKind::CutOff);
            return;
        };
        let Some((reader, _)) = &self.reader else {
            self.chunks.push(read);
            return;
        };
        if property(&read, "done").is_truthy() {
            return;
        }
        let chunk = property(&read, "value");
        self.length += size(&chunk);
        self.chunks.push(chunk);
        if self.length > LONGEST {
            self.fault = Some(BodyKind::TooLong);
            let_go(reader);
        } else {
            let next = reader.read();
            self.wait_for(next);
        }
    }

    fn wait_for(&mut self, promise: Result<JsValue, JsValue>) {
        match promise {
            Ok(promise) => self.promise = Some(promise),
            Err(_) => self.fault = Some(BodyKind::CutOff),
        }
    }

    /// Returns what the body was, and its JSON, or `undefined` if it is not JSON.
    pub fn end(&self) -> (BodyKind, JsValue) {
        if let Some(fault) = &self.fault {
            return (fault.clone(), JsValue::UNDEFINED);
        }
        let Some(text) = self.text() else {
            return (BodyKind::CutOff, JsValue::UNDEFINED);
        };
        match f64::from(text.length()) {
            0.0 => (BodyKind::Empty, JsValue::UNDEFINED),
            length if length > LONGEST => (BodyKind::TooLong, JsValue::UNDEFINED),
            _ => parsed(&text),
        }
    }

    fn text(&self) -> Option<JsString> {
        let together;
        let whole = match self.chunks.as_slice() {
            [only] => only,
            chunks => {
                together = joined(chunks, self.length)?;
                &together
            }
        };
        let text = match (&self.reader, self.is_json) {
            (Some((_, decoder)), _) => decoder.decode(whole).ok(),
            (None, true) => stringify(whole),
            (None, false) => text(whole),
        };
        Some(text?.unchecked_into())
    }
}

/// Returns the decoder of all bodies, which keeps nothing of one for the next; `None` if there is none here.
fn decoder() -> Option<TextDecoder> {
    thread_local! {
        static DECODER: OnceCell<TextDecoder> = const { OnceCell::new() };
    }
    DECODER.with(|known| {
        if known.get().is_none() {
            let _ = known.set(TextDecoder::new().ok()?);
        }
        known.get().cloned()
    })
}

/// Returns the length of a chunk in bytes; NaN if it is not binary data.
fn size(chunk: &JsValue) -> f64 {
    property(chunk, "byteLength").as_f64().unwrap_or(f64::NAN)
}

/// Concatenates the chunks, whose total length is `length`; `None` if one cannot be copied.
fn joined(chunks: &[JsValue], length: f64) -> Option<JsValue> {
    let whole: Bytes = JsValue::from(Uint8Array::new_with_length(length as u32)).unchecked_into();
    let mut at = 0.0;
    for chunk in chunks {
        whole.set(chunk, at).ok()?;
        at += size(chunk);
    }
    Some(whole.into())
}

/// Cancels a body that nobody will read.
fn let_go(stream: &Stream) {
    if let Ok(promise) = stream.cancel() {
        forget(&promise);
    }
}

/// Parses a body, and returns what kind of body it is and its JSON.
fn parsed(text: &JsValue) -> (BodyKind, JsValue) {
    let Some(json) = js::parse(text) else {
        return (BodyKind::Garbled, JsValue::UNDEFINED);
    };
    let error = field(&json, "error");
    if js::is_absent(&error) {
        return (BodyKind::Json, json);
    }
    let code = result::code_of(&json);
    let kind = match error.is_object() {
        true => BodyKind::Error(code),
        false => BodyKind::OauthError(code),
    };
    (kind, json)
}
