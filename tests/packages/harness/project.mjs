// One consumer's folder below target/, with its tools and the tarball installed.
import { rmSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QUIET } from '../../pack.mjs';
import { run, start } from './command.mjs';
import { consumers, shared, target } from './places.mjs';
import { tarball } from './tarball.mjs';

/** `install(folder, tarball)`: puts the packed package into its node_modules in another way. */
export class Project {
  constructor(name, install = installTarball) {
    this.name = name;
    this.folder = join(target, name);
    this.installTarball = install;
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** Runs a program of its tools. */
  run(tool, args, env) {
    return run(this.folder, this.path('node_modules/.bin', tool), args, env);
  }

  /** Starts one that serves. */
  start(tool, args, options) {
    return start(this.folder, this.path('node_modules/.bin', tool), args, options);
  }

  /** Copies the twin beside a bundle whose bundler does not, as docs/loading.md says. */
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
    // Whatever stops it, the next run starts again.
    await rm(kept, { force: true });
    if (stamp.lock !== lock) {
      await rm(this.path('node_modules'), { recursive: true, force: true });
      if (lock) await run(this.folder, 'npm', ['ci', ...QUIET]);
    }
    await this.installTarball(this.folder, packed);
    await writeFile(kept, JSON.stringify({ lock, integrity }));
  }

  /** The committed files and the shared ones, and nothing from an earlier run but node_modules. */
  async copy() {
    await mkdir(this.folder, { recursive: true });
    for (const entry of await readdir(this.folder)) {
      if (entry !== 'node_modules') await rm(this.path(entry), { recursive: true });
    }
    // What tools keep there to start sooner, which does not always see another tarball.
    for (const cache of ['.vite', '.cache']) {
      await rm(this.path('node_modules', cache), { recursive: true, force: true });
    }
    const filter = (path) => !/[/\\](node_modules|consumer\.mjs)$/.test(path);
    await cp(join(consumers, this.name), this.folder, { recursive: true, filter });
    await cp(shared, this.folder, { recursive: true });
  }
}

/** Runs `npm install SPEC` in a folder of its own below `folder`; gives that folder. */
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
 * Installs what npm calls `spec` in a folder of its own, and copies it beside the tools: with them
 * around it, npm would ask the registry for each of them again.
 */
export async function npmInstall(folder, name, spec, option) {
  const bare = await installBare(folder, spec, option);
  await copyPackage(name, bare, folder);
  await rm(bare, { recursive: true });
}

let fromTarball;

/** Every project gets what npm makes of the tarball; npm makes it once a run. */
export async function installTarball(folder, { name, file }) {
  fromTarball ??= installBare(target, file, '--offline').then((bare) => {
    process.once('exit', () => rmSync(bare, { recursive: true, force: true }));
    return bare;
  });
  await copyPackage(name, await fromTarball, folder);
}
