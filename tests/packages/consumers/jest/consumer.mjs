import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { consumer } from '../../harness/consumer.mjs';
import { root } from '../../harness/places.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

consumer(import.meta.url, { name: 'Jest', version: 'jest' }, ({ project, row }) => {
  row('with jsdom').works(
    'its tests pass, with and without the sandbox in the process',
    async () => {
      const sandbox = project.path('node_modules/xsolla-login-sandbox');
      await cp(join(root, 'pkg-sandbox'), sandbox, { recursive: true });
      await project.run('jest', ['--ci', '--no-cache'], {
        SETTINGS: JSON.stringify(settings),
        EXPECTED: JSON.stringify(SIGNED_IN),
      });
    },
  );
});
