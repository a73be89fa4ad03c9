import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'Rollup', version: 'rollup' }, ({ project, row }) => {
  const build = row();
  build.builds('rollup', ['--config']);
  build.holdsOneWasm('public');
  build.leavesOut((file, folder) => {
    const plugin = ['--plugin', 'node-resolve'];
    return ['rollup', ['--input', file, ...plugin, '--file', `${folder}/main.js`]];
  });
  const start = (policy) => site(project.path('public'), { policy });
  build.opens(start);
  build.opensWithoutWasm(async (policy) => {
    await project.copyTwin('public');
    return start(policy);
  });
});
