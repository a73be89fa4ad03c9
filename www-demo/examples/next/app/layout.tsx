import type { ReactNode } from 'react';
import { Login } from './login';

export const metadata = { title: 'Sign in' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>
          <Login>{children}</Login>
        </main>
      </body>
    </html>
  );
}
