import { consumer } from '../../harness/consumer.mjs';
import { onServer, rendered } from '../../harness/rendered.mjs';

consumer(import.meta.url, { name: 'Angular', version: '@angular/core' }, ({ project, row }) => {
  const build = row();
  build.builds('ng', ['build']);
  build.holdsOneWasm('dist/browser', 'for the browser');
  const start = rendered(project, ['dist/server/server.mjs']);
  build.opens(start, onServer);
  build.opensWithoutWasm(start, onServer);
});
