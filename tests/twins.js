/**
 * Runs in a page. When a twin is loaded, calls `wrap` with the function that creates the twin's instances, and
 * gives the package what `wrap` returns instead. Must not refer to anything outside itself: a page may get only
 * its text.
 */
export function watchTwins(wrap) {
  const { defineProperty } = Object;
  Object.defineProperty = (object, key, descriptor) => {
    const isTwin = typeof key === 'symbol' && key.description?.startsWith('xsolla-login-wasm/twin');
    if (isTwin) descriptor.value = wrap(descriptor.value);
    return defineProperty(object, key, descriptor);
  };
}
