// Installs both tarballs, as a studio's project does.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { pack, QUIET } from '../pack.mjs';

const run = promisify(execFile);
const target = fileURLToPath(new URL('../../target/package', import.meta.url));

/** npm's report of the sandbox's tarball. */
export const tarball = await pack(target, 'pkg-sandbox');
const login = await pack(target);

/** The project's folder, outside the workspace, so that nothing is resolved from its node_modules. */
export const app = await mkdtemp(join(tmpdir(), 'studio-'));
await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
const install = ['install', tarball.file, login.file, '--offline', '--no-package-lock'];
await run('npm', [...install, ...QUIET], { cwd: app });

export const remove = () => rm(app, { recursive: true });

/** Returns the path of a file of an installed package. */
export const file = (path) => join(app, 'node_modules', path);

/** Imports a module as the project would. */
export const load = (name) => {
  const conditions = createRequire(join(app, 'main.js'));
  const path = name === 'xsolla-login-wasm' ? conditions.resolve(name) : undefined;
  if (path) return import(pathToFileURL(path.replace(/\.cjs$/, '.mjs')).href);
  const part = name.split('/')[1] ?? 'index';
  return import(pathToFileURL(file(`xsolla-login-sandbox/dist/${part}.js`)).href);
};

export const { createSandbox } = await load('xsolla-login-sandbox');
export const { startServer } = await load('xsolla-login-sandbox/server');
export const { default: XsollaLogin } = await load('xsolla-login-wasm');

export const USER = { username: 'john', password: 'secret-1', email: 'john@mail.example' };
export const HOME = 'https://game.example/signed-in';
