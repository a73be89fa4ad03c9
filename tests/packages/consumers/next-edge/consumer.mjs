import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consumer } from '../../harness/consumer.mjs';
import { addRoute } from '../../harness/guide.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  test("adds the guide's route", () => addRoute(project.folder));

  /** Resolves to the response of a route of the built app. */
  const ask = async (name) => {
    const server = await project.start('next', ['start', '--port', '0'], {
      ready: (line) => ADDRESS.exec(line)?.[1],
    });
    try {
      const answer = await fetch(`${server.origin}/api/${name}?${new URLSearchParams(settings)}`);
      return await answer.json();
    } finally {
      await server.close();
    }
  };

  for (const bundler of ['webpack', 'turbopack']) {
    const edge = row(`an edge route by ${bundler}, ./slim`);
    edge.builds('next', ['build', `--${bundler}`]);
    edge.works('signs in', async () => assert.deepEqual(await ask('sign-in'), SIGNED_IN));
    edge.works("signs in with the guide's route", async () =>
      assert.deepEqual(await ask('guide'), { signedIn: true }),
    );
    // Not an edge route, so not in that row of the table.
    test(`a route on Node by ${bundler}: signs in`, async () =>
      assert.deepEqual(await ask('on-node'), SIGNED_IN));
  }
});
