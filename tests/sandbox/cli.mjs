// `npx xsolla-login-sandbox` as a server, with the real login package.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { file, startServer, USER, XsollaLogin } from './installed.mjs';

const program = file('.bin/xsolla-login-sandbox');
const PAGE = 'http://localhost:5173';
let child;
let said = '';
let outbox;
/** The options that the printed code, pasted into a page, passes to `Api`. */
let pasted;

before(async () => {
  const flags = ['--port', '0', '--origin', PAGE, '--callback', `${PAGE}/`, '--project', "mi'ne"];
  flags.push('--set', 'expiresIn=null');
  child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('Ctrl-C')) break;
    said += `${line}\n`;
  }
  [, outbox] = /^Emails and text messages: (\S+)$/m.exec(said);
  const [, code] = /^import \{ Api \} from 'xsolla-login-wasm';\n([^]*?\}\);)$/m.exec(said);
  class Api {
    constructor(options) {
      pasted = options;
    }
  }
  runInNewContext(code, { Api });
});
after(() => child?.kill());

const get = async (path, init) => fetch(new URL(path, outbox), init);
const last = async (to) => (await (await get(`/sandbox/outbox.json?to=${to}`)).json())[0];

test('sign-up, email, sign-in, code exchange, refresh and sign-out work', async () => {
  assert.equal(pasted.projectId, "mi'ne");
  assert.ok(said.includes(`callbackUrl: '${PAGE}/'`));
  const api = new XsollaLogin.Api({ ...pasted });
  await api.signup({ userInfo: USER });
  const { link } = await last(USER.email);
  const opened = await fetch(link, { redirect: 'manual' });
  assert.ok(opened.headers.get('location').startsWith(`${PAGE}/?code=`));
  const done = await api.completeLogin(await api.login({ credentials: USER }));
  assert.equal(done.kind, 'tokens');
  await api.refresh();
  assert.equal((await api.getUser()).username, 'john');
  await api.session.logout('all');
  assert.equal(await api.session.getAccessToken(), null);
});

test('only pages of the given origins may call', async () => {
  for (const [origin, expected] of [
    [PAGE, PAGE],
    ['http://localhost:1', null],
  ]) {
    const response = await get('/api/jwt/sso?projectId=mi%27ne', { headers: { origin } });
    assert.equal(response.headers.get('access-control-allow-origin'), expected);
    assert.equal(response.headers.get('connection'), 'close');
  }
});

/** Resolves to everything that a connection receives until it ends. */
const raw = async (fault) => {
  const body = JSON.stringify(fault);
  await get('/sandbox/faults', { method: 'POST', body });
  const { port } = new URL(outbox);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('GET /api/jwt/sso?projectId=mi%27ne HTTP/1.1\r\nhost: x\r\n\r\n');
  const pieces = [];
  socket.on('data', (piece) => pieces.push(piece));
  // A reset also ends the connection.
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(pieces).toString('latin1');
};

test('faults send exactly the bytes of a broken response', async () => {
  assert.equal(await raw({ kind: 'cut' }), '');
  assert.ok((await raw({ kind: 'garbage' })).startsWith('\x16\x03\x01'));
  const cut = await raw({ kind: 'cutBody' });
  assert.ok(cut.includes('{"login_url":'));
  assert.match(cut, /content-length: 1000/i);
  assert.ok(!cut.includes('token='));
  const headers = await raw({ kind: 'resetHeaders' });
  assert.ok(headers.startsWith('HTTP/1.1 200 ') && !headers.includes('\r\n\r\n'), headers);
  const length = await raw({ kind: 'wrongLength' });
  const [head, body] = length.split('\r\n\r\n');
  assert.equal(Number(/content-length: (\d+)/i.exec(head)[1]), Math.floor(body.length / 2));
  assert.match(await raw({ kind: 'unknownStatus' }), /^HTTP\/1.1 799 /);
});

const fails = async (...flags) => {
  const error = await promisify(execFile)(program, flags, { timeout: 60_000 }).catch(
    (error) => error,
  );
  assert.equal(error.code, 1, flags.join(' '));
  assert.equal(error.stderr.trim().split('\n').length, 1, error.stderr);
  return error.stderr.trim();
};

test('an error on the command line is reported in one line', async () => {
  const { port } = new URL(outbox);
  const all = [
    [['--prot', '1'], /: --prot: no such flag/],
    [['here'], /: here: not a flag/],
    [['--port', 'x'], /: --port: must be an integer from 0 to 65535/],
    [['--client', '0'], /: --client: must be an integer from 1 to/],
    [['--host', '192.0.2.1'], /: --host: must be an address of this machine/],
    [['--origin'], /: --origin: needs a value/],
    [['--callback', '/signed-in'], /: --callback: must be a complete URL such as http:/],
    [['--origin', '*'], /: --origin: must be an origin, such as http:/],
    [['--origin', 'http://localhost:5173/game'], /: --origin: must be an origin without a path/],
    [['--origin', 'localhost:5173'], /: --origin: must be an origin, such as http:/],
    [
      ['--set', 'confirmMial=false'],
      /: --set confirmMial: unknown; the names are --url, .*--callback, --port, --host, `confirmMail`/,
    ],
    [
      ['--set', 'confirm-mail=false'],
      /: --set confirm-mail: unknown; the names are --url, .*--host, `confirmMail`/,
    ],
    [['--set=-x=1'], /: --set -x: unknown; the names are --url,/],
    [['--set', 'ä=1'], /: --set ä: unknown; the names are --url,/],
    [['--set', ' =1'], /: --set  : unknown; the names are --url,/],
    [['--set', 'askFields=[7]'], /: --set askFields\[0\]: must be a string/],
    [['--set', 'origins=["http://localhost"]'], /: --set origins: has the flag --origin/],
    [['--set', 'port=1'], /: --set port: has the flag --port/],
    [['--set', 'captcha=null'], /: --set captcha: must be true or false/],
    [['--set', 'confirmMail=no'], /: --set confirmMail: must be true or false/],
    [['--set', 'confirmMail'], /: --set: must be name=value/],
    // A wrong flag is reported before a taken port.
    [['--port', port, '--origin', '*'], /: --origin: must be/],
    [['--port', port, '--set', 'captcha=1'], /: --set captcha: must be/],
    [['--port', port], RegExp(`: port ${port} is taken: choose another with --port`)],
  ];
  const lines = await Promise.all(all.map(([flags]) => fails(...flags)));
  for (const [at, [, expected]] of all.entries()) assert.match(lines[at], expected);
});

test('--help and --version', async () => {
  const run = async (flag) => (await promisify(execFile)(program, [flag])).stdout;
  assert.match(await run('--version'), /^\d+\.\d+\.\d+\n$/);
  const help = await run('--help');
  for (const flag of ['port', 'host', 'url', 'origin', 'callback', 'project', 'client', 'set']) {
    assert.ok(help.includes(`--${flag} `), flag);
  }
  const [, about] = /\n  --callback([^]*?)\n  --/.exec(help);
  for (const named of ['redirectUri with OAuth 2.0', 'callbackUrl', 'the first']) {
    assert.ok(about.includes(named), about);
  }
});

test('--set takes the word null, which is also JSON', async () => {
  const init = { method: 'POST', body: '{}' };
  const settings = await (await get('/sandbox/options', init)).json();
  assert.equal(settings.expiresIn, 'null');
});

test('SIGTERM ends the server despite open requests', async () => {
  const body = '{"kind":"hang"}';
  await get('/sandbox/faults', { method: 'POST', body });
  const hanging = get('/api/jwt/sso').catch((error) => error);
  const arrived = async () =>
    (await (await get('/sandbox/requests.json')).json()).some(({ status }) => status === null);
  while (!(await arrived()));
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
  assert.ok((await hanging) instanceof TypeError);
});

test('a server started in a test has the same methods and frees its port', async () => {
  const server = await startServer({ origins: [PAGE], confirmMail: false });
  await server.users.add(USER);
  const api = new XsollaLogin.Api({ ...server.apiOptions });
  assert.ok((await api.login({ credentials: USER })).login_url.startsWith(`${PAGE}/?token=`));
  const { port } = new URL(server.url);
  await server.close();
  await assert.rejects(fetch(server.url));
  await assert.rejects(startServer({ hots: '::' }), /^TypeError: hots: unknown; .*`port`, `host`/);
  const again = await startServer({ port: Number(port) });
  await again.close();
});

test('a server listens nowhere but where the options say', async () => {
  const port = /^port: must be an integer from 0 to 65535\.$/;
  const host = /^host: must be an address\b/;
  for (const [options, message] of [
    ...['abc', '9000', NaN, null, 1.5, -1, 65_536].map((value) => [{ port: value }, port]),
    ...['', null, 5, ['::']].map((value) => [{ host: value }, host]),
    ...[null, [], 5].map((value) => [value, /^startServer: must be called with an object/]),
    [{ url: null }, /^url: must be/],
  ]) {
    // A server that starts must not keep the process alive.
    const started = startServer(options).then((server) => server.close());
    await assert.rejects(started, { name: 'TypeError', message }, JSON.stringify(options));
  }
});
