module.exports = {
  testEnvironment: 'jsdom',
  setupFiles: ['./setup.js'],
  // Nothing here needs Babel.
  transform: {},
};
