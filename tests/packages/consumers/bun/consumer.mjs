import { readdir } from 'node:fs/promises';
import { run } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { signsIn } from '../../harness/program.mjs';

consumer(import.meta.url, { name: 'Bun', version: 'bun' }, ({ project, row }) => {
  /** The path of Bun's executable. An install script, which does not run, would link it in .bin. */
  const program = async () => {
    const [platform] = await readdir(project.path('node_modules/@oven'));
    return project.path('node_modules/@oven', platform, 'bin/bun');
  };

  for (const [variant, file] of [
    ['import', 'import.js'],
    ['./js', 'javascript.js'],
    ['./slim and an imported .wasm', 'slim.js'],
    ['./slim and the file beside it', 'beside.js'],
  ]) {
    signsIn(row(variant), async (env) => run(project.folder, await program(), [file], env));
  }
});
