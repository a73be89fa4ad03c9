import { decoder, frequent, texts } from './generated/bytes.js';
import { textEncoder } from './text.js';

/** Where the decoder takes the text: behind the bytes that the places stand for. */
const START = 256;

/**
 * The wasm. It stands in the script as printable ASCII, so that no page's charset can break it: a character
 * for each byte that is frequent, and two for one that is rare, of which the first is one of the last two
 * characters of all. `xtask/src/build/text.rs` writes the text.
 *
 * `unpack.wat` reads it, since a loop in JavaScript would run once, before the browser has compiled it: it
 * takes ten times as long. It has 133 bytes, so that no browser refuses to compile it on the spot.
 */
export const unpack = () => {
  const isFrequent = new Set(frequent);
  const rare = [...Array(256).keys()].filter((byte) => !isFrequent.has(byte));
  const module = new WebAssembly.Module(Uint8Array.of(...decoder));
  const { memory, unpack: run } = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const bytes = new Uint8Array(memory.buffer);
  bytes.set([...frequent, ...rare]);
  const encoder = new (textEncoder())();
  // Piece by piece, so that its memory is small.
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
