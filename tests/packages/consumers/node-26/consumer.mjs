import { run } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { signsIn } from '../../harness/program.mjs';

// A package with only Node's executable; there is one for each platform.
const node = `node-${process.platform}-${process.arch}`;

consumer(import.meta.url, { name: 'Node', version: node }, ({ project, row }) => {
  const program = project.path('node_modules', node, 'bin/node');
  signsIn(row('./slim and an imported source'), (env) =>
    run(project.folder, program, ['source.js'], env),
  );
});
