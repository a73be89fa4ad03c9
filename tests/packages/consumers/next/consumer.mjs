import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { SIGNED_IN } from '../../harness/service.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  const build = row();
  build.builds('next', ['build']);
  // The server's part has one for each of its two module graphs, which no visitor loads.
  build.holdsOneWasm('.next/static', 'for the browser');
  const start = (policy) =>
    project.start('next', ['start', '--port', '0'], {
      env: policy ? { POLICY: policy() } : {},
      ready: (line) => ADDRESS.exec(line)?.[1],
    });
  const look = async (page) => {
    const server = JSON.parse(await page.locator('#server').textContent());
    assert.deepEqual(server, SIGNED_IN);
  };
  build.opens(start, { look });
  build.opensWithoutWasm(start, { look });
});
