import { consumer } from '../../harness/consumer.mjs';
import { strict } from '../../harness/service.mjs';
import { site } from '../../harness/site.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Vite', version: 'vite' }, ({ project, row }) => {
  const build = row('build');
  build.builds('vite', ['build']);
  build.holdsOneWasm('dist');
  build.opens((policy) => site(project.path('dist'), { policy }));

  const dev = row('dev server');
  dev.opens((policy) =>
    project.start('vite', ['--port', '0'], {
      env: policy ? { POLICY: strict() } : {},
      ready: (line) => ADDRESS.exec(line)?.[1],
    }),
  );
});
