// The size of files on the wire: `node tests/package/size.mjs [--json] [FILE…]`. Without `--json`, the
// default is the script-tag file.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export const SCRIPT = fileURLToPath(
  new URL('../../pkg/dist/xsolla-login.script.js', import.meta.url),
);

/** Returns the size after `brotli -q 11`, in bytes. */
export const brotli = (bytes) => {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
  };
  return brotliCompressSync(bytes, { params }).length;
};

/** Returns the size after `gzip -9`, in bytes. */
export const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** Resolves to the size of a file in bytes: as it is, after `gzip -9` and after `brotli -q 11`. */
export const weigh = async (file) => {
  const bytes = await readFile(file);
  return { raw: bytes.length, gzip: gzip(bytes), brotli: brotli(bytes) };
};

/** Resolves to the same as a sentence. */
export const weight = async (file) => {
  const bytes = await weigh(file);
  return `${bytes.raw} bytes, gzip ${bytes.gzip}, brotli ${bytes.brotli}`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [flag, ...rest] = process.argv.slice(2);
  if (flag === '--json') {
    console.log(JSON.stringify(await Promise.all(rest.map(weigh))));
  } else {
    const files = process.argv.slice(2);
    for (const file of files.length ? files : [SCRIPT])
      console.log(`${file}: ${await weight(file)}`);
  }
}
