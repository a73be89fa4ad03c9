// Runs the executables of a consumer's tools.
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
    // Keeps tools from asking questions, opening a browser or moving the cursor.
    CI: '1',
    ...more,
  };
  // With NODE_TEST_CONTEXT, a nested test runner reports to this one instead of printing.
  // FORCE_COLOR contradicts NO_COLOR.
  for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) delete env[name];
  return env;
};

/** Runs a program. Resolves to its standard output; if it fails, rejects with all of its output. */
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
 * Starts a server. `ready(line)` returns its origin if that line of the output contains it. Rejects
 * if the server ends, or does not print its origin within a minute.
 */
export const start = (cwd, program, args, { env = {}, ready }) =>
  new Promise((resolve, reject) => {
    // Its own process group, so that a tool's child processes end with it.
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(program, args, { cwd, env: environment(env), detached: true, stdio });
    const stop = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // Already ended.
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
