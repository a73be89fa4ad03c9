// The documentation as a site: `cargo xtask docs` builds it into target/docs.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const root = new URL('../../', import.meta.url);
const { version } = /^version = "(?<version>[^"]+)"/m.exec(
  readFileSync(new URL('Cargo.toml', root), 'utf8'),
).groups;

/** The hash of the built script-tag file, so that the site shows that of its own version. */
const script = new URL('pkg/dist/xsolla-login.script.js', root);
const integrity = existsSync(script)
  ? `sha384-${createHash('sha384').update(readFileSync(script)).digest('base64')}`
  : 'sha384-…';

/** The URL of the published site, which `pages.yml` sets; its path comes before that of each page. */
const { DOCS_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;

/** The URL of the repository's files, if the environment names the repository. */
const files = GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/tree/v${version}/`;

/** Links to files outside of `docs/` lead to the repository. Without its URL, only their text is shown. */
const linkFiles = ({ tokens }) => {
  for (const { children } of tokens.filter(({ type }) => type === 'inline')) {
    children.forEach((token, index) => {
      const path = /^(?:\.\.\/)+(www-demo\/.*)/.exec(token.attrGet('href'))?.[1];
      if (!path) return;
      if (files) return token.attrSet('href', files + path);
      const end = children.slice(index).find(({ type }) => type === 'link_close');
      for (const part of [token, end]) Object.assign(part, { type: 'text', content: '' });
    });
  }
};

const icon = readFileSync(new URL('www-demo/icon.svg', root), 'utf8');

const decisions = [
  ['Rust first', 'rust-first'],
  ['Bytes inside the script', 'bytes-inside'],
  ['Bytes as text', 'bytes-as-text'],
  ['The twin', 'twin'],
  ['No Deserialize', 'no-deserialize'],
  ['gloo-net', 'gloo-net'],
  ['The glue', 'glue'],
];

const guides = [
  ['A plain page', 'plain-page'],
  ['React', 'react'],
  ['Vue', 'vue'],
  ['Svelte', 'svelte'],
  ['Next.js', 'next'],
  ['Sign-in to the end', 'session'],
  ['Popup', 'popup'],
  ['Single sign-on and cookies', 'sso'],
  ['Google and other networks', 'social'],
  ['Codes and links', 'codes-and-links'],
  ['Extra fields', 'extra-fields'],
  ['Captcha', 'captcha'],
  ['Testing', 'testing'],
];

export default defineConfig({
  title: 'xsolla-login-wasm',
  description: 'Documentation of xsolla-login-wasm, for login pages you design yourself',
  lang: 'en',
  base: DOCS_URL ? new URL(DOCS_URL).pathname : '/',
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  outDir: fileURLToPath(new URL('target/docs', root)),
  cacheDir: fileURLToPath(new URL('target/docs-cache', root)),
  // Made by typedoc beside the site; `tests/docs/site.mjs` checks these links.
  ignoreDeadLinks: [/^\/reference\//],
  lastUpdated: false,
  metaChunk: true,
  markdown: {
    config(md) {
      md.core.ruler.push('files', linkFiles);
      const { fence } = md.renderer.rules;
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index];
        token.content = token.content
          .replaceAll('{integrity}', integrity)
          .replaceAll('{version}', version);
        return fence(tokens, index, ...rest);
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/getting-started' },
      { text: 'Guides', link: '/guides/plain-page' },
      { text: 'Calls', link: '/calls' },
      { text: 'Reference', link: '/reference/index.html', target: '_self' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'Getting started', link: '/getting-started' },
          { text: 'Migrating', link: '/migrating' },
          { text: 'Troubleshooting', link: '/troubleshooting' },
        ],
      },
      {
        text: 'Guides',
        items: guides.map(([text, name]) => ({ text, link: `/guides/${name}` })),
      },
      {
        text: 'Look it up',
        items: [
          { text: 'Calls', link: '/calls' },
          { text: 'Options', link: '/options' },
          { text: 'Errors and codes', link: '/errors' },
          { text: 'Type reference', link: '/reference/index.html', target: '_self' },
        ],
      },
      {
        text: 'Background',
        items: [
          { text: 'Loading and environments', link: '/loading' },
          { text: 'Security', link: '/security' },
          { text: 'Performance', link: '/performance' },
          { text: 'Design', link: '/design' },
          { text: 'Decisions', link: '/decisions/' },
          { text: 'The vendor’s snippets', link: '/vendor-snippets' },
        ],
      },
      {
        text: 'Decisions',
        collapsed: true,
        items: decisions.map(([text, name]) => ({ text, link: `/decisions/${name}` })),
      },
    ],
    footer: { message: 'MIT or Apache-2.0, at your choice.' },
  },
});
