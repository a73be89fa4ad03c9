// Stands in for the network: it responds at once and costs as little as possible.

import { ANSWER, JSON_TYPE } from './answer.js';

const INIT = { status: 200, headers: { 'Content-Type': JSON_TYPE } };

/** A `Response` can be read only once, so each call gets a new one, as from the network. */
const responses = () => Promise.resolve(new Response(ANSWER, INIT));

const headers = { get: (name) => (name.toLowerCase() === 'content-type' ? JSON_TYPE : null) };

/** The part of a `Response` that `fetch` code reads, without the browser's work. */
class Answer {
  ok = true;
  status = 200;
  headers = headers;

  text() {
    return Promise.resolve(ANSWER);
  }
}

const objects = () => Promise.resolve(new Answer());

/** The part of `XMLHttpRequest` that the original SDK's axios uses. */
class XMLHttpRequest {
  readyState = 0;
  status = 0;
  statusText = '';
  response = '';
  responseText = '';
  responseURL = '';

  open(method, url) {
    this.responseURL = url;
  }

  setRequestHeader() {}

  getAllResponseHeaders() {
    return `content-type: ${JSON_TYPE}\r\n`;
  }

  abort() {}

  send() {
    queueMicrotask(() => {
      this.readyState = 4;
      this.status = 200;
      this.response = this.responseText = ANSWER;
      this.onreadystatechange?.();
    });
  }
}

/**
 * @param {boolean} [alike] whether `fetch` resolves to plain objects, which are as cheap as the stub of
 *   `XMLHttpRequest`; otherwise to a `Response` of the browser, which has its cost
 */
export const stubNetwork = (alike) =>
  Object.assign(window, { fetch: alike ? objects : responses, XMLHttpRequest });
