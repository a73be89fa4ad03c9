import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import probe from './probe.cjs';

const wasm = createRequire(import.meta.url).resolve('xsolla-login-wasm/xsolla-login.wasm');
const bytes = await readFile(wasm);

probe.watch();
const sdk = await import('xsolla-login-wasm/slim');
await probe.report(sdk, () => sdk.init(bytes));
