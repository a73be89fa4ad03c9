import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { SIGNED_IN, strict } from '../../harness/service.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  const build = row();
  build.builds('next', ['build']);
  // The server's part has one for each of its two module graphs, which no visitor loads.
  build.holdsOneWasm('.next/static', 'for the browser');
  build.opens(
    (policy) =>
      project.start('next', ['start', '--port', '0'], {
        env: policy ? { POLICY: strict() } : {},
        ready: (line) => ADDRESS.exec(line)?.[1],
      }),
    {
      look: async (page) => {
        const server = JSON.parse(await page.locator('#server').textContent());
        assert.deepEqual(server, SIGNED_IN);
      },
    },
  );
});
