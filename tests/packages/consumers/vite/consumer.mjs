import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Vite', version: 'vite' }, ({ project, row }) => {
  const build = row('build');
  build.builds('vite', ['build']);
  build.holdsOneWasm('dist');
  const start = (policy) => site(project.path('dist'), { policy });
  build.opens(start);
  build.opensWithoutWasm(start);

  const dev = row('dev server');
  const serve = (policy) =>
    project.start('vite', ['--port', '0'], {
      env: policy ? { POLICY: policy() } : {},
      ready: (line) => ADDRESS.exec(line)?.[1],
    });
  dev.opens(serve);
  dev.opensWithoutWasm(serve);
});
