import { run } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { signsIn } from '../../harness/program.mjs';

const version = () => process.versions.node;

consumer(import.meta.url, { name: 'Node', version }, ({ project, row }) => {
  for (const [variant, file] of [
    ['import', 'import.mjs'],
    ['require', 'require.cjs'],
    ['./slim and the file beside it', 'slim.mjs'],
  ]) {
    signsIn(row(variant), (env) => run(project.folder, process.execPath, [file], env));
  }
});
