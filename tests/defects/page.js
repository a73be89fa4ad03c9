// Runs in the page: what the tests of defects.mjs use.

// Resolves to what a promise rejects with, or to an empty object if it does not reject.
window.failure = (promise) =>
  promise.then(
    () => ({}),
    (error) => error ?? {},
  );

// Returns what a function throws.
window.throws = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
};

// Returns everything reachable from a value as one string, including own properties of any kind.
window.everything = (value, seen = new Set()) => {
  if (Object(value) !== value) return String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((key) => {
      try {
        return `${String(key)}: ${everything(value[key], seen)}`;
      } catch {
        return '';
      }
    })
    .join('\n');
};

window.check = async (run, options, fetched) => {
  const context = {
    Api: XsollaLogin.Api,
    apiUrl: location.origin + '/api',
    requests: async () => (await fetch('/requests')).json(),
    options,
    fetched: fetched && (0, eval)(`(${fetched})`),
  };
  return Boolean(await (0, eval)(`(${run})`)(context));
};
