//! PKCE (RFC 7636): an intercepted code is worthless without the verifier.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::js::error::environment;
use crate::js::promise::future;
use crate::js::{page, property};

#[wasm_bindgen]
extern "C" {
    type Subtle;

    #[wasm_bindgen(method, catch)]
    fn digest(this: &Subtle, algorithm: &str, bytes: &[u8]) -> Result<JsValue, JsValue>;
}

/// A verifier and its S256 challenge.
pub struct Pkce {
    /// Sent to the token endpoint. Generated here, and a JavaScript string from then on.
    pub verifier: JsString,
    /// Sent in the URL of the authorize page.
    pub challenge: String,
}

impl Pkce {
    /// Generates a verifier of 256 random bits (RFC 7636, 7.1) and its challenge.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if there is no `crypto.subtle`, as on a page that is not a secure
    /// context.
    pub async fn new() -> Result<Self, JsValue> {
        let missing = || environment("there is no crypto.subtle here: it needs https or localhost");
        let subtle = page::at(&["crypto", "subtle"]);
        if !property(&subtle, "digest").is_function() {
            return Err(missing());
        }
        let mut random = [0; 32];
        page::random(&mut random).ok_or_else(missing)?;
        let verifier = base64url(&random);
        let subtle: Subtle = subtle.unchecked_into();
        let digest = subtle.digest("SHA-256", verifier.as_bytes());
        let digest = future(&digest.map_err(|_| missing())?).await;
        let digest = Uint8Array::new(&digest.map_err(|_| missing())?).to_vec();
        Ok(Self {
            challenge: base64url(&digest),
            verifier: verifier.into(),
        })
    }
}

/// Encodes bytes as base64url without padding (RFC 4648, 5).
fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..=three.len() {
            let shift = 18_u32.saturating_sub(6_u32.saturating_mul(digit as u32));
            let index = (bits >> shift & 63) as usize;
            text.extend(DIGITS.get(index).map(|digit| char::from(*digit)));
        }
    }
    text
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn base64url_matches_the_examples_of_the_rfcs() {
        // RFC 7636, appendices A and B; RFC 4648, 10.
        let digest = [
            19, 211, 30, 150, 26, 26, 216, 236, 47, 22, 177, 12, 76, 152, 46, 8, 118, 168, 120,
            173, 109, 241, 68, 86, 110, 225, 137, 74, 203, 112, 249, 195,
        ];
        assert_eq!(
            base64url(&digest),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_eq!(base64url(&[3, 236, 255, 224, 193]), "A-z_4ME");
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v")] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
    }
}
