// A handler for Playwright's `page.route`.

const requestOf = async (request) => {
  // The names of HTTP/2 pseudo-headers begin with a colon.
  const headers = Object.entries(await request.allHeaders()).filter(([name]) => name[0] !== ':');
  const method = request.method();
  const body = request.postDataBuffer() ?? undefined;
  return new Request(request.url(), { method, headers, body });
};

/**
 * Returns a page that leads to the target of a redirect. Playwright does not route that target: with the default URL, the
 * browser would go to the real service.
 */
const pageTo = (location) => {
  const target = JSON.stringify(location).replaceAll('<', '\\u003c');
  return Buffer.from(`<!doctype html><script>location.replace(${target})</script>`);
};

/** Returns a handler that fulfills each request with the response of `fetch`. Navigations follow redirects. */
export const routeBy = (fetch) => async (route) => {
  let response;
  let body;
  try {
    response = await fetch(await requestOf(route.request()));
    body = Buffer.from(await response.arrayBuffer());
  } catch {
    return route.abort('connectionreset');
  }
  let { status } = response;
  let headers = Object.fromEntries(response.headers);
  if (headers.location && route.request().isNavigationRequest()) {
    body = pageTo(headers.location);
    headers = { 'content-type': 'text/html' };
    status = 200;
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length) headers['set-cookie'] = cookies.join('\n');
  return route.fulfill({ status, headers, body });
};
