export default {
  // Named because the workspace around the app also has a lock file.
  turbopack: { root: import.meta.dirname },
};
