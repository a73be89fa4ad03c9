import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'webpack', version: 'webpack' }, ({ project, row }) => {
  for (const [variant, name] of [
    ['with asyncWebAssembly', 'whole'],
    ['with asyncWebAssembly, ./slim', 'slim'],
  ]) {
    const build = row(variant);
    build.builds('webpack', ['--config-name', name]);
    build.holdsOneWasm(name);
    const start = (policy) => site(project.path(name), { policy });
    build.opens(start);
    build.opensWithoutWasm(start);
  }
});
