import { consumer } from '../../harness/consumer.mjs';
import { onServer, rendered } from '../../harness/rendered.mjs';

consumer(import.meta.url, { name: 'SvelteKit', version: '@sveltejs/kit' }, ({ project, row }) => {
  const build = row();
  build.builds('vite', ['build']);
  build.holdsOneWasm('build/client', 'for the browser');
  // It tells readers aloud where they are, in an element that a style attribute hides.
  const start = rendered(project, ['build'], `; style-src 'self' 'unsafe-inline'`);
  build.opens(start, onServer);
  build.opensWithoutWasm(start, onServer);
});
