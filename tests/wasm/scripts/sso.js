// Redirects that are not followed.
({
  opaque: () => ({ status: 0, type: 'opaqueredirect', text: async () => '' }),

  found: () => ({ status: 302, text: async () => '' }),
});
