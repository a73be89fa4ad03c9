// UTF-8 for pages without TextEncoder and TextDecoder, such as those of jest with jsdom.

/** A surrogate pair, or a lone surrogate, which UTF-8 cannot encode. */
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

class Decoder {
  /** @param {Uint8Array} bytes valid UTF-8, as all strings of the wasm are */
  decode(bytes) {
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

export const textEncoder = () => globalThis.TextEncoder ?? Encoder;

/** One for many strings: creating it takes longer than decoding a string. @type {any} */
let decoder;
let bytesLeft = 0;

/** The constant strings of the wasm, by position and length; most are names. @type {Map<number, string>} */
const known = /* @__PURE__ */ new Map();

/** Only constants of fewer bytes than this are remembered. */
const LONGEST = 1024;

/**
 * Returns a string from the memory of the wasm.
 * @param {Uint8Array} memory
 * @param {number} start
 * @param {number} end
 * @param {boolean} isConstant whether these bytes never change
 * @returns {string}
 */
export const decoded = (memory, start, end, isConstant) => {
  if (!isConstant || end - start >= LONGEST) return fresh(memory, start, end);
  const place = start * LONGEST + end - start;
  let text = known.get(place);
  if (text === undefined) {
    text = fresh(memory, start, end);
    known.set(place, text);
  }
  return text;
};

/** @param {Uint8Array} memory @param {number} start @param {number} end @returns {string} */
const fresh = (memory, start, end) => {
  bytesLeft -= end - start;
  if (bytesLeft <= 0) {
    // Safari's TextDecoder stops working after 2 GB.
    bytesLeft = 1e9;
    decoder = new (globalThis.TextDecoder ?? Decoder)('utf-8', { ignoreBOM: true });
  }
  return decoder.decode(memory.subarray(start, end));
};
