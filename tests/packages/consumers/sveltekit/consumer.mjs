import { renderedConsumer } from '../../harness/rendered.mjs';

const what = { name: 'SvelteKit', version: '@sveltejs/kit' };

renderedConsumer(import.meta.url, what, {
  build: 'vite',
  page: 'build/client',
  server: ['build'],
  // SvelteKit announces navigations to screen readers in an element that a style attribute hides.
  policy: "; style-src 'self' 'unsafe-inline'",
});
