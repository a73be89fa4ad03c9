import { consumer } from '../../harness/consumer.mjs';
import { signsIn } from '../../harness/program.mjs';

const ALLOWED = ['--allow-env', '--allow-net=localhost', '--allow-read', '--no-remote'];

consumer(import.meta.url, { name: 'Deno', version: 'deno' }, ({ project, row }) => {
  for (const [variant, file] of [
    ['import', 'import.js'],
    ['./js', 'javascript.js'],
    ['./slim and an imported source', 'slim.js'],
    ['./slim and the file beside it', 'beside.js'],
  ]) {
    signsIn(row(variant), (env) => project.run('deno', ['run', ...ALLOWED, file], env));
  }
});
