// The entry of the script-tag file: its global is the default export.
module.exports = require('./full.js').default;
