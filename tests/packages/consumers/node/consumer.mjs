import assert from 'node:assert/strict';
import { run } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

const version = () => process.versions.node;

consumer(import.meta.url, { name: 'Node', version }, ({ project, row }) => {
  for (const [variant, file] of [
    ['import', 'import.mjs'],
    ['require', 'require.cjs'],
  ]) {
    row(variant).works('signs in', async () => {
      const env = { SETTINGS: JSON.stringify(settings) };
      const said = await run(project.folder, process.execPath, [file], env);
      assert.deepEqual(JSON.parse(said), SIGNED_IN);
    });
  }
});
