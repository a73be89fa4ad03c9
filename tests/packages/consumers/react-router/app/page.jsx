import { useEffect, useState } from 'react';
import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../sign-in.js';

export async function loader({ request }) {
  const settings = Object.fromEntries(new URL(request.url).searchParams);
  return { settings, outcome: await signIn(XsollaLogin, settings) };
}

export default function Page({ loaderData: { settings, outcome } }) {
  const [here, setHere] = useState();
  useEffect(() => {
    signIn(XsollaLogin, settings).catch(String).then(setHere);
  }, [settings]);
  return (
    <>
      <pre id="server">{JSON.stringify(outcome)}</pre>
      <output>{JSON.stringify(here)}</output>
    </>
  );
}
