// Sign-in to the end, with the built package: stubs in the place of what a browser has, then any
// arguments and answers, then a real browser.
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
import './hostile.mjs';
import './browser.mjs';
