// The demo as a Vite app: the page of ../index.html, with the package imported as a module.
import { resolve } from 'node:path';

import { defineConfig, type Plugin } from 'vite';

const page = resolve(import.meta.dirname, '..');
const root = resolve(page, '..');

/** Removes the package's script tag, and starts with main.ts. */
const byImport: Plugin = {
  name: 'by-import',
  enforce: 'pre',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html
        .replace(/ *<script src="xsolla-login\.js"><\/script>\n/, '')
        .replace(/ *<link rel="stylesheet" href="styles\/[^"]*" \/>\n/g, '')
        .replace('src="demo.js"', 'src="/vite/main.ts"')
        // Not part of the build: the server generates it.
        .replace('<script src="config.js">', '<script vite-ignore src="config.js">'),
  },
  resolveId: (source) =>
    source.endsWith('/package.ts') ? resolve(import.meta.dirname, 'package.ts') : undefined,
};

export default defineConfig({
  root: page,
  base: './',
  // Your own app installs the package, and needs no alias.
  resolve: { alias: { 'xsolla-login-wasm': resolve(root, 'pkg/dist/xsolla-login.mjs') } },
  plugins: [byImport],
  publicDir: false,
  build: {
    outDir: resolve(root, 'target/demo-vite'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: resolve(page, 'index.html') },
  },
});
