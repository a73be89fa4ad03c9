'use client';

import type { ReactNode } from 'react';
import { LoginProvider } from 'xsolla-login-wasm/react';

const options = {
  projectId: process.env.NEXT_PUBLIC_PROJECT_ID!,
  clientId: Number(process.env.NEXT_PUBLIC_CLIENT_ID),
  apiUrl: process.env.NEXT_PUBLIC_API_URL,
  is_oauth2: true,
  redirectUri: process.env.NEXT_PUBLIC_REDIRECT_URI,
  scope: 'offline',
  // A sign-in may end in another tab, which a link in an email opens.
  session: { storage: 'localStorage' as const, flowStorage: 'localStorage' as const },
};

/** The instance is created in the browser. The server renders what is shown until the session is known. */
export function Login({ children }: { children: ReactNode }) {
  return <LoginProvider options={options}>{children}</LoginProvider>;
}
