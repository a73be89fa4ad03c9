import { consumer } from '../../harness/consumer.mjs';
import { site } from '../../harness/site.mjs';

consumer(import.meta.url, { name: 'Parcel', version: 'parcel' }, ({ project, row }) => {
  const build = row();
  build.builds('parcel', ['build', 'index.html', '--no-cache']);
  build.holdsOneWasm('dist');
  build.opens((policy) => site(project.path('dist'), { policy }));
});
