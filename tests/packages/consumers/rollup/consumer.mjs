import { copyFile } from 'node:fs/promises';
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
    // As the README says, for Rollup copies no file.
    const twin = 'xsolla-login.twin.js';
    const file = project.path('node_modules/xsolla-login-wasm/dist', twin);
    await copyFile(file, project.path('public', twin));
    return start(policy);
  });
});
