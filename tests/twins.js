/**
 * In a page: calls `wrap(make)` with what makes instances of a twin that is loaded, and lets the package have what
 * that gives. The text of this function may be all that a page gets.
 */
export function watchTwins(wrap) {
  const { defineProperty } = Object;
  Object.defineProperty = (object, key, descriptor) => {
    const isTwin = typeof key === 'symbol' && key.description?.startsWith('xsolla-login-wasm/twin');
    if (isTwin) descriptor.value = wrap(descriptor.value);
    return defineProperty(object, key, descriptor);
  };
}
