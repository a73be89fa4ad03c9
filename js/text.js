// UTF-8 for a page that has no TextEncoder and no TextDecoder, as that of jest with jsdom.

/** A pair of surrogates, or one without its other half, which no UTF-8 can hold. */
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

/** One for many texts: to make one takes longer than a text does. @type {any} */
let decoder;
let bytesLeft = 0;

/** Texts that the wasm has from the start, by their place: most are names. @type {Map<number, string>} */
const known = /* @__PURE__ */ new Map();

/** The longest text that has a place of its own there. */
const LONGEST = 1024;

/**
 * The text at a place in the memory of the wasm.
 * @param {Uint8Array} memory
 * @param {number} start
 * @param {number} end
 * @param {boolean} isConstant whether it never changes
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
    // Safari's stops after 2 GB.
    bytesLeft = 1e9;
    decoder = new (globalThis.TextDecoder ?? Decoder)('utf-8', { ignoreBOM: true });
  }
  return decoder.decode(memory.subarray(start, end));
};
