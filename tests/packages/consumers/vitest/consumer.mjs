import { consumer } from '../../harness/consumer.mjs';
import { settings, SIGNED_IN } from '../../harness/service.mjs';

consumer(import.meta.url, { name: 'Vitest', version: 'vitest' }, ({ project, row }) => {
  row('with jsdom').works('its tests pass', () =>
    project.run('vitest', ['run'], {
      SETTINGS: JSON.stringify(settings),
      EXPECTED: JSON.stringify(SIGNED_IN),
    }),
  );
});
