import { consumer } from '../../harness/consumer.mjs';
import { installAlias } from '../../harness/registry.mjs';
import { site } from '../../harness/site.mjs';

const ORIGINAL = '@xsolla/login-sdk';
const what = { name: `as ${ORIGINAL}`, version: ORIGINAL, install: installAlias(ORIGINAL) };

consumer(import.meta.url, what, ({ project, row }) => {
  const written = (language, source, check) => {
    const build = row(language + ' written for the original SDK');
    if (check) build.builds(...check);
    build.builds('esbuild', [source, '--bundle', `--outfile=${language}/main.js`]);
    build.holdsOneWasm(language);
    build.opens((policy) => site(project.path(language), { policy }));
  };
  written('javascript', 'original.js');
  written('typescript', 'original.ts', ['tsc']);
});
