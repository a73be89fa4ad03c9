// What a page gets from another realm.

/** A function that answers with a Response of an iframe. */
globalThis.foreign = (text, status) => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { Response } = frame.contentWindow;
  return () => new Response(text, { status, headers: { 'x-request-id': 'r-1' } });
};
