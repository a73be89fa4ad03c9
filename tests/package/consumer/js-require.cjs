const probe = require('./probe.cjs');

probe.watch();
probe.report(require('xsolla-login-wasm/js'));
