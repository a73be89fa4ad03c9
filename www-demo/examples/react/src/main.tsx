import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LoginProvider } from 'xsolla-login-wasm/react';
import { App } from './App';

const env = import.meta.env;

const options = {
  projectId: env.VITE_PROJECT_ID,
  clientId: Number(env.VITE_CLIENT_ID),
  apiUrl: env.VITE_API_URL,
  is_oauth2: true,
  redirectUri: location.origin + '/',
  scope: 'offline',
  // A sign-in may end in another tab, which a link in an email opens.
  session: { storage: 'localStorage' as const, flowStorage: 'localStorage' as const },
};

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <LoginProvider options={options}>
      <App />
    </LoginProvider>
  </StrictMode>,
);
