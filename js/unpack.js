import { after, before, decoder, frequent, streams, tokens } from './generated/bytes.js';
import { textEncoder } from './text.js';

/** Where the decoder has its tokens in memory, after the 256 bytes of the alphabet. */
const TOKENS = 256;

/** Where the decoder works in memory. */
const START = 4096;

/**
 * Returns the bytes of the wasm. The script contains them as printable ASCII, so that no charset of a page can
 * break them: one character for each frequent byte, and two for each rare one, of which the first is one of the last
 * two printable characters. What is in front of the functions and behind them is in this form. The functions are taken
 * apart into streams, which compress better. `xtask/src/build/text.rs` and `apart.rs` write the text.
 *
 * `unpack.wat` decodes the text and joins the streams. A loop in JavaScript is slower, because it runs only once, before
 * the browser has compiled it. The decoder has 315 bytes, so every browser compiles it synchronously.
 */
export const unpack = () => {
  const isFrequent = new Set(frequent);
  const rare = [...Array(256).keys()].filter((byte) => !isFrequent.has(byte));
  const module = new WebAssembly.Module(Uint8Array.of(...decoder));
  const { memory, decode, join } = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const bytes = new Uint8Array(memory.buffer);
  bytes.set([...frequent, ...rare]);
  const encoder = new (textEncoder())();
  /** Returns where the decoded text ends. @type {(text: string, start: number, stream?: number) => number} */
  const decoded = (text, start, stream = 0) => {
    bytes.set(encoder.encode(text), start);
    return decode(stream, start, start + text.length);
  };
  bytes.copyWithin(TOKENS, START, decoded(tokens, START));
  const plain = (/** @type {string} */ text) => bytes.slice(START, decoded(text, START));
  // In pieces, so that the decoder needs little memory.
  const pieces = [
    ...before.map(plain),
    ...streams[0].map((_, piece) => {
      const end = streams.reduce((at, texts, stream) => decoded(texts[piece], at, stream), START);
      return bytes.slice(end, join(end));
    }),
    ...after.map(plain),
  ];
  const wasm = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    wasm.set(piece, end);
    end += piece.length;
  }
  return wasm;
};
