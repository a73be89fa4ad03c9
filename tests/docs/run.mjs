// The documentation does what it says: `node tests/docs/run.mjs`. DEMO_URL and SANDBOX_URL say where the demo and
// the stand-in service are.
import './examples.test.mjs';
import './fields.test.mjs';
import './frameworks.test.mjs';
import './guides.test.mjs';
import './pages.test.mjs';
import './snippets.test.mjs';
