import { consumer } from '../../harness/consumer.mjs';
import { onServer, rendered } from '../../harness/rendered.mjs';

consumer(import.meta.url, { name: 'React Router', version: 'react-router' }, ({ project, row }) => {
  const build = row();
  build.builds('react-router', ['build']);
  build.holdsOneWasm('build/client', 'for the browser');
  const serve = 'node_modules/.bin/react-router-serve';
  const start = rendered(project, [serve, 'build/server/index.js']);
  build.opens(start, onServer);
  build.opensWithoutWasm(start, onServer);
});
