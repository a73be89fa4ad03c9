import assert from 'node:assert/strict';
import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'webpack', version: 'webpack' }, ({ project, row }) => {
  const build = row();
  build.builds('webpack', []);
  build.holdsOneWasm('public');
  build.leavesOut((file, folder) => [
    'webpack',
    ['--entry-reset', '--entry', `./${file}`, '--output-path', folder],
  ]);
  const start = (policy) => site(project.path('public'), { policy });
  build.opens(start);
  build.opensWithoutWasm(start);

  row('served with no charset').opens(
    (policy) => site(project.path('public'), { policy, charset: '' }),
    {
      look: async (page) =>
        assert.notEqual(await page.evaluate(() => document.characterSet), 'UTF-8'),
    },
  );
});
