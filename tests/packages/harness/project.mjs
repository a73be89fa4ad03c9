// One consumer's folder below target/, with its tools and the tarball installed.
import { rmSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QUIET } from '../../pack.mjs';
import { run, start } from './command.mjs';
import { consumers, shared, target } from './places.mjs';
import { tarball } from './tarball.mjs';

/** `install(folder, tarball)` puts the package into node_modules, by default {@link installTarball}. */
export class Project {
  constructor(name, install = installTarball) {
    this.name = name;
    this.folder = join(target, name);
    this.installTarball = install;
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** Runs one of its tools. */
  run(tool, args, env) {
    return run(this.folder, this.path('node_modules/.bin', tool), args, env);
  }

  /** Starts one of its tools as a server. */
  start(tool, args, options) {
    return start(this.folder, this.path('node_modules/.bin', tool), args, options);
  }

  /** Copies the twin beside a bundle, as docs/loading.md says, for bundlers that do not. */
  copyTwin(folder) {
    const twin = 'xsolla-login.twin.js';
    const installed = this.path('node_modules/xsolla-login-wasm/dist', twin);
    return copyFile(installed, this.path(folder, twin));
  }

  /** The version of an installed package. */
  async version(tool) {
    return JSON.parse(await readFile(this.path('node_modules', tool, 'package.json'))).version;
  }

  async install() {
    await this.copy();
    const lock = await readFile(this.path('package-lock.json'), 'utf8').catch(() => '');
    const packed = await tarball();
    const { integrity } = packed;
    const kept = this.folder + '.json';
    const stamp = await readFile(kept, 'utf8').then(JSON.parse, () => ({}));
    if (stamp.lock === lock && stamp.integrity === integrity) return;
    // If this run is interrupted, the next one installs again.
    await rm(kept, { force: true });
    if (stamp.lock !== lock) {
      await rm(this.path('node_modules'), { recursive: true, force: true });
      if (lock) await run(this.folder, 'npm', ['ci', ...QUIET]);
    }
    await this.installTarball(this.folder, packed);
    await writeFile(kept, JSON.stringify({ lock, integrity }));
  }

  /** Copies the committed and the shared files. Of an earlier run, only node_modules is kept. */
  async copy() {
    await mkdir(this.folder, { recursive: true });
    for (const entry of await readdir(this.folder)) {
      if (entry !== 'node_modules') await rm(this.path(entry), { recursive: true });
    }
    // The tools' caches, which do not always notice a new tarball.
    for (const cache of ['.vite', '.cache']) {
      await rm(this.path('node_modules', cache), { recursive: true, force: true });
    }
    const filter = (path) => !/[/\\](node_modules|consumer\.mjs)$/.test(path);
    await cp(join(consumers, this.name), this.folder, { recursive: true, filter });
    await cp(shared, this.folder, { recursive: true });
  }
}

/** Runs `npm install SPEC` in a new folder inside `folder`. Resolves to the new folder. */
async function installBare(folder, spec, option) {
  const bare = join(folder, `bare.${process.pid}`);
  await mkdir(bare, { recursive: true });
  await writeFile(join(bare, 'package.json'), '{ "private": true }');
  await run(bare, 'npm', ['install', spec, option, '--no-package-lock', ...QUIET]);
  return bare;
}

/** Copies an installed package from one folder to another. */
async function copyPackage(name, from, to) {
  const path = join('node_modules', name);
  await rm(join(to, path), { recursive: true, force: true });
  await cp(join(from, path), join(to, path), { recursive: true });
}

/**
 * Installs the npm package `spec` in a separate folder, and copies it beside the tools. If npm
 * installed it beside them, it would ask the registry for each of them again.
 */
export async function npmInstall(folder, name, spec, option) {
  const bare = await installBare(folder, spec, option);
  await copyPackage(name, bare, folder);
  await rm(bare, { recursive: true });
}

let fromTarball;

/** Installs the tarball. npm installs it once a run; every project gets a copy. */
export async function installTarball(folder, { name, file }) {
  fromTarball ??= installBare(target, file, '--offline').then((bare) => {
    process.once('exit', () => rmSync(bare, { recursive: true, force: true }));
    return bare;
  });
  await copyPackage(name, await fromTarball, folder);
}
