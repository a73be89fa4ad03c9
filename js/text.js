// UTF-8 for a page that has no TextEncoder and no TextDecoder, as that of jest with jsdom.

/** A pair of surrogates, or one without its other half, which no UTF-8 can hold. */
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

class Decoder {
  /** @param {Uint8Array} [bytes] valid UTF-8, as all strings of the wasm are */
  decode(bytes = new Uint8Array()) {
    const escaped = Array.from(bytes, (byte) => '%' + byte.toString(16).padStart(2, '0'));
    return decodeURIComponent(escaped.join(''));
  }
}

class Encoder {
  /** @param {string} text */
  encode(text) {
    const escaped = encodeURIComponent(
      text.replace(SURROGATES, (found) => (found.length > 1 ? found : '\ufffd')),
    );
    return Uint8Array.from(escaped.match(/%..|./g) ?? [], (unit) =>
      unit.length > 1 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
    );
  }
}

export const textDecoder = () => globalThis.TextDecoder ?? Decoder;

export const textEncoder = () => globalThis.TextEncoder ?? Encoder;
