// What of js/ needs neither wasm nor browser, and what the documents say of the rest:
// `node --test-reporter=spec tests/units/test.mjs`.
import './demo.test.mjs';
import './documents.test.mjs';
import './login-store.test.mjs';
import './marks.test.mjs';
import './text.test.mjs';
import './texts.test.mjs';
import './workflows.test.mjs';
