import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consumer } from '../../harness/consumer.mjs';
import { addConfig, addPageWithReact } from '../../harness/guide.mjs';
import { SIGNED_IN } from '../../harness/service.mjs';
import { wasmsIn } from '../../harness/wasm.mjs';

const ADDRESS = /Local: +(http:\/\/localhost:\d+)/;

consumer(import.meta.url, { name: 'Next.js', version: 'next' }, ({ project, row }) => {
  const build = row();
  test("adds the guide's configuration", () => addConfig(project.folder));
  build.builds('next', ['build']);
  build.holdsOneWasm('.next/static', 'for the browser');
  test('has no wasm for its server, as the guide says', async () => {
    assert.equal(await wasmsIn(project.path('.next/server')), 0);
  });
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

  // The last test: the app no longer builds after it.
  test('does not build with ./react, as the guide says', async () => {
    const message = await addPageWithReact(project.folder);
    await assert.rejects(project.run('next', ['build']), (error) =>
      error.message.includes(message),
    );
  });
});
