export default {
  // Not the workspace around it, which has a lock file as well.
  turbopack: { root: import.meta.dirname },
};
