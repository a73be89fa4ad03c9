import { consumer } from '../../harness/consumer.mjs';
import { browserVersion } from '../../harness/page.mjs';
import { site } from '../../harness/site.mjs';

const what = { name: 'a service worker, Chromium', version: browserVersion };

consumer(import.meta.url, what, ({ project, row }) => {
  row().opens((policy) => site(project.folder, { policy }));
});
