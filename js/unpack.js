import { decoder, frequent, texts } from './generated/bytes.js';
import { textEncoder } from './text.js';

/** Where the decoder reads the text: after the table of the 256 bytes. */
const START = 256;

/**
 * Returns the bytes of the wasm. The script contains them as printable ASCII, so that no charset of a page can
 * break them: one character for each frequent byte, and two for each rare one, of which the first is one of the last
 * two printable characters. `xtask/src/build/text.rs` writes the text.
 *
 * `unpack.wat` decodes it. A loop in JavaScript takes ten times as long, because it runs only once, before the browser
 * has compiled it. The decoder has 133 bytes, so every browser compiles it synchronously.
 */
export const unpack = () => {
  const isFrequent = new Set(frequent);
  const rare = [...Array(256).keys()].filter((byte) => !isFrequent.has(byte));
  const module = new WebAssembly.Module(Uint8Array.of(...decoder));
  const { memory, unpack: run } = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const bytes = new Uint8Array(memory.buffer);
  bytes.set([...frequent, ...rare]);
  const encoder = new (textEncoder())();
  // In pieces, so that the decoder needs little memory.
  const pieces = texts.map((text) => {
    bytes.set(encoder.encode(text), START);
    return bytes.slice(START, run(START, START + text.length));
  });
  const wasm = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    wasm.set(piece, end);
    end += piece.length;
  }
  return wasm;
};
