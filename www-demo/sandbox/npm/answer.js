// Sends a `Request` to the service, and returns its response as a `Response`.

const BODILESS = [204, 205, 304];

const failed = (cause) => new TypeError('fetch failed', { cause });

/**
 * Resolves to the response, or rejects as `fetch` does. `more`: headers that a page cannot set. `onHeaders` gets the
 * headers of the response as `[name, value]`, because the `Response` of some environments hides the cookies.
 */
export const answer = async (service, request, more = [], onHeaders = undefined) => {
  request.signal.throwIfAborted();
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = [...request.headers, ...more];
  const { promise, resolve, reject } = deferred();
  let stream;
  let hasBody = true;
  const sink = {
    head(status, pairs) {
      onHeaders?.(pairs);
      hasBody = !BODILESS.includes(status) && request.method !== 'HEAD';
      const pieces = new ReadableStream({
        start: (controller) => {
          stream = controller;
        },
        cancel: () => call.cancel(),
      });
      try {
        // Not every `Response` refuses a status that HTTP does not define.
        if (status > 599) throw new RangeError(`the status ${status}`);
        resolve(new Response(hasBody ? pieces : null, { status, headers: pairs }));
      } catch (error) {
        reject(failed(error));
      }
    },
    data: (piece) => hasBody && stream.enqueue(piece),
    end: () => stream.close(),
    cut: () => stream.error(new TypeError('terminated')),
    // Raw bytes are not a valid response, and there is no connection to write them to.
    raw: () => reject(failed()),
    refuse: (why) => reject(new TypeError(why)),
  };
  const call = service.answer(request.method, pathname + search, headers, body, sink);
  const abort = () => {
    call.cancel();
    const { reason } = request.signal;
    reject(reason);
    // A body that has already failed keeps its error.
    if (stream?.desiredSize !== null) stream?.error(reason);
  };
  request.signal.addEventListener('abort', abort, { once: true });
  return promise;
};

const deferred = () => {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};
