// A handler for Playwright's `page.route`.

const requestOf = async (request) => {
  // The names of HTTP/2 pseudo-headers begin with a colon.
  const headers = Object.entries(await request.allHeaders()).filter(([name]) => name[0] !== ':');
  const method = request.method();
  const body = request.postDataBuffer() ?? undefined;
  return new Request(request.url(), { method, headers, body });
};

/** Returns a handler that fulfills each request with the response of `fetch`. */
export const routeBy = (fetch) => async (route) => {
  let response;
  let body;
  try {
    response = await fetch(await requestOf(route.request()));
    body = Buffer.from(await response.arrayBuffer());
  } catch {
    return route.abort('connectionreset');
  }
  const headers = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length) headers['set-cookie'] = cookies.join('\n');
  return route.fulfill({ status: response.status, headers, body });
};
