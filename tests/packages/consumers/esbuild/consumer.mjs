import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'esbuild', version: 'esbuild' }, ({ project, row }) => {
  const build = row();
  build.builds('esbuild', ['main.js', '--bundle', '--minify', '--outfile=public/main.js']);
  build.holdsOneWasm('public');
  build.opens((policy) => site(project.path('public'), { policy }));
});
