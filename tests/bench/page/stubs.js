// Takes the place of the network: it answers at once, and costs as little as can be.

import { ANSWER, JSON_TYPE } from './answer.js';

const INIT = { status: 200, headers: { 'Content-Type': JSON_TYPE } };

/** A `Response` can be read once, so each call gets one of its own, as from the network. */
const responses = () => Promise.resolve(new Response(ANSWER, INIT));

const headers = { get: (name) => (name.toLowerCase() === 'content-type' ? JSON_TYPE : null) };

/** As much of a `Response` as one looks at who writes `fetch` code, without the browser's work. */
class Answer {
  ok = true;
  status = 200;
  headers = headers;

  text() {
    return Promise.resolve(ANSWER);
  }
}

const objects = () => Promise.resolve(new Answer());

/** As much of the old interface as the axios of the original looks at. */
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
 * @param {boolean} [alike] whether `fetch` answers with objects of JavaScript, as the stub of the old
 *   interface does; otherwise with a `Response` of the browser, which has its cost
 */
export const stubNetwork = (alike) =>
  Object.assign(window, { fetch: alike ? objects : responses, XMLHttpRequest });
