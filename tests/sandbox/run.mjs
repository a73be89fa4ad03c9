// Tests the package `xsolla-login-sandbox` with the login package, both from their tarballs.
import { after } from 'node:test';
import { remove } from './installed.mjs';
import './package.mjs';
import './process.mjs';
import './cli.mjs';
import './container.mjs';
import './browser.mjs';
import './vitest.mjs';

after(remove);
