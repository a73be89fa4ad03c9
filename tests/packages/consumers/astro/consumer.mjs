import { renderedConsumer } from '../../harness/rendered.mjs';

const what = { name: 'Astro', version: 'astro' };

renderedConsumer(import.meta.url, what, {
  build: 'astro',
  page: 'dist/client',
  server: ['dist/server/entry.mjs'],
});
