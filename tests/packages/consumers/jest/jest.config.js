module.exports = {
  testEnvironment: 'jsdom',
  setupFiles: ['./setup.js'],
  // No Babel: there is nothing to compile.
  transform: {},
};
