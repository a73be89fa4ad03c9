// Runs in the page: replaces the network, and records what would have been sent.
{
  let requests;

  // A `Request` is what the browser makes of the arguments of `fetch`: with its own headers for a
  // body, and without those that a page must not set.
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.clone().text(),
      credentials: request.credentials,
      redirect: request.redirect,
      cache: request.cache,
    });
    return Response.json(answer(request.url));
  };

  // The original SDK uses XMLHttpRequest.
  window.XMLHttpRequest = class {
    headers = {};
    readyState = 0;
    status = 0;
    statusText = '';
    response = '';
    responseText = '';
    upload = new EventTarget();
    withCredentials = false;

    open(method, url) {
      this.method = method.toUpperCase();
      this.responseURL = new URL(url, location.href).href;
    }

    setRequestHeader(name, value) {
      this.headers[name.toLowerCase()] = value;
    }

    send(body) {
      requests.push({
        method: this.method,
        url: this.responseURL,
        headers: this.headers,
        body: body ?? '',
        credentials: this.withCredentials ? 'include' : 'omit',
      });
      queueMicrotask(() => {
        this.readyState = 4;
        this.status = 200;
        this.response = this.responseText = JSON.stringify(answer(this.responseURL));
        this.onreadystatechange?.();
        this.onload?.();
        this.onloadend?.();
      });
    }

    getAllResponseHeaders() {
      return 'content-type: application/json\r\n';
    }

    getResponseHeader(name) {
      return name.toLowerCase() === 'content-type' ? 'application/json' : null;
    }

    addEventListener() {}
    removeEventListener() {}
    abort() {}
  };

  function answer(url) {
    const { pathname } = new URL(url);
    if (pathname.endsWith('/users/me/ask')) return [];
    if (pathname.endsWith('/client/details')) return { country: 'US' };
    return {};
  }

  function withCancelTokens(value) {
    if (value === null || typeof value !== 'object') return value;
    if (value.$axiosCancelToken) return axios.CancelToken.source();
    if (Array.isArray(value)) return value.map(withCancelTokens);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, withCancelTokens(inner)]),
    );
  }

  // Makes one call. Resolves to the requests it made and how it ended.
  window.record = async ({ config, call, args }) => {
    requests = [];
    let end;
    try {
      const api = new XsollaLogin.Api(config);
      await api[call](...withCancelTokens(args));
      end = 'resolved';
    } catch (error) {
      end = String(error);
    }
    return { requests, end };
  };
}
