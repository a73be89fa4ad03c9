// What of js/ needs neither wasm nor browser: `node --test-reporter=spec tests/units/test.mjs`.
import './clock.test.mjs';
