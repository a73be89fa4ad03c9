// In the place of js/load.js and js/values.js: the wasm is that of the test, and runs already.

/** The generated object that the next instance gets. */
let next;

export const provide = (raw) => {
  next = raw;
};

export const current = () => ({
  Api: function () {
    return next;
  },
  pending: new Set(),
  dead: false,
});

export const failed = () => new Error('the wasm failed');

export const defaultConfig = { apiUrl: 'https://login.xsolla.com/api', projectId: '' };
