import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../sign-in.js';
import SignIn from './client.js';

export default async function Page({ searchParams }) {
  const settings = await searchParams;
  return (
    <>
      <pre id="server">{JSON.stringify(await signIn(XsollaLogin, settings))}</pre>
      <SignIn settings={settings} />
    </>
  );
}
