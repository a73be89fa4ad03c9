// A handler for Playwright's `page.route`.
import { answer } from './answer.js';
import { setCookies } from './cookies.js';

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

/**
 * Returns a handler that fulfills each request with the response of the service. Navigations follow redirects. `own`
 * throws if a request is not for this sandbox.
 */
export const routeBy = (service, own) => async (route) => {
  let request;
  try {
    request = own(await requestOf(route.request()));
  } catch (error) {
    // The page must not wait until the test ends.
    await route.abort('failed');
    throw error;
  }
  let response;
  let body;
  let cookies;
  try {
    response = await answer(service, request, [], (headers) => {
      cookies = setCookies(headers);
    });
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
  if (cookies.length) headers['set-cookie'] = cookies.join('\n');
  return route.fulfill({ status, headers, body });
};
