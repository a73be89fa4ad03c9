// Programs of a consumer's tools.
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const BUILD = 5 * 60_000;
const START = 60_000;

const environment = (more) => {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    BROWSERSLIST_IGNORE_OLD_DATA: '1',
    NO_COLOR: '1',
    // Nothing of it asks, opens a browser or moves its cursor.
    CI: '1',
    ...more,
  };
  // A runner inside this one would speak to it instead of printing, and colours are asked for once.
  for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) delete env[name];
  return env;
};

/** Runs to the end; gives what it printed, and fails with that. */
export const run = (cwd, program, args = [], env = {}) =>
  new Promise((resolve, reject) => {
    const options = { cwd, env: environment(env), timeout: BUILD, maxBuffer: 2 ** 26 };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      reject(new Error(`${program} ${args.join(' ')}: ${error.code}\n${stdout}${stderr}`));
    });
    child.stdin.end();
  });

/**
 * Starts a server. `ready(line)` gives its address, once a line of its output tells it.
 */
export const start = (cwd, program, args, { env = {}, ready }) =>
  new Promise((resolve, reject) => {
    // A group of its own: a tool's helpers end with it.
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, args, { cwd, env: environment(env), detached: true, stdio });
    const stop = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    const kill = () => stop('SIGKILL');
    process.once('exit', kill);
    const ended = new Promise((resolve) => child.once('close', resolve));
    const close = async () => {
      stop('SIGTERM');
      const late = setTimeout(kill, 5000);
      await ended;
      clearTimeout(late);
      process.off('exit', kill);
    };

    const said = [];
    const fail = (why) => reject(new Error(`${program} ${why}\n${said.join('\n')}`));
    const patience = setTimeout(() => {
      fail('does not start');
      kill();
    }, START);
    child.once('error', (error) => fail(error.message));
    ended.then((code) => fail(`ended with ${code}`)).finally(() => clearTimeout(patience));
    for (const stream of child.stdio.slice(1)) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const origin = ready(line);
        if (!origin) return;
        clearTimeout(patience);
        resolve({ origin, close });
      });
    }
  });
