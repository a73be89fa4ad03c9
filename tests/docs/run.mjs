// Tests that the documentation's examples work: `node tests/docs/run.mjs`. DEMO_URL and SANDBOX_URL are the URLs
// of the demo and the stand-in service.
import './errors.test.mjs';
import './examples.test.mjs';
import './fields.test.mjs';
import './frameworks.test.mjs';
import './guides.test.mjs';
import './migrating.test.mjs';
import './pages.test.mjs';
import './popup.test.mjs';
import './server.test.mjs';
import './snippets.test.mjs';
import './troubleshooting.test.mjs';
import './vitest.test.mjs';
