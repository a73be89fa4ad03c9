/** The HTML of a site's page, up to its body. */
export const HTML =
  '<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," />' +
  '<body></body><script src="/sdk.js"></script>';

/** Gives a page `api`, and `make` for more of them, in OAuth 2.0 mode with a callback at `/back`. */
export const prepareApi = (page, options) =>
  page.evaluate((options) => {
    window.make = (more) =>
      new XsollaLogin.Api({
        projectId: 'project',
        clientId: 42,
        is_oauth2: true,
        redirectUri: `${location.origin}/back`,
        apiUrl: `${location.origin}/api`,
        ...options,
        ...more,
      });
    window.api = make();
  }, options);
