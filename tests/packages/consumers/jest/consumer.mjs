import { consumer } from '../../harness/consumer.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

consumer(import.meta.url, { name: 'Jest', version: 'jest' }, ({ project, row }) => {
  row('with jsdom').works('its tests pass', () =>
    project.run('jest', ['--ci', '--no-cache'], {
      SETTINGS: JSON.stringify(settings),
      EXPECTED: JSON.stringify(SIGNED_IN),
    }),
  );
});
