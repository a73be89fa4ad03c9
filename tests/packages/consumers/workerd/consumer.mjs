import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

/** workerd prints a line of JSON for each socket that it listens on. */
const ready = (line) => {
  if (!line.startsWith('{')) return;
  const { event, port } = JSON.parse(line);
  return event === 'listen' && `http://127.0.0.1:${port}`;
};

consumer(import.meta.url, { name: 'workerd', version: 'workerd' }, ({ project, row }) => {
  const slim = row('./slim and an imported .wasm');
  const output = ['--outdir=out', '--asset-names=[name]', '--loader:.wasm=copy'];
  slim.builds('esbuild', ['worker.js', '--bundle', '--format=esm', ...output]);
  slim.holdsOneWasm('out');
  slim.works('signs in', async () => {
    const args = ['serve', 'config.capnp', '--control-fd=1'];
    const server = await project.start('workerd', args, { ready });
    try {
      // The second request uses what the first has loaded.
      for (const _ of [1, 2]) {
        const response = await fetch(`${server.origin}/?${new URLSearchParams(settings)}`);
        assert.deepEqual(await response.json(), SIGNED_IN);
      }
    } finally {
      await server.close();
    }
  });
});
