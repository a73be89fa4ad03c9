import { renderedConsumer } from '../../harness/rendered.mjs';

const what = { name: 'Nuxt', version: 'nuxt' };

renderedConsumer(import.meta.url, what, {
  build: 'nuxt',
  page: '.output/public',
  server: ['.output/server/index.mjs'],
});
