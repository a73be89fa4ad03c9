import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { consumer } from '../../harness/consumer.mjs';
import { browserVersion } from '../../harness/page.mjs';
import { root } from '../../harness/places.mjs';
import { installTarball } from '../../harness/project.mjs';
import { SIGNED_IN } from '../../harness/service.mjs';
import { site } from '../../harness/site.mjs';

const ORIGINAL = 'node_modules/@xsolla/login-sdk';

const what = {
  name: 'three copies beside the original SDK, Chromium',
  version: browserVersion,
  install: async (folder, tarball) => {
    await installTarball(folder, tarball);
    await cp(join(root, ORIGINAL, 'dist'), join(folder, ORIGINAL, 'dist'), { recursive: true });
  },
};

const expected = {
  ours: [SIGNED_IN, SIGNED_IN, SIGNED_IN],
  // The original SDK's errors have no name or status of their own.
  original: { signedIn: true, refused: { isAPIError: true, name: 'Error', code: '003-001' } },
  different: true,
  known: [true, true, false],
};

consumer(import.meta.url, what, ({ project, row }) => {
  row().opens((policy) => site(project.folder, { policy, inline: true }), { expected });
});
