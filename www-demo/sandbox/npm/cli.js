#!/usr/bin/env node
// `npx xsolla-login-sandbox`: runs the sandbox as a server until it is stopped.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startServer } from './server.js';

const HELP = `xsolla-login-sandbox: a stand-in for the Xsolla Login service

  npx xsolla-login-sandbox --origin http://localhost:5173 --callback http://localhost:5173/

  --port <number>      the port (default: 9000); 0 picks a free one
  --host <address>     the address to listen on, instead of localhost; :: for all addresses
  --url <url>          the URL of the service (default: http://localhost:<port>)
  --origin <origin>    an origin whose pages may call the service; may be repeated
  --callback <url>     a registered callback URL; may be repeated. The email that confirms an account links to
                       the one that the page sends, as redirectUri with OAuth 2.0, otherwise as callbackUrl; the
                       email that resets a password links to callbackUrl, or to the first of these if omitted
  --project <id>       the id of the Login project
  --client <number>    the id of its OAuth client
  --set <name=value>   a setting, such as confirmMail=false; may be repeated
  --help               shows this text
  --version            shows the version

The settings are those of createSandbox(); the README lists them under "Settings": confirmMail,
secondFactor, askFields, captcha and others.
`;

/** Code to paste into the page, and where to find the emails. */
const greeting = ({ url, oauthOptions }) => {
  const { apiUrl, projectId, clientId, redirectUri } = oauthOptions;
  const text = (value) => `'${value.replace(/[\\']/g, '\\$&')}'`;
  return `Your page needs:

import { Api } from 'xsolla-login-wasm';

const api = new Api({
  apiUrl: ${text(apiUrl)},
  projectId: ${text(projectId)},
  is_oauth2: true,
  clientId: ${clientId},
  redirectUri: ${text(redirectUri)},
  scope: 'offline', // for a refresh token
});

Without OAuth 2.0, replace the last four options with callbackUrl: ${text(redirectUri)}
Emails and text messages: ${url}/outbox
Ctrl-C stops it.`;
};

const many = { type: 'string', multiple: true, default: [] };
const FLAGS = {
  port: { type: 'string', default: '9000' },
  host: { type: 'string' },
  url: { type: 'string' },
  origin: many,
  callback: many,
  project: { type: 'string' },
  client: { type: 'string' },
  set: many,
  help: { type: 'boolean' },
  version: { type: 'boolean' },
};

/** An error that the user of the command line can fix. */
class Refusal extends Error {}

const read = () => {
  const { values, tokens } = parseArgs({ options: FLAGS, strict: false, tokens: true });
  for (const { kind, name, rawName, value } of tokens) {
    if (kind === 'positional') throw new Refusal(`${value}: not a flag; --help lists them`);
    if (kind !== 'option') continue;
    if (!Object.hasOwn(FLAGS, name))
      throw new Refusal(`${rawName}: no such flag; --help lists them`);
    const isText = FLAGS[name].type === 'string';
    if (isText && !value) throw new Refusal(`${rawName}: needs a value`);
    if (!isText && value !== undefined) throw new Refusal(`${rawName}: takes no value`);
  }
  return values;
};

const numberOf = (flag, text, [smallest, largest]) => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= smallest && number <= largest) return number;
  throw new Refusal(`--${flag}: must be an integer from ${smallest} to ${largest}`);
};

/** Parses a value as JSON. Returns the string itself if it is not JSON, or null, which no setting takes. */
const valueOf = (text) => {
  try {
    return JSON.parse(text) ?? text;
  } catch {
    return text;
  }
};

const settingOf = (text) => {
  const [name, value] = text.split(/=(.*)/s);
  if (!name || value === undefined)
    throw new Refusal(`--set: must be name=value, such as confirmMail=false`);
  if (Object.hasOwn(NAMES_OF_FLAGS, name))
    throw new Refusal(`--set ${name}: has the flag ${NAMES_OF_FLAGS[name]}`);
  return [name, valueOf(value)];
};

const NAMES_OF_FLAGS = {
  origins: '--origin',
  callbacks: '--callback',
  url: '--url',
  projectId: '--project',
  clientId: '--client',
  port: '--port',
  host: '--host',
};

const HOST_ERRORS = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'];

/** Returns an error message that names the flag rather than the option. */
const inFlags = (error, port, host) => {
  if (error.code === 'EADDRINUSE') return `port ${port} is taken: choose another with --port`;
  if (error.code === 'EACCES') {
    return `port ${port} requires more rights than you have: choose another with --port`;
  }
  if (HOST_ERRORS.includes(error.code)) {
    return `--host: must be an address of this machine, which ${host} is not`;
  }
  if (!(error instanceof TypeError)) return error.message;
  const end = error.message.indexOf(': ');
  if (end < 0) return error.message;
  const [name, what] = [error.message.slice(0, end), error.message.slice(end)];
  if (!Object.hasOwn(NAMES_OF_FLAGS, name)) {
    const named = what.replace(/`(\w+)`/g, (quoted, option) => NAMES_OF_FLAGS[option] ?? quoted);
    return `--set ${name}${named}`;
  }
  // A flag takes one entry of the array.
  return NAMES_OF_FLAGS[name] + what.replace(/^: each /, ': ');
};

const given = (entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined));

const start = async (values) => {
  const port = numberOf('port', values.port, [0, 65_535]);
  const options = given([
    ['host', values.host],
    ['url', values.url],
    ['projectId', values.project],
    ['clientId', values.client && numberOf('client', values.client, [1, Number.MAX_SAFE_INTEGER])],
  ]);
  const settings = Object.fromEntries(values.set.map(settingOf));
  try {
    return await startServer({
      ...settings,
      ...options,
      port,
      origins: values.origin,
      callbacks: values.callback,
    });
  } catch (error) {
    throw new Refusal(inFlags(error, port, values.host));
  }
};

const main = async () => {
  const values = read();
  if (values.help) return console.log(HELP.trimEnd());
  if (values.version) {
    const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
    return console.log(JSON.parse(manifest).version);
  }
  const server = await start(values);
  const end = () => server.close();
  // Before the URLs are printed: whoever reads them may stop this process at once.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  console.log(greeting(server));
};

try {
  await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`xsolla-login-sandbox: ${error.message}`);
  process.exitCode = 1;
}
