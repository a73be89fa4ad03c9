// `streams`: answers whose body is a stream, each as a function that makes it.

globalThis.streams = {};

(() => {
  /** Of the last stream: how many bytes were asked for, and whether it was cancelled. */
  streams.seen = () => ({ ...watched });

  let watched = { bytes: 0, cancelled: false };

  /** @param {() => Uint8Array | undefined} next */
  const streamed = (next, headers) => () => {
    const seen = { bytes: 0, cancelled: false };
    watched = seen;
    const source = {
      pull(controller) {
        const chunk = next();
        if (!chunk) return controller.close();
        seen.bytes += chunk.length;
        controller.enqueue(chunk);
      },
      cancel() {
        seen.cancelled = true;
      },
    };
    return new Response(new ReadableStream(source, { highWaterMark: 0 }), { headers });
  };

  /** Goes on for ever, in chunks of so many bytes. */
  streams.endless = (size) => {
    const chunk = new Uint8Array(size).fill(32);
    return streamed(() => chunk);
  };

  /** So many bytes of JSON, in chunks of so many. */
  streams.long = (length, size) => streams.chunked(`"${'x'.repeat(length - 2)}"`, size);

  /** A text, in chunks of so many bytes. */
  streams.chunked = (text, size) => {
    const bytes = new TextEncoder().encode(text);
    let at = 0;
    return streamed(() => {
      const chunk = bytes.slice(at, (at += size));
      return chunk.length ? chunk : undefined;
    });
  };

  /** A short text that announces another length. */
  streams.announced = (length) => streamed(() => undefined, { 'content-length': length });

  /** Begins, and then does not go on. */
  streams.halting = () => {
    const bytes = new TextEncoder().encode('{"a":');
    return () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(bytes) }));
  };
})();
