import { renderedConsumer } from '../../harness/rendered.mjs';

const what = { name: 'Angular', version: '@angular/core' };

renderedConsumer(import.meta.url, what, {
  build: 'ng',
  page: 'dist/browser',
  server: ['dist/server/server.mjs'],
});
