// The wasm stands in the script as hexadecimal text: ASCII, so that no page's charset can break it;
// it compresses almost as well as the bytes, and new browsers decode it natively.

/** @param {number} code of 0 to 9 or a to f */
const digit = (code) => (code > 57 ? code - 87 : code - 48);

/**
 * @param {string} hex
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const fromHex = (hex) => {
  const { fromHex: native } = /** @type {any} */ (Uint8Array);
  if (native) return native.call(Uint8Array, hex);
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = digit(hex.charCodeAt(2 * i)) * 16 + digit(hex.charCodeAt(2 * i + 1));
  }
  return bytes;
};
