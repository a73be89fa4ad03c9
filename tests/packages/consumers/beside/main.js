import last from './node_modules/xsolla-login-wasm/dist/xsolla-login.mjs';
import { settings, show, signIn } from './sign-in.js';

const [first, original, second] = copies;
const ours = [first, second, last];

async function signInEverywhere() {
  const outcomes = [original, ...ours].map((copy) => signIn(copy, settings()));
  const [itsOutcome, ...ourOutcomes] = await Promise.all(outcomes);
  return {
    ours: ourOutcomes,
    original: itsOutcome,
    different: new Set(ours.map(({ Api }) => Api)).size === ours.length,
    known: [second, last, original].map(
      ({ APIError }) => new APIError('1') instanceof first.APIError,
    ),
  };
}

show(signInEverywhere());
