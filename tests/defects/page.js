// Runs in the page: what the tests of defects.mjs use.

// What a promise rejects with; an empty object if it does not.
window.failure = (promise) =>
  promise.then(
    () => ({}),
    (error) => error ?? {},
  );

// What a function throws.
window.throws = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
};

// All text that hangs on a value, own properties of any kind included.
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
