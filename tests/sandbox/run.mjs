// The package `xsolla-login-sandbox` from its tarball, with the login package from its own.
import { after } from 'node:test';
import { remove } from './installed.mjs';
import './package.mjs';
import './process.mjs';
import './cli.mjs';
import './container.mjs';
import './browser.mjs';
import './vitest.mjs';

after(remove);
