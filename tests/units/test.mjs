// Tests of js/, the demo's texts and the documents that need neither wasm nor a browser:
// `node --test-reporter=spec tests/units/test.mjs`. They read the demo's bundle in target/demo/, which
// `cargo xtask demo` and `cargo xtask test native` write.
import './abuse.test.mjs';
import './demo.test.mjs';
import './documents.test.mjs';
import './end.test.mjs';
import './house.test.mjs';
import './login-store.test.mjs';
import './marks.test.mjs';
import './react.test.mjs';
import './text.test.mjs';
import './texts.test.mjs';
import './workflows.test.mjs';
