import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consumer } from '../../harness/consumer.mjs';
import { addRoute } from '../../harness/guide.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  test('takes the route of the guide', () => addRoute(project.folder));

  for (const bundler of ['webpack', 'turbopack']) {
    const route = row(`an edge route by ${bundler}, ./slim`);
    route.builds('next', ['build', `--${bundler}`]);
    route.works('signs in', async () => {
      const server = await project.start('next', ['start', '--port', '0'], {
        ready: (line) => ADDRESS.exec(line)?.[1],
      });
      try {
        const query = new URLSearchParams(settings);
        for (const route of ['sign-in', 'on-node']) {
          const response = await fetch(`${server.origin}/api/${route}?${query}`);
          assert.deepEqual(await response.json(), SIGNED_IN, route);
        }
        const guide = await fetch(`${server.origin}/api/guide?${query}`);
        assert.deepEqual(await guide.json(), { signedIn: true });
      } finally {
        await server.close();
      }
    });
  }
});
