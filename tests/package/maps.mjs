// The source maps lead from an error of the package to the line of js/ that threw it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire, SourceMap } from 'node:module';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { streams } from '../../js/generated/bytes.js';

const dist = new URL('../../pkg/dist/', import.meta.url);
const read = (path, base = dist) => readFile(new URL(path, base), 'utf8');

const names = await readdir(dist);
/** The twin as a module has no map, because all of it is generated. */
const scripts = names.filter(
  (name) => /\.(js|mjs|cjs)$/.test(name) && name !== 'xsolla-login.twin.mjs',
);

const load = async (file) => {
  if (file.endsWith('.mjs')) return import(new URL(file, dist));
  if (file.endsWith('.cjs')) return createRequire(dist)(`./${file}`);
  const context = createContext({ URL });
  runInContext(await read(file), context, { filename: file });
  return context.XsollaLogin;
};

const thrown = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
};

/** Code that throws, and the line that it throws from. */
const OF_PACKAGE = {
  run: ({ readLoginUrl }) => readLoginUrl('http://:'),
  at: 'js/callback.js',
  line: /^ +throw new SDKError\('url: must be a URL/,
};
const OF_REACT = {
  run: ({ LoginProvider }) => LoginProvider({}),
  at: 'js/react.js',
  line: /throw new Error\('<LoginProvider> needs/,
};

for (const file of scripts) {
  test(`${file} names its source map, which has the sources but not the wasm`, async () => {
    const text = await read(file);
    assert.ok(text.trimEnd().endsWith(`\n//# sourceMappingURL=${file}.map`), text.slice(-80));
    assert.equal(text.match(/sourceMappingURL/g).length, 1);
    const map = await read(`${file}.map`);
    const [wasm] = /[^\\'"`$]{40}/.exec(streams[0][0]);
    assert.equal(map.includes(wasm), false);
    const { sources, sourcesContent } = JSON.parse(map);
    assert.ok(sources.length > 0 && sources.length === sourcesContent.length);
    for (const [index, source] of sources.entries()) {
      assert.match(source, /^\.\.\/(js|src)\/[\w./-]+$/);
      assert.equal(sourcesContent[index], await read(source, new URL('../', dist)), source);
    }
  });

  // The twin's script has no exports, so nothing can be made to throw.
  if (file === 'xsolla-login.twin.js') continue;
  const { run, at, line: expected } = file.startsWith('react.') ? OF_REACT : OF_PACKAGE;
  test(`${file}: the stack frame of an error maps to its source line`, async () => {
    const exports = await load(file);
    const error = thrown(() => run(exports));
    const frame = error.stack.split('\n').find((line) => line.includes(file));
    const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame).map(Number);
    const map = new SourceMap(JSON.parse(await read(`${file}.map`)));
    const found = map.findEntry(line - 1, column - 1);
    assert.equal(found.originalSource, `../${at}`);
    const source = await read(`../../${at}`);
    assert.match(source.split('\n')[found.originalLine], expected);
  });
}
