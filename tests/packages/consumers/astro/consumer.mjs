import { consumer } from '../../harness/consumer.mjs';
import { onServer, rendered } from '../../harness/rendered.mjs';

consumer(import.meta.url, { name: 'Astro', version: 'astro' }, ({ project, row }) => {
  const build = row();
  build.builds('astro', ['build']);
  build.holdsOneWasm('dist/client', 'for the browser');
  const start = rendered(project, ['dist/server/entry.mjs']);
  build.opens(start, onServer);
  build.opensWithoutWasm(start, onServer);
});
