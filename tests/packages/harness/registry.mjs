// A local registry that has only the packed tarball, because npm can install a package under an
// alias only from a registry.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '../../chromium.mjs';
import { root } from './places.mjs';
import { npmInstall } from './project.mjs';

const PATH = '/packed.tgz';

/** Installs the tarball as `alias`, like `npm install alias@npm:the-package`. */
export const installAlias = (alias) => async (folder, tarball) => {
  const registry = await serve(async ({ url }, response) => {
    // A later run may have the same port.
    response.setHeader('Cache-Control', 'no-store');
    if (url === PATH) return response.end(await readFile(tarball.file));
    if (url !== '/' + tarball.name) return response.writeHead(404).end();
    response.end(await packument(tarball, registry.origin + PATH));
  });
  const spec = `${alias}@npm:${tarball.name}`;
  const only = `--registry=${registry.origin}`;
  await npmInstall(folder, alias, spec, only).finally(registry.close);
};

async function packument({ name, version, integrity }, address) {
  const manifest = JSON.parse(await readFile(join(root, 'pkg/package.json')));
  const versions = { [version]: { ...manifest, dist: { tarball: address, integrity } } };
  return JSON.stringify({ name, versions, 'dist-tags': { latest: version } });
}
