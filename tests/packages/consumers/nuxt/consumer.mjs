import { consumer } from '../../harness/consumer.mjs';
import { onServer, rendered } from '../../harness/rendered.mjs';

consumer(import.meta.url, { name: 'Nuxt', version: 'nuxt' }, ({ project, row }) => {
  const build = row();
  build.builds('nuxt', ['build']);
  build.holdsOneWasm('.output/public', 'for the browser');
  const start = rendered(project, ['.output/server/index.mjs']);
  build.opens(start, onServer);
  build.opensWithoutWasm(start, onServer);
});
