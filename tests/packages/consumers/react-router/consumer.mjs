import { renderedConsumer } from '../../harness/rendered.mjs';

const what = { name: 'React Router', version: 'react-router' };

renderedConsumer(import.meta.url, what, {
  build: 'react-router',
  page: 'build/client',
  server: ['node_modules/.bin/react-router-serve', 'build/server/index.js'],
});
