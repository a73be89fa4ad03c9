// Sign-in from start to end, with the built package: with stubs instead of a browser, then with any
// arguments and responses, then in a real browser.
import './authorization.mjs';
import './callback.mjs';
import './tokens.mjs';
import './refresh.mjs';
import './listen.mjs';
import './one-refresh.mjs';
import './life.mjs';
import './repeat.mjs';
import './overlaps.mjs';
import './pacing.mjs';
import './storages.mjs';
import './reentry.mjs';
import './reach.mjs';
import './address.mjs';
import './words.mjs';
import './results.mjs';
import './wrapped.mjs';
import './older.mjs';
import './contents.mjs';
import './hostile.mjs';
import './browser.mjs';
