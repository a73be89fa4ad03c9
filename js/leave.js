/** What the message to the page that opened this one is called, as the original calls it. */
export const LOGIN_MESSAGE = '@xsolla-login/sdk:babka-login';

/**
 * Leads the user to `address`: by a message to the page that opened this one in a popup, if that is
 * wanted and that page may know, else by navigation.
 *
 * Never to any origin at all, never to one that the referrer names: the address carries the state.
 * @param {string} address
 * @param {boolean} post whether a message is wanted
 * @param {string | undefined} origin who may receive it; left out: this page's own origin
 */
export const leave = (address, post, origin) => {
  const { parent, top } = window;
  if (post && parent.opener && told(parent.opener, address, origin)) {
    parent.close();
    return;
  }
  try {
    /** @type {Window} */ (top).location.href = address;
  } catch {
    // A frame of another origin.
    window.location.href = address;
  }
};

/**
 * @param {Window} opener
 * @param {string} loginUri
 * @param {string | undefined} origin
 */
const told = (opener, loginUri, origin) => {
  try {
    const target = origin || window.location.origin;
    if (!origin && opener.location.origin !== target) return false;
    opener.postMessage({ type: LOGIN_MESSAGE, loginUri }, target);
    return true;
  } catch {
    return false;
  }
};
