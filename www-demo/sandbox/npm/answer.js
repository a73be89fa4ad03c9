// A request of the fetch standard for the service, and its answer as a Response.

const BODILESS = [204, 205, 304];

const failed = (cause) => new TypeError('fetch failed', { cause });

/** Answers a request. `more` are headers that a page cannot set. */
export const answer = async (service, request, more = []) => {
  request.signal.throwIfAborted();
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = [...request.headers, ...more];
  const { promise, resolve, reject } = deferred();
  let stream;
  let hasBody = true;
  const sink = {
    head(status, pairs) {
      hasBody = !BODILESS.includes(status) && request.method !== 'HEAD';
      const pieces = new ReadableStream({
        start: (controller) => {
          stream = controller;
        },
        cancel: () => call.cancel(),
      });
      try {
        resolve(new Response(hasBody ? pieces : null, { status, headers: pairs }));
      } catch (error) {
        // A status that no Response can have.
        reject(failed(error));
      }
    },
    data: (piece) => hasBody && stream.enqueue(piece),
    end: () => stream.close(),
    cut: () => stream.error(new TypeError('terminated')),
    // Nothing of this is an answer, and there is no connection to write it to.
    raw: () => reject(failed()),
    refuse: (why) => reject(new TypeError(why)),
  };
  const call = service.answer(request.method, pathname + search, headers, body, sink);
  const abort = () => {
    call.cancel();
    const { reason } = request.signal;
    reject(reason);
    // Nothing can be said to a body that has ended.
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
