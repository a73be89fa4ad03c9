import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'Parcel', version: 'parcel' }, ({ project, row }) => {
  const build = row();
  build.builds('parcel', ['build', 'index.html', '--no-cache']);
  build.holdsOneWasm('dist');
  // Parcel writes a map of its chunks into the page, as an inline script.
  const start = (policy) => site(project.path('dist'), { policy, inline: true });
  build.opens(start);
  build.opensWithoutWasm(start);
});
