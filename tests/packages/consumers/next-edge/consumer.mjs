import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  for (const bundler of ['webpack', 'turbopack']) {
    const route = row(`an edge route by ${bundler}, ./slim`);
    route.builds('next', ['build', `--${bundler}`]);
    route.works('signs in', async () => {
      const server = await project.start('next', ['start', '--port', '0'], {
        ready: (line) => ADDRESS.exec(line)?.[1],
      });
      try {
        const query = new URLSearchParams(settings);
        const response = await fetch(`${server.origin}/api/sign-in?${query}`);
        assert.deepEqual(await response.json(), SIGNED_IN);
      } finally {
        await server.close();
      }
    });
  }
});
