import probe from './probe.cjs';

probe.watch();
await probe.report(await import('xsolla-login-wasm/js'));
