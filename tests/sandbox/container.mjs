// Runs the instructions of www-demo/sandbox/Containerfile without a container. A folder stands in for the image,
// and a registry that has only the tarball stands in for npm's.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DockerfileParser } from 'dockerfile-ast';
import { serve } from '../chromium.mjs';
import { file, tarball } from './installed.mjs';

const SOURCE = fileURLToPath(new URL('../../www-demo/sandbox/Containerfile', import.meta.url));
const containerfile = DockerfileParser.parse(await readFile(SOURCE, 'utf8'));
const { name, version, engines, bin } = JSON.parse(
  await readFile(file('xsolla-login-sandbox/package.json'), 'utf8'),
);

/** The image, as the instructions so far define it. */
const image = { base: '', args: {}, user: 'root', port: '', entrypoint: [] };
const installers = [];
let folder;
let registry;

const INSTRUCTIONS = {
  FROM: (base) => Object.assign(image, { base, args: {} }),
  ARG(text) {
    const [key, value] = text.split('=');
    image.args[key] = value;
  },
  async RUN(command) {
    installers.push(image.user);
    const env = {
      ...image.args,
      PATH: process.env.PATH,
      HOME: folder,
      npm_config_prefix: folder,
      npm_config_registry: registry.origin,
      npm_config_noproxy: 'localhost',
      npm_config_audit: 'false',
      npm_config_update_notifier: 'false',
    };
    await promisify(execFile)('/bin/sh', ['-c', command], { cwd: folder, env });
  },
  USER: (user) => Object.assign(image, { user }),
  EXPOSE: (port) => Object.assign(image, { port }),
  // Must be an array: a shell as the first process would not forward signals.
  ENTRYPOINT: (array) => Object.assign(image, { entrypoint: JSON.parse(array) }),
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-'));
  await mkdir(join(folder, 'lib'));
  registry = await serve(async ({ url }, response) => {
    if (url === '/tarball') return response.end(await readFile(tarball.file));
    if (url !== `/${name}`) return response.writeHead(404).end();
    const { integrity } = tarball;
    const dist = { tarball: `${registry.origin}/tarball`, integrity };
    response.end(
      JSON.stringify({
        name,
        'dist-tags': { latest: version },
        versions: { [version]: { name, version, engines, bin, dist } },
      }),
    );
  });
  for (const instruction of containerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    assert.ok(Object.hasOwn(INSTRUCTIONS, keyword), `this test does not know ${keyword}`);
    await INSTRUCTIONS[keyword](instruction.getArgumentsContent());
  }
});

after(async () => {
  registry?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Returns the flags of each `podman run` in the comments, and the ports that it publishes. */
const examples = () =>
  containerfile
    .getComments()
    .map((comment) => comment.getContent() ?? '')
    .flatMap((line) => {
      const found = /^podman run --rm --publish (\d+):(\d+) xsolla-login-sandbox (.*)$/.exec(line);
      return found ? [{ outside: found[1], inside: found[2], flags: found[3].split(' ') }] : [];
    });

/** The time limit for a run, in milliseconds. Then the process is killed, which fails the test. */
const LIMIT = 20_000;

/** Runs the entry point with more flags, on a free port, and ends it after `use`. */
async function run(flags, use) {
  const [program, ...own] = image.entrypoint;
  const port = own.indexOf('--port') + 1;
  assert.equal(own[port], image.port);
  const child = spawn(program, [...own.with(port, '0'), ...flags], {
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  await once(child, 'spawn');
  const exit = once(child, 'exit');
  let end;
  try {
    let said = '';
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`;
      if (line.startsWith('Ctrl-C')) break;
    }
    assert.match(said, /^Ctrl-C/m);
    await use(said);
  } finally {
    child.kill('SIGTERM');
    end = await exit;
  }
  // The process must have its own handler: without one, a container's first process ignores SIGTERM.
  assert.deepEqual(end, [0, null]);
}

/** All addresses of this machine. They stand in for those of a container. */
const addresses = Object.values(networkInterfaces())
  .flat()
  .filter(({ scopeid }) => !scopeid)
  .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

/** Returns the port that the process listens on. It is printed only without `--url`. */
const portOf = (said) => /^Emails and text messages: http:\/\/localhost:(\d+)\//m.exec(said)[1];

test('the image has a supported Node and this version of the package', async () => {
  const [, major] = /^docker\.io\/library\/node:(\d+)-slim$/.exec(image.base);
  const [, least] = /^>=(\d+)$/.exec(engines.node);
  assert.ok(Number(major) >= Number(least), image.base);
  assert.equal(image.args.VERSION, version);
  const path = join(folder, 'lib/node_modules', name, 'package.json');
  assert.equal(JSON.parse(await readFile(path, 'utf8')).version, version);
});

test('the image installs as root and runs as a user of its base', () => {
  assert.deepEqual(installers, ['root']);
  assert.equal(image.user, 'node');
});

test('the entry point listens on every address, and exits on SIGTERM', async () => {
  await run([], async (said) => {
    for (const address of addresses) {
      const response = await fetch(`http://${address}:${portOf(said)}/outbox`);
      assert.equal(response.status, 200, address);
    }
  });
});

test('the entry point accepts the flags in the comments', async () => {
  const [plain, elsewhere] = examples();
  assert.equal(plain.outside, image.port);
  assert.equal(plain.inside, image.port);
  const page = 'http://localhost:5173';
  assert.deepEqual(plain.flags, ['--origin', page, '--callback', `${page}/`]);
  await run(plain.flags, async (said) => {
    assert.ok(said.includes(`redirectUri: '${page}/'`), said);
    const headers = { origin: plain.flags[1] };
    const answer = await fetch(`http://localhost:${portOf(said)}/api/jwt/sso`, { headers });
    assert.equal(answer.headers.get('access-control-allow-origin'), headers.origin);
  });

  assert.equal(elsewhere.inside, image.port);
  assert.deepEqual(elsewhere.flags, ['--url', `http://localhost:${elsewhere.outside}`]);
  await run(elsewhere.flags, async (said) => {
    assert.ok(said.includes(`apiUrl: '${elsewhere.flags[1]}/api'`), said);
    assert.ok(said.includes(`Emails and text messages: ${elsewhere.flags[1]}/outbox`), said);
  });
});
