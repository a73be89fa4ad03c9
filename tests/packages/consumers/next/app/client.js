'use client';

import { useEffect, useState } from 'react';
import XsollaLogin from 'xsolla-login-wasm';
import { signIn } from '../sign-in.js';

export default function SignIn({ settings }) {
  const [outcome, setOutcome] = useState();
  useEffect(() => {
    signIn(XsollaLogin, settings).catch(String).then(setOutcome);
  }, [settings]);
  return <output>{JSON.stringify(outcome)}</output>;
}
