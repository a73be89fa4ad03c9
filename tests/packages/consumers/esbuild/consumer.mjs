import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'esbuild', version: 'esbuild' }, ({ project, row }) => {
  const script = row();
  script.builds('esbuild', ['main.js', '--bundle', '--minify', '--outfile=public/main.js']);
  script.holdsOneWasm('public');
  script.opens((policy) => site(project.path('public'), { policy }));

  const module = row('as a module');
  const output = ['--format=esm', '--outfile=module/main.js'];
  module.builds('esbuild', ['main.js', '--bundle', '--minify', ...output]);
  module.holdsOneWasm('module');
  const start = (policy) => site(project.path('module'), { policy });
  module.opens(start);
  module.opensWithoutWasm(async (policy) => {
    await project.copyTwin('module');
    return start(policy);
  });
});
